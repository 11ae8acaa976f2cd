package org.caricom.conch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.caricom.conch.TestClock;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final Duration DAY = Duration.ofDays(1);

    private static TestDatabase database;
    private static TestClock clock;
    private static Tokens tokens;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(TokensTest.class);
        clock = TestClock.at("2026-03-02T12:00:00Z");
        new Members(database.database(), clock, (_, _) -> {}).applyReference();
        tokens = new Tokens(database.database(), clock);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aTokenTellsWhoItsBearerIs() {
        IssuedToken analyst = tokens.issue("analyst-TT", Role.ANALYST, TT, DAY);
        IssuedToken partner = tokens.issue("partner", Role.PARTNER, null, DAY);
        assertThat(analyst.secret()).matches("conch_[A-Za-z0-9_-]{43}");
        assertThat(tokens.check(analyst.secret())).isEqualTo(new Caller("analyst-TT", Role.ANALYST, TT));
        assertThat(tokens.check(partner.secret())).isEqualTo(new Caller("partner", Role.PARTNER, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "conch_", "conch_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "Bearer", "conch_' or 1=1 --"
            })
    void whatIsNoTokenIsNobodys(String text) {
        assertThat(tokens.check(text)).isNull();
    }

    @Test
    void aTokenExpiresThoughItWasRemembered() {
        IssuedToken token = tokens.issue("short", Role.AUDITOR, null, Duration.ofSeconds(3));
        assertThat(tokens.check(token.secret())).isNotNull();
        clock.advance(Duration.ofSeconds(3));
        assertThat(tokens.check(token.secret())).isNull();
    }

    @Test
    void aRevokedTokenEndsHereAtOnceAndElsewhereWithinSeconds() {
        IssuedToken token = tokens.issue("revoked", Role.AUDITOR, null, DAY);
        Tokens elsewhere = new Tokens(database.database(), clock);
        assertThat(tokens.check(token.secret())).isNotNull();
        assertThat(elsewhere.check(token.secret())).isNotNull();
        assertThat(tokens.revoke(token.info().id())).isTrue();
        assertThat(tokens.check(token.secret())).isNull();
        assertThat(elsewhere.check(token.secret())).as("remembered there").isNotNull();
        clock.advance(Tokens.REMEMBERED);
        assertThat(elsewhere.check(token.secret())).isNull();
    }

    @Test
    void newTokensCanReplaceAllOfAName() {
        IssuedToken old = tokens.issue("rotated", Role.PARTNER, null, DAY);
        assertThat(tokens.check(old.secret())).isNotNull();
        assertThat(tokens.revokeNamed("rotated")).isEqualTo(1);
        assertThat(tokens.check(old.secret())).isNull();
        assertThat(tokens.revokeNamed("rotated")).isZero();
    }

    @Test
    void theTokensOfASuspendedMemberDoNotWork() {
        Members members = new Members(database.database(), clock, (_, _) -> {});
        IssuedToken token = tokens.issue("analyst-GY", Role.ANALYST, new MemberCode("GY"), DAY);
        members.suspend(new MemberCode("GY"), "alice");
        assertThat(tokens.check(token.secret())).isNull();
        members.resume(new MemberCode("GY"), "alice");
        assertThat(tokens.check(token.secret())).isNotNull();
    }

    @Test
    void theDatabaseHoldsNoTokenAndNothingPrintsOne() {
        IssuedToken token = tokens.issue("kept", Role.PARTNER, null, DAY);
        assertThat(token.toString()).doesNotContain(token.secret());
        String everything = database.database()
                .read(tx -> Rows.only(
                        tx.query("select string_agg(t::text, ' ') as rows from tokens t"),
                        row -> Rows.text(row, "rows")));
        assertThat(everything).contains("kept").doesNotContain(token.secret().substring(6));
        assertThat(tokens.list()).contains(token.info());
    }

    @Test
    void analystsAloneBelongToAMember() {
        assertThatThrownBy(() -> tokens.issue("x", Role.ANALYST, null, DAY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokens.issue("x", Role.PARTNER, TT, DAY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokens.issue("x", Role.PARTNER, null, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
