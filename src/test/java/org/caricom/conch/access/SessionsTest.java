package org.caricom.conch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.caricom.conch.TestClock;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.Role;
import org.caricom.conch.jobs.HeavyWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Caller CAROL = new Caller("carol", Role.COORDINATOR, null);

    private static TestDatabase database;
    private static HeavyWork heavyWork;
    private static TestClock clock;
    private static Logins logins;
    private static Sessions sessions;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(SessionsTest.class);
        heavyWork = HeavyWork.onAllProcessors();
        clock = TestClock.at("2026-03-02T12:00:00Z");
        logins = new Logins(database.database(), clock, heavyWork);
        logins.add("carol", "a long enough password", Role.COORDINATOR, null);
        logins.add("dave", "a long enough password", Role.AUDITOR, null);
        sessions = new Sessions(database.database(), clock);
    }

    @AfterAll
    static void close() {
        database.close();
        heavyWork.close();
    }

    @BeforeEach
    void setClock() {
        clock.set(Instant.parse("2026-03-02T12:00:00Z"));
    }

    @Test
    void aCookieOpensItsSessionAndNoOther() {
        NewSession one = sessions.create(CAROL);
        NewSession other = sessions.create(CAROL);
        assertThat(sessions.find(one.cookie())).isEqualTo(one.session());
        assertThat(one.session().caller()).isEqualTo(CAROL);
        assertThat(one.session().csrfToken())
                .isNotEqualTo(other.session().csrfToken())
                .isNotEqualTo(one.cookie());
        assertThat(sessions.find(one.cookie() + "x")).isNull();
        assertThat(sessions.find("")).isNull();
        assertThat(one.toString() + one.session())
                .doesNotContain(one.cookie(), one.session().csrfToken());
    }

    @Test
    void aSessionIsOverAfterHalfAnHourWithoutAPage() {
        NewSession session = sessions.create(CAROL);
        clock.advance(Duration.ofMinutes(29));
        assertThat(sessions.find(session.cookie())).isNotNull();
        clock.advance(Duration.ofMinutes(29));
        assertThat(sessions.find(session.cookie())).as("it was seen since").isNotNull();
        clock.advance(Sessions.IDLE);
        assertThat(sessions.find(session.cookie())).isNull();
    }

    @Test
    void aSessionIsOverAfterTwelveHoursHoweverBusy() {
        NewSession session = sessions.create(CAROL);
        for (int i = 0; i < 47; i++) {
            clock.advance(Duration.ofMinutes(15));
            assertThat(sessions.find(session.cookie())).isNotNull();
        }
        clock.advance(Duration.ofMinutes(15));
        assertThat(sessions.find(session.cookie())).isNull();
    }

    @Test
    void aSessionEndsWithSigningOutANewPasswordOrItsLogin() {
        NewSession out = sessions.create(CAROL);
        assertThat(sessions.end(out.session().id())).isTrue();
        assertThat(sessions.find(out.cookie())).isNull();
        assertThat(sessions.end(out.session().id())).isFalse();

        NewSession one = sessions.create(CAROL);
        assertThat(sessions.endAllOf("carol")).isPositive();
        assertThat(sessions.find(one.cookie())).isNull();

        NewSession dave = sessions.create(new Caller("dave", Role.AUDITOR, null));
        logins.disable("dave");
        assertThat(sessions.find(dave.cookie())).isNull();
    }

    @Test
    void theDatabaseHoldsNoCookie() {
        NewSession session = sessions.create(CAROL);
        String everything = database.database()
                .read(tx -> Rows.only(
                        tx.query("select string_agg(s::text, ' ') as rows from sessions s"),
                        row -> Rows.text(row, "rows")));
        assertThat(everything)
                .contains(session.session().id().toString())
                .doesNotContain(session.cookie(), session.session().csrfToken());
    }
}
