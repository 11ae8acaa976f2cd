package org.caricom.conch.format;

import java.time.Instant;
import org.caricom.conch.domain.MemberCode;

/// Where a payload comes from, as far as its reading needs to know: what the payload itself says of its
/// sender is only a claim.
///
/// @param member     whose key signed it
/// @param receivedAt when it arrived; judges times that lie in the future, and stands in where a payload
///                   has no time
public record Origin(MemberCode member, Instant receivedAt) {}
