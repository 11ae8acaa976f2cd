package org.caricom.conch.access;

import java.time.Instant;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// Which keys a page of the directory holds, newest first.
///
/// @param member of this member alone; null for all
/// @param after  the last one of the page before; null for the first page
/// @param limit  most keys on the page
public record KeyQuery(
        @Nullable MemberCode member, @Nullable Position after, int limit) {
    /// The place of a key in the list.
    public record Position(Instant addedAt, String kid) {}
}
