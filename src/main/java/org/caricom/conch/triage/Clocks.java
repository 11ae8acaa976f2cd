package org.caricom.conch.triage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.PersonalData;
import org.jspecify.annotations.Nullable;

/// The clocks of CONTRACT.md section 3, from what is known and what was received. The stages are those of Directive
/// (EU) 2022/2555 Art. 23, which the exchange took as its practice.
final class Clocks {
    static final String PRACTICE = "exchange practice, not law";
    private static final Duration EARLY_WARNING = Duration.ofDays(1);
    private static final Duration NOTIFICATION = Duration.ofDays(3);

    private Clocks() {}

    static List<Clock> of(Facts facts, History history, MemberLaw law) {
        Instant aware = awareness(facts, history);
        List<Clock> clocks = new ArrayList<>();
        clocks.add(
                new Clock(ClockKind.EARLY_WARNING, aware, aware.plus(EARLY_WARNING), history.first(), null, PRACTICE));
        clocks.add(new Clock(
                ClockKind.NOTIFICATION, aware, aware.plus(NOTIFICATION), history.notification(), null, PRACTICE));
        clocks.add(finalReport(history));
        Clock notice = dataNotice(facts.personalData(), aware, law);
        if (notice != null) {
            clocks.add(notice);
        }
        return List.copyOf(clocks);
    }

    /// Who has filed a report is aware, so awareness is never later than the first report.
    static Instant awareness(Facts facts, History history) {
        Instant told = facts.awareAt() != null
                ? facts.awareAt()
                : history.awareAt() != null ? history.awareAt() : facts.noticedAt();
        return told == null || told.isAfter(history.first()) ? history.first() : told;
    }

    private static Clock finalReport(History history) {
        Instant start = history.notification();
        if (start == null) {
            return new Clock(
                    ClockKind.FINAL_REPORT, null, null, null, Clock.Stopped.STARTS_WITH_NOTIFICATION, PRACTICE);
        }
        return new Clock(ClockKind.FINAL_REPORT, start, monthAfter(start), history.finalReport(), null, PRACTICE);
    }

    /// One calendar month, in UTC; a day that the next month lacks becomes its last one.
    private static Instant monthAfter(Instant start) {
        return start.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
    }

    private static @Nullable Clock dataNotice(PersonalData data, Instant aware, MemberLaw law) {
        String basis = law.law() == null ? "no law on file" : law.law();
        if (data.authorityNotifiedAt() != null) {
            return new Clock(ClockKind.DATA_NOTICE, aware, due(aware, law), data.authorityNotifiedAt(), null, basis);
        }
        return switch (data.involved()) {
            case NO -> null;
            case UNKNOWN ->
                new Clock(
                        ClockKind.DATA_NOTICE,
                        null,
                        null,
                        null,
                        knows(law) ? Clock.Stopped.PERSONAL_DATA_NOT_KNOWN : null,
                        basis);
            case YES, SUSPECTED -> new Clock(ClockKind.DATA_NOTICE, aware, due(aware, law), null, null, basis);
        };
    }

    private static boolean knows(MemberLaw law) {
        return law.hours() != null || law.calendarDays() != null;
    }

    private static @Nullable Instant due(Instant aware, MemberLaw law) {
        if (law.hours() != null) {
            return aware.plus(Duration.ofHours(law.hours()));
        }
        if (law.calendarDays() != null) {
            // The day of awareness is not counted; the last day counts to its end, where the member lives.
            LocalDate day = aware.atZone(law.zone()).toLocalDate();
            return day.plusDays(law.calendarDays() + 1L)
                    .atStartOfDay(law.zone())
                    .toInstant();
        }
        return null;
    }
}
