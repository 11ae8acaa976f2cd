package org.caricom.conch.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Role;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.render.ReportersBucket;
import org.caricom.conch.sharing.Hold;
import org.caricom.conch.sharing.Vote;
import org.caricom.conch.sharing.Votes;
import org.jspecify.annotations.Nullable;

/// Puts one released indicator, and what speaks against it, into words.
final class IndicatorViews {
    private final Frame frame;
    private final MemberBook members;

    IndicatorViews(Frame frame, MemberBook members) {
        this.frame = frame;
        this.members = members;
    }

    IndicatorPage page(
            ClearedIndicator indicator,
            @Nullable ReportersBucket seen,
            Votes.Standing standing,
            Caller caller,
            Instant now) {
        boolean overseer = caller.role() == Role.COORDINATOR || caller.role() == Role.AUDITOR;
        Vote own = standing.own();
        return new IndicatorPage(
                indicator.indicator().id(),
                value(indicator),
                indicator.indicator().tlp(),
                facts(indicator, seen, now),
                caller.role() == Role.ANALYST || caller.role() == Role.PARTNER,
                caller.role() == Role.ANALYST,
                own == null ? null : frame.text("indicator.own-vote", frame.full(own.at()), own.reason()),
                overseer ? standing.votes().stream().map(this::row).toList() : null,
                standing.holds().stream().map(hold -> why(frame, hold)).toList(),
                caller.role() == Role.COORDINATOR);
    }

    /// The values that an indicator looks for.
    static String value(ClearedIndicator indicator) {
        return indicator.values().stream().map(Observable::value).collect(Collectors.joining(", "));
    }

    /// Why an indicator is held back.
    static String why(Frame frame, Hold hold) {
        return switch (hold.cause()) {
            case VOTES -> frame.text("indicator.held-votes", frame.full(hold.at()));
            case WARNING_LIST -> frame.text("indicator.held-list", hold.detail(), frame.full(hold.at()));
        };
    }

    /// How many members have reported it.
    static String reporters(Frame frame, ReportersBucket reporters) {
        return switch (reporters) {
            case FEWER_THAN_3 -> frame.text("indicators.reporters-few");
            case FROM_3_TO_5 -> frame.text("indicators.reporters-some");
            case MORE_THAN_5 -> frame.text("indicators.reporters-many");
        };
    }

    private List<CasePage.Fact> facts(ClearedIndicator indicator, @Nullable ReportersBucket seen, Instant now) {
        Words words = new Words(frame.messages());
        List<CasePage.Fact> facts = new ArrayList<>();
        facts.add(fact(
                "value.type",
                indicator.values().stream()
                        .map(value -> words.type(value.type()))
                        .distinct()
                        .collect(Collectors.joining(", "))));
        String about = indicator.about();
        if (!about.isEmpty()) {
            facts.add(fact("indicator.about", about));
        }
        facts.add(fact("indicator.score", frame.text("indicator.score-of", indicator.score(now))));
        Instant end = indicator.end();
        if (end != null) {
            facts.add(fact(now.isBefore(end) ? "indicator.until" : "indicator.expired", frame.full(end)));
        }
        facts.add(fact("indicator.reported", reporters(frame, indicator.reporters())));
        facts.add(fact("indicator.sightings", seen(seen == null ? ReportersBucket.FEWER_THAN_3 : seen)));
        facts.add(new CasePage.Fact(frame.text("indicators.since"), frame.full(indicator.addedAt()), null));
        return facts;
    }

    private String seen(ReportersBucket members) {
        return switch (members) {
            case FEWER_THAN_3 -> frame.text("indicator.seen-few");
            case FROM_3_TO_5 -> frame.text("indicator.seen-some");
            case MORE_THAN_5 -> frame.text("indicator.seen-many");
        };
    }

    private IndicatorPage.VoteRow row(Vote vote) {
        return new IndicatorPage.VoteRow(members.name(vote.member()), vote.reason(), frame.full(vote.at()));
    }

    private CasePage.Fact fact(String label, String value) {
        return new CasePage.Fact(frame.text(label), value, null);
    }
}
