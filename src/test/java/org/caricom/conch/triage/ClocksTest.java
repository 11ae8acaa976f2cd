package org.caricom.conch.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.FactsExample.facts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.PersonalData.Involved;
import org.caricom.conch.domain.ReportStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Instant AWARE = Instant.parse("2026-07-13T11:23:00Z");
    private static final Instant FIRST = Instant.parse("2026-07-13T13:33:00Z");
    private static final MemberLaw UNKNOWN_LAW =
            new MemberLaw(new MemberCode("TT"), ZoneId.of("America/Port_of_Spain"), null, null, null, null);
    private static final MemberLaw JAMAICA = new MemberLaw(
            new MemberCode("JM"), ZoneId.of("America/Jamaica"), 72, null, "Data Protection Act 2020", null);
    private static final MemberLaw CAYMAN =
            new MemberLaw(new MemberCode("KY"), ZoneId.of("America/Cayman"), null, 5, "Data Protection Act", null);

    @Test
    void theEarlyWarningIsDueADayAfterAwarenessAndMetByTheFirstReport() {
        Clock clock = only(ClockKind.EARLY_WARNING, alert(), History.begin(ReportStage.ALERT, FIRST, AWARE));

        assertThat(clock.due()).isEqualTo("2026-07-14T11:23:00Z");
        assertThat(clock.metAt()).isEqualTo(FIRST);
        Clock.Reading reading = clock.at(FIRST.plusSeconds(60));
        assertThat(reading.status()).isEqualTo(ClockStatus.MET);
        assertThat(reading.left()).isEqualTo(Duration.ofHours(21).plusMinutes(50));
        assertThat(clock.basis()).isEqualTo("exchange practice, not law");
    }

    @Test
    void theNotificationRunsUntilAnUpdateComes() {
        History alerted = History.begin(ReportStage.ALERT, FIRST, AWARE);
        Clock clock = only(ClockKind.NOTIFICATION, alert(), alerted);
        assertThat(clock.due()).isEqualTo("2026-07-16T11:23:00Z");
        assertThat(clock.at(Instant.parse("2026-07-14T11:23:00Z")).status()).isEqualTo(ClockStatus.RUNNING);
        assertThat(clock.at(Instant.parse("2026-07-16T10:42:00Z")).status()).isEqualTo(ClockStatus.SOON);
        assertThat(clock.at(Instant.parse("2026-07-16T12:43:00Z")).left()).isEqualTo(Duration.ofMinutes(-80));
        assertThat(clock.at(Instant.parse("2026-07-16T12:43:00Z")).status()).isEqualTo(ClockStatus.LATE);

        History updated = alerted.and(ReportStage.UPDATE, Instant.parse("2026-07-16T12:23:00Z"), null);
        Clock met = only(ClockKind.NOTIFICATION, alert(), updated);
        assertThat(met.at(AWARE.plus(Duration.ofDays(9))).status()).isEqualTo(ClockStatus.MET);
        assertThat(met.at(AWARE.plus(Duration.ofDays(9))).left()).isEqualTo(Duration.ofHours(-1));
    }

    @Test
    void theLastTenthOfItsTimeIsSoon() {
        Clock clock = only(ClockKind.NOTIFICATION, alert(), History.begin(ReportStage.ALERT, FIRST, AWARE));
        assertThat(clock.at(AWARE.plus(Duration.ofMinutes(72 * 54 - 1))).status())
                .isEqualTo(ClockStatus.RUNNING);
        assertThat(clock.at(AWARE.plus(Duration.ofMinutes(72 * 54))).status()).isEqualTo(ClockStatus.SOON);
    }

    @Test
    void theFinalReportStandsStillUntilTheNotificationComes() {
        Clock clock = only(ClockKind.FINAL_REPORT, alert(), History.begin(ReportStage.ALERT, FIRST, AWARE));
        assertThat(clock.at(FIRST).status()).isEqualTo(ClockStatus.STOPPED);
        assertThat(clock.stopped()).isEqualTo(Clock.Stopped.STARTS_WITH_NOTIFICATION);
        assertThat(clock.due()).isNull();
    }

    @Test
    void aMonthThatIsTooShortEndsOnItsLastDay() {
        History history = History.begin(ReportStage.UPDATE, Instant.parse("2027-01-31T15:00:00Z"), null);
        Clock clock = only(ClockKind.FINAL_REPORT, alert(), history);
        assertThat(clock.due()).isEqualTo("2027-02-28T15:00:00Z");
    }

    @Test
    void aFinalReportMeetsWhatTheEarlierOnesWouldHaveMet() {
        History history = History.begin(ReportStage.FINAL, FIRST, AWARE);
        assertThat(Clocks.of(alert(), history, UNKNOWN_LAW))
                .filteredOn(clock -> clock.kind() != ClockKind.DATA_NOTICE)
                .allMatch(clock -> clock.at(FIRST).status() == ClockStatus.MET);
    }

    @Test
    void awarenessIsNeverLaterThanTheFirstReport() {
        Facts late = facts().awareAt("2026-07-20T00:00:00Z").build();
        assertThat(Clocks.awareness(late, History.begin(ReportStage.ALERT, FIRST, null)))
                .isEqualTo(FIRST);
        Facts untold = facts().build();
        assertThat(Clocks.awareness(untold, History.begin(ReportStage.ALERT, FIRST, null)))
                .isEqualTo(FIRST);
        assertThat(Clocks.awareness(untold, History.begin(ReportStage.ALERT, FIRST, AWARE)))
                .isEqualTo(AWARE);
        Facts noticed = facts().noticedAt("2026-07-13T10:40:00Z").build();
        assertThat(Clocks.awareness(noticed, History.begin(ReportStage.ALERT, FIRST, null)))
                .isEqualTo("2026-07-13T10:40:00Z");
    }

    @Test
    void aLawThatIsNotKnownIsShownAsUnknownAndNeverAsNoDeadline() {
        Clock clock = notice(UNKNOWN_LAW, Involved.YES, null);
        assertThat(clock.at(FIRST).status()).isEqualTo(ClockStatus.UNKNOWN);
        assertThat(clock.due()).isNull();
        assertThat(clock.open()).isFalse();
        assertThat(notice(UNKNOWN_LAW, Involved.UNKNOWN, null).at(FIRST).status())
                .isEqualTo(ClockStatus.UNKNOWN);
    }

    @Test
    void theLawsHoursCountFromAwarenessOnceDataMayBeTouched() {
        for (Involved involved : List.of(Involved.YES, Involved.SUSPECTED)) {
            Clock clock = notice(JAMAICA, involved, null);
            assertThat(clock.due()).isEqualTo("2026-07-16T11:23:00Z");
            assertThat(clock.at(FIRST).status()).isEqualTo(ClockStatus.RUNNING);
            assertThat(clock.basis()).isEqualTo("Data Protection Act 2020");
        }
        assertThat(notice(JAMAICA, Involved.UNKNOWN, null).stopped()).isEqualTo(Clock.Stopped.PERSONAL_DATA_NOT_KNOWN);
        assertThat(Clocks.of(alert(Involved.NO, null), History.begin(ReportStage.ALERT, FIRST, AWARE), JAMAICA))
                .noneMatch(clock -> clock.kind() == ClockKind.DATA_NOTICE);
    }

    @Test
    void theNoticeIsMetWhenTheAuthorityWasTold() {
        Clock clock = notice(JAMAICA, Involved.YES, Instant.parse("2026-07-15T11:23:00Z"));
        assertThat(clock.at(FIRST).status()).isEqualTo(ClockStatus.MET);
        assertThat(clock.at(FIRST).left()).isEqualTo(Duration.ofDays(1));
        assertThat(notice(UNKNOWN_LAW, Involved.YES, Instant.parse("2026-07-15T11:23:00Z"))
                        .at(FIRST)
                        .status())
                .isEqualTo(ClockStatus.MET);
    }

    @Test
    void calendarDaysEndWhereTheMemberLives() {
        Clock clock = notice(CAYMAN, Involved.YES, null);
        // Aware on the 13th; the 18th is the fifth day, and it ends at 05:00 UTC of the 19th.
        assertThat(clock.due()).isEqualTo("2026-07-19T05:00:00Z");
    }

    @Test
    void closingTheCaseStopsWhatIsNotMet() {
        Clock clock = only(ClockKind.NOTIFICATION, alert(), History.begin(ReportStage.ALERT, FIRST, AWARE));
        assertThat(clock.closed().at(AWARE.plus(Duration.ofDays(30))).status()).isEqualTo(ClockStatus.STOPPED);
        Clock met = only(ClockKind.EARLY_WARNING, alert(), History.begin(ReportStage.ALERT, FIRST, AWARE));
        assertThat(met.closed()).isEqualTo(met);
    }

    private static Facts alert() {
        return alert(Involved.NO, null);
    }

    private static Facts alert(Involved involved, @Nullable Instant notified) {
        return facts().awareAt(AWARE.toString())
                .personalData(involved, notified)
                .build();
    }

    private static Clock notice(MemberLaw law, Involved involved, @Nullable Instant notified) {
        return only(
                ClockKind.DATA_NOTICE, alert(involved, notified), History.begin(ReportStage.ALERT, FIRST, AWARE), law);
    }

    private static Clock only(ClockKind kind, Facts facts, History history) {
        return only(kind, facts, history, UNKNOWN_LAW);
    }

    private static Clock only(ClockKind kind, Facts facts, History history, MemberLaw law) {
        return Clocks.of(facts, history, law).stream()
                .filter(clock -> clock.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
