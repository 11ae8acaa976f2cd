package org.caricom.conch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import org.caricom.conch.TestClock;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Members;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccessChangesTest {
    private static final MemberCode GD = new MemberCode("GD");

    private static TestDatabase testDatabase;
    private static Database database;
    private static TestClock clock;
    private static AuditLog log;
    private static AccessChanges changes;

    @BeforeAll
    static void open() {
        testDatabase = TestDatabase.create(AccessChangesTest.class);
        database = testDatabase.database();
        clock = TestClock.at("2026-11-22T08:00:00Z");
        log = new AuditLog(database, HubKeys.open(database, clock), "hub.example");
        changes = new AccessChanges(log);
        new Members(database, clock, changes).applyReference();
    }

    @AfterAll
    static void close() {
        testDatabase.close();
    }

    @Test
    void aKeysChangesStandInTheLog() {
        long before = log.checkpoint().checkpoint().size();
        Keys keys = new Keys(database, clock, changes);
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        keys.add(GD, key.toPublicJWK().toJSONString(), Instant.EPOCH, null, "alice");
        keys.approve(key.getKeyID(), "bob");
        assertThat(log.entries(before, before + 10))
                .extracting(LoggedEntry::leaf)
                .satisfiesExactly(
                        added -> assertThat(added)
                                .contains("\"kind\":\"key.added\"", "\"by\":\"alice\"", "\"member\":\"GD\"")
                                .contains("\"subject\":\"" + key.getKeyID() + "\"", "\"state\":\"waiting\""),
                        approved -> assertThat(approved).contains("\"kind\":\"key.approved\"", "\"by\":\"bob\""));
    }

    @Test
    void aChangeThatIsUndoneLeavesNoEntry() {
        Members members = new Members(database, clock, (tx, change) -> {
            changes.record(tx, change);
            throw new IllegalStateException("on purpose");
        });
        long before = log.checkpoint().checkpoint().size();
        assertThatThrownBy(() -> members.suspend(GD, "alice")).hasMessage("on purpose");
        assertThat(log.checkpoint().checkpoint().size()).isEqualTo(before);
        assertThat(new Members(database, clock, changes).find(GD).isActive()).isTrue();
    }
}
