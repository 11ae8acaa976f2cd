package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// One released indicator: what it is worth, who speaks against it, and what may be done about that.
///
/// @param id      its STIX identifier
/// @param value   what it looks for
/// @param facts   label and value
/// @param maySee  whether the reader may say that it was seen, as members and partners may
/// @param mayVote whether the reader may vote
/// @param own     the vote of the reader's member, in words; null when it has none
/// @param votes   all votes, for those who may see them; null for others
/// @param holds   why it is held back from blocking feeds, in words
/// @param mayDecide whether the reader may decide on that
public record IndicatorPage(
        String id,
        String value,
        Tlp tlp,
        List<CasePage.Fact> facts,
        boolean maySee,
        boolean mayVote,
        @Nullable String own,
        @Nullable List<VoteRow> votes,
        List<String> holds,
        boolean mayDecide) {
    public IndicatorPage {
        facts = List.copyOf(facts);
        holds = List.copyOf(holds);
        votes = votes == null ? null : List.copyOf(votes);
    }

    /// One member's vote.
    public record VoteRow(String member, String reason, String at) {}
}
