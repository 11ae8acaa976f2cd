package org.caricom.conch.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.CaseRow;
import org.caricom.conch.cases.CaseView;
import org.caricom.conch.cases.Correlation;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.Finding;
import org.jspecify.annotations.Nullable;

/// Puts one case into the words of its page.
final class CaseViews {
    private static final List<CaseState> WAY = List.of(
            CaseState.NEW,
            CaseState.TRIAGED,
            CaseState.IN_PROGRESS,
            CaseState.CONTAINED,
            CaseState.RESOLVED,
            CaseState.CLOSED);
    private static final int NEAR = 4;
    private static final int SHARED_SHOWN = 3;

    private final Frame frame;
    private final MemberBook members;
    private final CaseWords caseWords;
    private final Words words;
    private final ClockWords clocks;

    CaseViews(Frame frame, MemberBook members) {
        this.frame = frame;
        this.members = members;
        this.caseWords = new CaseWords(frame, members);
        this.words = caseWords.words();
        this.clocks = caseWords.clocks();
    }

    /// What the reader may do with a case that they may read; the features ask again.
    static CasePage.May may(Caller caller) {
        return new CasePage.May(
                caller.role() == Role.COORDINATOR || caller.role() == Role.ANALYST, caller.role() == Role.COORDINATOR);
    }

    /// The states on the way, waiting shown in place of being in progress.
    List<CasePage.Step> steps(CaseState state) {
        CaseState at = state == CaseState.WAITING ? CaseState.IN_PROGRESS : state;
        int reached = WAY.indexOf(at);
        List<CasePage.Step> steps = new ArrayList<>();
        for (int i = 0; i < WAY.size(); i++) {
            CaseState step = i == reached ? state : WAY.get(i);
            steps.add(new CasePage.Step(words.state(step), i < reached, i == reached));
        }
        return steps;
    }

    List<QueuePage.Option> states(CaseView view) {
        return view.next().stream()
                .sorted()
                .map(state -> new QueuePage.Option(state.word(), words.state(state)))
                .toList();
    }

    List<QueuePage.Option> outcomes() {
        return EnumSet.allOf(Outcome.class).stream()
                .map(outcome -> new QueuePage.Option(outcome.word(), words.outcome(outcome)))
                .toList();
    }

    List<ClockView> clocks(CaseView view) {
        String member = members.name(view.row().member());
        return view.clocks().stream()
                .sorted(Comparator.comparingInt(this::urgency))
                .map(clock -> clocks.whole(clock, member))
                .toList();
    }

    CasePage.@Nullable Alarm alarm(CaseView view) {
        Clock clock = view.row().clock();
        return clock == null
                ? null
                : clocks.alarm(clock, members.name(view.row().member()));
    }

    List<List<CasePage.Fact>> facts(CaseView view) {
        FactWords factWords = new FactWords(frame);
        Facts facts = view.facts();
        List<CasePage.Fact> happened = new ArrayList<>(factWords.happened(
                facts,
                caseWords.classes(view.findings().stream().map(Finding::type).toList())));
        happened.add(new CasePage.Fact(
                frame.text("fact.priority"),
                frame.text("priority." + view.row().priority().word()),
                null));
        Outcome outcome = view.row().outcome();
        if (outcome != null) {
            happened.add(new CasePage.Fact(frame.text("fact.outcome"), words.outcome(outcome), null));
        }
        return List.of(happened, factWords.hits(facts));
    }

    List<CasePage.Value> values(CaseView view) {
        Map<Observable, ReportedIndicator> said = new HashMap<>();
        view.facts().indicators().forEach(indicator -> said.put(indicator.observable(), indicator));
        return view.values().stream()
                .sorted(Comparator.comparingInt(CaseView.SeenValue::seenIn).reversed())
                .map(value -> value(value, said.get(value.observable())))
                .toList();
    }

    private CasePage.Value value(CaseView.SeenValue value, @Nullable ReportedIndicator said) {
        Integer confidence = said == null ? null : said.confidence();
        return new CasePage.Value(
                value.observable().value(),
                words.type(value.observable().type()),
                said == null ? null : said.context(),
                value.seenIn() > 1 ? frame.text("value.in-states", value.seenIn()) : frame.text("value.only-here"),
                confidence == null ? null : frame.text("value.percent", confidence),
                held(value, said));
    }

    private @Nullable String held(CaseView.SeenValue value, @Nullable ReportedIndicator said) {
        if (value.listed() != null) {
            return frame.text("value.listed", value.listed());
        }
        if (said != null && said.role() == ReportedIndicator.Role.VICTIM) {
            return frame.text("value.victim");
        }
        return said != null && !said.detects() ? frame.text("value.context") : null;
    }

    List<CasePage.Elsewhere> elsewhere(List<Correlation> correlations) {
        return correlations.stream().map(this::elsewhere).toList();
    }

    private CasePage.Elsewhere elsewhere(Correlation correlation) {
        Correlation.Known known = correlation.known();
        StringBuilder said =
                new StringBuilder(frame.text("case.shares", correlation.shared().size(), correlation.score()));
        if (correlation.duplicate()) {
            said.append(". ").append(frame.text("case.duplicate"));
        } else if (correlation.sameCampaign()) {
            said.append(". ").append(frame.text("case.same-campaign"));
        }
        return new CasePage.Elsewhere(
                known == null ? null : "/cases/" + known.id(),
                switch (correlation.other()) {
                    case Correlation.Known(CaseId id, var _, String title, var _) -> id + " " + title;
                    case Correlation.AnotherMember() -> frame.text("case.another-member");
                    case Correlation.Partner(String source, Tlp tlp, int trust) ->
                        frame.text("case.partner", source, tlp.label(), trust);
                },
                known == null ? null : known.member(),
                said.toString(),
                correlation.shared().stream()
                        .limit(SHARED_SHOWN)
                        .map(shared -> shared.observable().value())
                        .toList());
    }

    List<CasePage.Filed> reports(CaseView view) {
        return view.reports().stream()
                .map(report -> new CasePage.Filed(
                        words.stage(report.stage()), report.receivedAt(), "/reports/" + report.id(), report.current()))
                .toList();
    }

    /// The cases beside it among `rows`, which are those of `view`.
    CasePage.Around around(DeskView view, List<CaseRow> rows, CaseId id) {
        List<CaseId> ids = rows.stream().map(CaseRow::id).toList();
        int at = ids.indexOf(id);
        int from = Math.max(0, Math.min(at - NEAR, rows.size() - 2 * NEAR - 1));
        int to = Math.min(rows.size(), from + 2 * NEAR + 1);
        List<CasePage.Neighbour> near = new ArrayList<>();
        for (CaseRow row : rows.subList(from, to)) {
            near.add(new CasePage.Neighbour(
                    href(row.id(), view),
                    row.title(),
                    row.language(),
                    caseWords.clock(row),
                    row.id().equals(id)));
        }
        return new CasePage.Around(
                frame.text(view.label()),
                view.href(),
                at < 0 ? "" : frame.text("case.position", at + 1, rows.size()),
                near,
                at > 0 ? href(ids.get(at - 1), view) : null,
                at >= 0 && at < ids.size() - 1 ? href(ids.get(at + 1), view) : null);
    }

    ScoreView score(CaseView view) {
        return caseWords.scores().whole(view.score());
    }

    private static String href(CaseId id, DeskView view) {
        return "/cases/" + id + view.suffix();
    }

    private int urgency(Clock clock) {
        return switch (clock.at(frame.times().now()).status()) {
            case LATE -> 0;
            case SOON -> 1;
            case RUNNING -> 2;
            case UNKNOWN -> 3;
            case MET -> 4;
            case STOPPED -> 5;
        };
    }
}
