package org.caricom.conch.web;

import java.util.Map;
import java.util.Objects;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.triage.ClockKind;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// Puts what happened to a case into sentences.
final class TimelineWords {
    private final Frame frame;
    private final Words words;
    private final ClockWords clocks;
    private final MemberBook members;

    TimelineWords(Frame frame, MemberBook members) {
        this.frame = frame;
        this.words = new Words(frame.messages());
        this.clocks = new ClockWords(frame.messages(), frame.times());
        this.members = members;
    }

    CasePage.Entry entry(TimelineEntry entry) {
        boolean comment = entry.kind() == TimelineEntry.Kind.COMMENT;
        return new CasePage.Entry(
                entry.at(),
                who(entry.actor()),
                sentence(entry.kind(), entry.details()),
                entry.kind().decision(),
                comment ? entry.text() : null,
                comment ? audience(entry.audience()) : null,
                report(entry.details().get("report")));
    }

    private String sentence(TimelineEntry.Kind kind, Map<String, String> details) {
        String from = details.getOrDefault("from", "");
        String to = details.getOrDefault("to", "");
        return switch (kind) {
            case OPENED -> frame.text("timeline.opened", stage(details));
            case JOINED -> frame.text("timeline.joined", stage(details));
            case STATE -> state(from, to, details.get("outcome"));
            case ASSIGNED -> to.isEmpty() ? frame.text("timeline.assigned-none") : frame.text("timeline.assigned", to);
            case PRIORITY -> priority(from, to, details.getOrDefault("reason", ""));
            case ASSESSED -> frame.text("timeline.assessed", from, to);
            case CLOCK_MET -> frame.text("timeline.clock-met", clock(details.getOrDefault("clock", "")));
            case COMMENT -> frame.text("timeline.comment");
            case RELEASED -> frame.text("timeline.released", label(details.getOrDefault("tlp", "")));
            case WITHDRAWN -> frame.text("timeline.withdrawn");
            case LISTED -> frame.text("timeline.listed", details.getOrDefault("values", ""));
            case SIGHTED ->
                frame.text(
                        "timeline.sighted",
                        Objects.requireNonNullElse(
                                who(details.getOrDefault("by", Cases.HUB)), details.getOrDefault("by", "")),
                        details.getOrDefault("value", ""));
        };
    }

    private String state(String from, String to, @Nullable String outcome) {
        Outcome ended = outcome == null ? null : Outcome.parse(outcome);
        return ended == null
                ? frame.text("timeline.state", stateWord(from), stateWord(to))
                : frame.text("timeline.state-closed", stateWord(from), stateWord(to), words.outcome(ended));
    }

    private String priority(String from, String to, String reason) {
        return reason.isEmpty()
                ? frame.text("timeline.priority", priorityWord(from), priorityWord(to))
                : frame.text("timeline.priority-reason", priorityWord(from), priorityWord(to), reason);
    }

    private String stage(Map<String, String> details) {
        String word = details.getOrDefault("stage", "");
        for (ReportStage stage : ReportStage.values()) {
            if (stage.word().equals(word)) {
                return words.stage(stage);
            }
        }
        return word;
    }

    private String stateWord(String word) {
        CaseState state = CaseState.parse(word);
        return state == null ? word : words.state(state);
    }

    private String priorityWord(String word) {
        Priority priority = Priority.parse(word);
        return priority == null ? word : frame.text("priority." + priority.word());
    }

    private String clock(String word) {
        ClockKind kind = ClockKind.parse(word);
        return kind == null ? word : clocks.name(kind);
    }

    private static String label(String tlp) {
        Tlp parsed = Tlp.parse(tlp);
        return parsed == null ? tlp : parsed.label();
    }

    private String audience(TimelineEntry.Audience audience) {
        return frame.text(
                switch (audience) {
                    case CASE -> "timeline.audience-case";
                    case COORDINATORS -> "timeline.audience-coordinators";
                });
    }

    private @Nullable String who(String actor) {
        if (actor.equals(Cases.HUB)) {
            return null;
        }
        return actor.matches("[A-Z]{2}") ? members.name(new MemberCode(actor)) : actor;
    }

    private static @Nullable String report(@Nullable String id) {
        ReportId report = id == null ? null : ReportId.parse(id);
        return report == null ? null : "/reports/" + report;
    }
}
