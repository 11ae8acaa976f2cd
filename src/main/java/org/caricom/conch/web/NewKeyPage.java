package org.caricom.conch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Handing a key in: first the key, then the signature that proves it.
///
/// @param members to choose from; empty for whoever speaks for one
/// @param line    what the key has to sign; null before that is known
/// @param refusal why the last try was refused; null when it was not
public record NewKeyPage(
        List<Member> members,
        @Nullable String line,
        @Nullable String refusal) {
    public NewKeyPage {
        members = List.copyOf(members);
    }

    /// A member to choose.
    public record Member(String code, String name) {}
}
