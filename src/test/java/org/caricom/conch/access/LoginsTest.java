package org.caricom.conch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caricom.conch.TestClock;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.jobs.HeavyWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final String PASSWORD = "correct horse battery";
    private static final Caller ANN = new Caller("ann", Role.ANALYST, TT);

    private static TestDatabase database;
    private static HeavyWork heavyWork;
    private static TestClock clock;
    private static Members members;
    private static Logins logins;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(LoginsTest.class);
        heavyWork = HeavyWork.onAllProcessors();
        clock = TestClock.at("2026-03-02T12:00:00Z");
        members = new Members(database.database(), clock, (_, _) -> {});
        members.applyReference();
        logins = new Logins(database.database(), clock, heavyWork);
        assertThat(logins.add("ann", PASSWORD, Role.ANALYST, TT)).isTrue();
    }

    @AfterAll
    static void close() {
        database.close();
        heavyWork.close();
    }

    @BeforeEach
    void forget() {
        database.database().doInTransaction(tx -> tx.query("truncate login_attempts"));
    }

    @Test
    void theRightPasswordLetsIn() {
        assertThat(logins.signIn("ann", PASSWORD)).isEqualTo(new LoginAnswer.Welcome(ANN));
        assertThat(logins.list()).contains(ANN);
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAnswerAlike() {
        assertThat(logins.signIn("ann", "incorrect horse")).isEqualTo(new LoginAnswer.Wrong());
        assertThat(logins.signIn("ANN", PASSWORD)).isEqualTo(new LoginAnswer.Wrong());
        assertThat(logins.signIn("nobody", PASSWORD)).isEqualTo(new LoginAnswer.Wrong());
        assertThat(logins.signIn("", "")).isEqualTo(new LoginAnswer.Wrong());
        assertThat(logins.signIn("nul\u0000", "x")).isEqualTo(new LoginAnswer.Wrong());
    }

    @Test
    void anUnknownNameTakesAsMuchWorkAsAKnownOne() {
        logins.signIn("ann", "warm up the compiler");
        logins.signIn("nobody", "warm up the compiler");
        // The quickest of some tries: a busy machine makes any single one slow. Without the work an unknown name would
        // be answered a hundred times faster.
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        for (int i = 1; i < Logins.FREE_ATTEMPTS; i++) {
            known = Math.min(known, time(() -> logins.signIn("ann", "incorrect horse")));
            unknown = Math.min(unknown, time(() -> logins.signIn("nobody", "incorrect horse")));
        }
        assertThat((double) unknown / known).isBetween(0.1, 10.0);
    }

    @Test
    void wrongPasswordsMakeEveryNameWaitLongerAndLonger() {
        for (String name : List.of("ann", "nobody")) {
            for (int i = 0; i < Logins.FREE_ATTEMPTS; i++) {
                assertThat(logins.signIn(name, "incorrect horse")).isEqualTo(new LoginAnswer.Wrong());
            }
            assertThat(logins.signIn(name, PASSWORD)).isEqualTo(new LoginAnswer.TooMany(Duration.ofSeconds(5)));
            clock.advance(Duration.ofSeconds(5));
            assertThat(logins.signIn(name, "incorrect horse")).isEqualTo(new LoginAnswer.Wrong());
            assertThat(logins.signIn(name, PASSWORD)).isEqualTo(new LoginAnswer.TooMany(Duration.ofSeconds(10)));
        }
        clock.advance(Duration.ofSeconds(10));
        assertThat(logins.signIn("ann", PASSWORD)).isEqualTo(new LoginAnswer.Welcome(ANN));
        assertThat(logins.signIn("ann", "incorrect horse")).as("forgiven").isEqualTo(new LoginAnswer.Wrong());
        assertThat(logins.signIn("ann", PASSWORD)).isEqualTo(new LoginAnswer.Welcome(ANN));
    }

    @Test
    void manyGuessesAtOnceDoNotSlipByTheCount() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<LoginAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                answers.add(threads.submit(() -> logins.signIn("ann", "incorrect horse")));
            }
            int tried = 0;
            for (Future<LoginAnswer> answer : answers) {
                tried += answer.get() instanceof LoginAnswer.Wrong ? 1 : 0;
            }
            assertThat(tried).isEqualTo(Logins.FREE_ATTEMPTS);
        }
    }

    @Test
    void aPasswordIsTheSameHoweverItsAccentsWereTyped() {
        logins.add("rene", "pass\u00e9 compos\u00e9 \u00e9t\u00e9", Role.PARTNER, null);
        assertThat(logins.signIn("rene", "passe\u0301 compose\u0301 e\u0301te\u0301"))
                .isInstanceOf(LoginAnswer.Welcome.class);
    }

    @Test
    void aHashOfEarlierParametersWorksAndIsMadeAnew() {
        logins.add("old", PASSWORD, Role.AUDITOR, null);
        // Argon2id of the password "correct horse battery" with m=64, t=1, p=1 and the salt "0123456789abcdef".
        String dated = PasswordsTest.dated(PASSWORD);
        database.database()
                .doInTransaction(tx -> tx.update("update logins set password = $1 where username = 'old'", dated));
        assertThat(logins.signIn("old", PASSWORD)).isInstanceOf(LoginAnswer.Welcome.class);
        String now = database.database()
                .read(tx -> Rows.only(
                        tx.query("select password from logins where username = 'old'"),
                        row -> Rows.text(row, "password")));
        assertThat(now).startsWith("$argon2id$v=19$m=47104,t=1,p=1$");
        assertThat(logins.signIn("old", PASSWORD)).isInstanceOf(LoginAnswer.Welcome.class);
    }

    @Test
    void anEndedLoginAndASuspendedMembersLoginsAnswerAsUnknown() {
        logins.add("gone", PASSWORD, Role.PARTNER, null);
        assertThat(logins.disable("gone")).isTrue();
        assertThat(logins.signIn("gone", PASSWORD)).isEqualTo(new LoginAnswer.Wrong());
        members.suspend(TT, "alice");
        assertThat(logins.signIn("ann", PASSWORD)).isEqualTo(new LoginAnswer.Wrong());
        members.resume(TT, "alice");
        assertThat(logins.signIn("ann", PASSWORD)).isEqualTo(new LoginAnswer.Welcome(ANN));
    }

    @Test
    void namesAreTakenOnceAndPasswordsAreLong() {
        assertThat(logins.add("ann", PASSWORD, Role.ADMIN, null)).isFalse();
        assertThatThrownBy(() -> logins.add("a b", PASSWORD, Role.ADMIN, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> logins.add("bob", "short", Role.ADMIN, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12");
        assertThatThrownBy(() -> logins.setPassword("ann", "short")).isInstanceOf(IllegalArgumentException.class);
        assertThat(logins.setPassword("nobody", PASSWORD)).isFalse();
    }

    private static long time(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }
}
