package org.caricom.conch.web;

import java.time.Duration;
import java.time.Instant;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.ClockKind;
import org.jspecify.annotations.Nullable;

/// Puts clocks into words: what is due, how it stands, and by which rule.
final class ClockWords {
    private final Messages messages;
    private final Times times;

    ClockWords(Messages messages, Times times) {
        this.messages = messages;
        this.times = times;
    }

    /// As lists show it: what and when.
    ClockView brief(Clock clock) {
        Clock.Reading reading = clock.at(times.now());
        return new ClockView(shape(reading), used(reading), words(reading), name(clock.kind()), null, clock.due());
    }

    /// As its case shows it: with due time and rule.
    ///
    /// @param member whose law it is
    ClockView whole(Clock clock, String member) {
        Clock.Reading reading = clock.at(times.now());
        return new ClockView(
                shape(reading),
                used(reading),
                words(reading),
                longName(clock.kind(), member),
                detail(reading),
                clock.due());
    }

    String name(ClockKind kind) {
        return messages.text(
                switch (kind) {
                    case EARLY_WARNING -> "clock.early-warning";
                    case NOTIFICATION -> "clock.notification";
                    case FINAL_REPORT -> "clock.final-report";
                    case DATA_NOTICE -> "clock.data-notice";
                });
    }

    /// What is said above everything while a clock is late or nearly so; null for the rest.
    CasePage.@Nullable Alarm alarm(Clock clock, String member) {
        Clock.Reading reading = clock.at(times.now());
        Instant due = clock.due();
        Duration left = reading.left();
        if (due == null || left == null) {
            return null;
        }
        String name = longName(clock.kind(), member);
        return switch (reading.status()) {
            case LATE ->
                new CasePage.Alarm(
                        true,
                        messages.text("case.alarm-late", name, times.span(left)),
                        messages.text("case.alarm-missing", times.near(due)));
            case SOON ->
                new CasePage.Alarm(
                        false,
                        messages.text("case.alarm-soon", name, times.near(due)),
                        messages.text("case.alarm-left", times.span(left)));
            case RUNNING, MET, STOPPED, UNKNOWN -> null;
        };
    }

    private String longName(ClockKind kind, String member) {
        return switch (kind) {
            case EARLY_WARNING -> messages.text("clock.early-warning-long");
            case NOTIFICATION -> messages.text("clock.notification-long");
            case FINAL_REPORT -> messages.text("clock.final-report-long");
            case DATA_NOTICE -> messages.text("clock.data-notice-long", member);
        };
    }

    private String words(Clock.Reading reading) {
        Duration left = reading.left();
        String span = left == null ? "" : times.span(left);
        return switch (reading.status()) {
            case RUNNING, SOON -> messages.text("clock.left", span);
            case LATE -> messages.text("clock.late", span);
            case MET -> messages.text("clock.met");
            case STOPPED -> messages.text("clock.stopped");
            case UNKNOWN -> messages.text("clock.unknown");
        };
    }

    private String detail(Clock.Reading reading) {
        Clock clock = reading.clock();
        String rule = clock.kind().law() ? messages.text("clock.law", clock.basis()) : messages.text("clock.practice");
        return switch (reading.status()) {
            case RUNNING, SOON, LATE ->
                clock.due() == null ? rule : messages.text("clock.due", times.near(clock.due()), rule);
            case MET -> met(clock, reading.left());
            case STOPPED -> clock.stopped() == null ? rule : stopped(clock.stopped());
            case UNKNOWN -> messages.text("clock.no-law");
        };
    }

    private String met(Clock clock, @Nullable Duration margin) {
        if (margin == null) {
            return clock.metAt() == null ? "" : messages.text("clock.met-at", times.near(clock.metAt()));
        }
        return messages.text(margin.isNegative() ? "clock.met-after" : "clock.met-before", times.span(margin));
    }

    private String stopped(Clock.Stopped why) {
        return messages.text(
                switch (why) {
                    case STARTS_WITH_NOTIFICATION -> "clock.stopped-starts-with-notification";
                    case PERSONAL_DATA_NOT_KNOWN -> "clock.stopped-personal-data-not-known";
                    case CASE_CLOSED -> "clock.stopped-case-closed";
                });
    }

    private static ClockView.Shape shape(Clock.Reading reading) {
        return switch (reading.status()) {
            case RUNNING -> ClockView.Shape.OK;
            case SOON -> ClockView.Shape.SOON;
            case LATE -> ClockView.Shape.LATE;
            case MET -> ClockView.Shape.MET;
            case STOPPED -> ClockView.Shape.STOPPED;
            case UNKNOWN -> ClockView.Shape.UNKNOWN;
        };
    }

    private static int used(Clock.Reading reading) {
        return (int) Math.round(reading.used() * 100);
    }
}
