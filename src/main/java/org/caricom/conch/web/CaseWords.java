package org.caricom.conch.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.CaseRow;
import org.caricom.conch.domain.Rsit;
import org.jspecify.annotations.Nullable;

/// Puts what lists say of a case into words.
final class CaseWords {
    private final Messages messages;
    private final Words words;
    private final MemberBook members;
    private final ClockWords clocks;
    private final ScoreWords scores;

    CaseWords(Frame frame, MemberBook members) {
        this.messages = frame.messages();
        this.words = new Words(messages);
        this.members = members;
        this.clocks = new ClockWords(messages, frame.times());
        this.scores = new ScoreWords(messages);
    }

    Words words() {
        return words;
    }

    ClockWords clocks() {
        return clocks;
    }

    ScoreWords scores() {
        return scores;
    }

    /// One row of a list.
    QueuePage.Row row(CaseRow row, Caller reader, DeskView view) {
        return new QueuePage.Row(
                row.id(),
                "/cases/" + row.id() + view.suffix(),
                row.title(),
                row.language(),
                scores.brief(row.score(), row.level(), row.incomplete()),
                kind(row),
                row.member(),
                members.name(row.member()),
                clock(row),
                row.seenIn(),
                row.outcome() == null ? words.state(row.state()) : words.outcome(row.outcome()),
                row.assignee(),
                reader.name().equals(row.assignee()),
                row.tlp());
    }

    /// The clock to look at; null when there is none.
    @Nullable ClockView clock(CaseRow row) {
        return row.clock() == null ? null : clocks.brief(row.clock());
    }

    /// Main class and sector.
    private String kind(CaseRow row) {
        List<String> parts = new ArrayList<>();
        if (!row.classes().isEmpty()) {
            parts.add(words.rsit(row.classes().getFirst()));
        }
        if (row.sector() != null) {
            parts.add(words.sector(row.sector()));
        }
        return String.join(" · ", parts);
    }

    String classes(List<Rsit> classes) {
        return classes.stream().map(words::rsit).collect(Collectors.joining(", "));
    }
}
