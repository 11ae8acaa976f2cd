package org.caricom.conch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.TestClock;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final MemberCode JM = new MemberCode("JM");
    private static final MemberCode KY = new MemberCode("KY");
    private static final MemberCode MS = new MemberCode("MS");
    private static final MemberCode AG = new MemberCode("AG");
    private static final MemberCode BZ = new MemberCode("BZ");
    private static final MemberCode NOBODY = new MemberCode("QQ");

    private static final List<AccessChange> WRITTEN = new ArrayList<>();
    private static final ChangeLog CHANGES = (_, change) -> WRITTEN.add(change);

    private static TestDatabase database;
    private static TestClock clock;
    private static Members members;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(MembersTest.class);
        clock = TestClock.at("2026-03-02T12:00:00Z");
        members = new Members(database.database(), clock, CHANGES);
        members.applyReference();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theCommunityHasFifteenFullMembersSixAssociatesAndImpacs() {
        assertThat(codes(MembershipStatus.FULL))
                .containsExactly(
                        "AG", "BB", "BS", "BZ", "DM", "GD", "GY", "HT", "JM", "KN", "LC", "MS", "SR", "TT", "VC");
        assertThat(codes(MembershipStatus.ASSOCIATE)).containsExactly("AI", "BM", "CW", "KY", "TC", "VG");
        assertThat(codes(MembershipStatus.BODY)).containsExactly("XI");
    }

    @Test
    void everyMemberIsReadBackAsTheReferenceHasIt() {
        for (MemberInfo member : MemberReference.read()) {
            assertThat(found(member.code()))
                    .usingRecursiveComparison()
                    .ignoringFields("reportsThrough", "suspendedAt")
                    .isEqualTo(member);
        }
    }

    @Test
    void whatIsUnknownStaysUnknown() {
        assertThat(found(TT).law().hours()).isNull();
        assertThat(found(TT).law().calendarDays()).isNull();
        assertThat(found(TT).breachLaw().law()).isNotNull();
        assertThat(found(JM).law().hours()).isEqualTo(72);
        assertThat(found(JM).breachLaw().clockStarts()).isEqualTo("awareness of the breach");
        assertThat(found(KY).law().hours()).isNull();
        assertThat(found(KY).law().calendarDays()).isEqualTo(5);
        assertThat(members.list()).allSatisfy(member -> {
            boolean counts =
                    member.breachLaw().hours() != null || member.breachLaw().calendarDays() != null;
            if (counts) {
                assertThat(member.breachLaw().sources())
                        .as(member.code().value())
                        .isNotEmpty();
            }
        });
    }

    @Test
    void aNewReleaseChangesReferenceDataAndKeepsWhatAdministratorsSet() {
        assertThat(members.setReportsThrough(MS, AG, "alice")).isTrue();
        assertThat(members.add(
                        new MemberCode("MQ"), "Martinique", MembershipStatus.ASSOCIATE, ZoneId.of("UTC"), "alice"))
                .isTrue();
        database.database().doInTransaction(tx -> tx.update("update members set name = 'old' where code = 'MS'"));

        members.applyReference();

        assertThat(found(MS).name()).isEqualTo("Montserrat");
        assertThat(found(MS).reportsThrough()).isEqualTo(AG);
        assertThat(found(new MemberCode("MQ")).name()).isEqualTo("Martinique");
        database.database().doInTransaction(tx -> tx.update("delete from members where code = 'MQ'"));
    }

    @Test
    void aTeamMayFileForThoseWhoReportThroughIt() {
        assertThat(members.mayFileFor(JM, JM)).isTrue();
        assertThat(members.mayFileFor(JM, BZ)).isFalse();
        assertThat(members.setReportsThrough(BZ, JM, "alice")).isTrue();
        assertThat(members.mayFileFor(JM, BZ)).isTrue();
        assertThat(members.mayFileFor(BZ, JM)).as("not the other way round").isFalse();
        assertThat(members.setReportsThrough(BZ, null, "alice")).isTrue();
        assertThat(members.mayFileFor(JM, BZ)).isFalse();
    }

    @Test
    void nobodyReportsThroughItselfOrAStranger() {
        assertThat(members.setReportsThrough(BZ, BZ, "alice")).isFalse();
        assertThat(members.setReportsThrough(BZ, NOBODY, "alice")).isFalse();
        assertThat(members.setReportsThrough(NOBODY, JM, "alice")).isFalse();
        assertThatThrownBy(
                        () -> members.add(new MemberCode("x"), "X", MembershipStatus.BODY, ZoneId.of("UTC"), "alice"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMemberIsSuspendedSinceTheFirstTimeAndResumed() {
        assertThat(members.suspend(KY, "alice")).isTrue();
        clock.advance(java.time.Duration.ofHours(1));
        assertThat(members.suspend(KY, "alice")).isTrue();
        assertThat(found(KY).suspendedAt()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(found(KY).isActive()).isFalse();
        assertThat(members.resume(KY, "alice")).isTrue();
        assertThat(found(KY).isActive()).isTrue();
        assertThat(members.suspend(NOBODY, "alice")).isFalse();
        assertThat(members.find(NOBODY)).isNull();
    }

    @Test
    void everyChangeIsWrittenDownOnceWithWhoseAndByWhom() {
        MemberCode dominica = new MemberCode("DM");
        WRITTEN.clear();
        members.applyReference();
        for (int i = 0; i < 2; i++) {
            members.suspend(dominica, "alice");
            members.suspend(dominica, "alice");
            members.resume(dominica, "bob");
            members.resume(dominica, "bob");
        }
        members.setReportsThrough(dominica, JM, "carol");
        members.setReportsThrough(dominica, JM, "carol");
        members.setReportsThrough(dominica, NOBODY, "carol");
        members.setReportsThrough(dominica, null, "carol");
        members.suspend(NOBODY, "alice");
        members.add(dominica, "Dominica", MembershipStatus.FULL, ZoneId.of("UTC"), "alice");
        assertThat(WRITTEN)
                .allSatisfy(change -> assertThat(change.subject()).isEqualTo("DM"))
                .extracting(change -> change.what().kind() + " " + change.by() + " " + change.facts())
                .containsExactly(
                        "member.suspended alice {}",
                        "member.resumed bob {}",
                        "member.suspended alice {}",
                        "member.resumed bob {}",
                        "member.reports-through carol {through=JM}",
                        "member.reports-through carol {through=itself}");
    }

    private static MemberInfo found(MemberCode code) {
        return Objects.requireNonNull(members.find(code));
    }

    private static List<String> codes(MembershipStatus status) {
        return members.list().stream()
                .filter(member -> member.status() == status)
                .map(member -> member.code().value())
                .toList();
    }
}
