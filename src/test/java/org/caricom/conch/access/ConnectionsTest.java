package org.caricom.conch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.caricom.conch.TestCertificates;
import org.caricom.conch.TestClock;
import org.caricom.conch.access.Connections.Answer;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client certificate opens a member's door, so its first credential waits for a second person, as a key does.
class ConnectionsTest {
    private static final MemberCode TT = new MemberCode("TT");

    private static TestDatabase database;
    private static TestClock clock;
    private static Keys keys;
    private static Connections connections;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(ConnectionsTest.class);
        clock = new TestClock(Instant.now());
        new Members(database.database(), clock, (_, _) -> {}).applyReference();
        keys = new Keys(database.database(), clock, (_, _) -> {});
        connections = new Connections(database.database(), clock, (_, _) -> {});
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.database().doInTransaction(tx -> tx.query("truncate enrolled_keys, connection_certificate cascade"));
    }

    @Test
    void theFirstWaitsForASecondPerson() {
        Connection first = add("first");
        assertThat(first.isWaiting()).isTrue();
        assertThat(connections.approve(first.fingerprint(), "alice")).isInstanceOf(Answer.Declined.class);
        assertThat(connections.approve(first.fingerprint(), "bob")).isInstanceOf(Answer.Known.class);
        assertThat(add("second").isWaiting()).isFalse();
    }

    @Test
    void aKeyInUseVouchesAndOneThatEndedDoesNot() {
        String key = key();
        assertThat(add("while").isWaiting()).isFalse();
        database.database().doInTransaction(tx -> tx.query("truncate connection_certificate"));
        keys.revoke(key, "bob");
        clock.advance(Duration.ofSeconds(1));
        assertThat(add("after").isWaiting()).isTrue();
    }

    @Test
    void aSuspendedKeyAndARevokedCertificateVouchForNobody() {
        keys.suspendStolen(key(), "bob");
        assertThat(add("stolen").isWaiting()).isTrue();
        empty();
        Connection first = add("once");
        connections.approve(first.fingerprint(), "bob");
        connections.revoke(first.fingerprint(), "bob");
        clock.advance(Duration.ofSeconds(1));
        assertThat(add("next").isWaiting()).isTrue();
    }

    private static Connection add(String name) {
        byte[] pem = TestCertificates.issued(name, TestCertificates.authority("members"))
                .certificatePem()
                .getBytes(StandardCharsets.UTF_8);
        return ((Answer.Known) connections.add(TT, pem, "alice")).connection();
    }

    private static String key() {
        var key = KeyPairs.generate(KeyAlgorithm.ES256);
        keys.add(TT, key.toPublicJWK().toJSONString(), clock.instant().minusSeconds(60), null, "alice");
        keys.approve(key.getKeyID(), "bob");
        return key.getKeyID();
    }
}
