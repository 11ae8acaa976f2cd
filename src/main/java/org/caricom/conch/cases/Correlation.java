package org.caricom.conch.cases;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// Another case, or a partner's feed, that shares values with this one. It is a suggestion: cases are linked by people,
/// never merged.
///
/// @param other   the other side as far as the caller may see it
/// @param score   0 to 100: how much the shared values say
/// @param shared  the values both hold, those that say most first
/// @param reasons why, as sentences in English
/// @param sameCampaign whether it is strong enough to suggest one campaign
/// @param duplicate    whether the same member seems to have reported the same incident twice
public record Correlation(
        Other other, int score, List<Shared> shared, List<String> reasons, boolean sameCampaign, boolean duplicate) {

    /// The other side.
    public sealed interface Other {}

    /// A case the caller may read.
    public record Known(CaseId id, MemberCode member, String title, Instant openedAt) implements Other {}

    /// A case of another member, of which the caller learns no more than that it is there.
    public record AnotherMember() implements Other {}

    /// A partner's own feed, which is no case: what it says is the partner's, and is used within its terms.
    ///
    /// @param source the name that the operator gave the feed
    /// @param tlp    the narrowest marking of what it says of these values
    /// @param trust  0 to 100, how far the operator trusts the source
    public record Partner(String source, Tlp tlp, int trust) implements Other {}

    /// A value both sides hold.
    ///
    /// @param seenIn members whose cases hold it
    public record Shared(Observable observable, int seenIn) {}

    public Correlation {
        shared = List.copyOf(shared);
        reasons = List.copyOf(reasons);
    }

    /// The case on the other side, if the caller may see it.
    public @Nullable Known known() {
        return other instanceof Known known ? known : null;
    }
}
