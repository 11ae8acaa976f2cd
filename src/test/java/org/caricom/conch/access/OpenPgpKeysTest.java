package org.caricom.conch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.GnuPg;
import org.caricom.conch.TestClock;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.KeyHandle;
import org.caricom.conch.signature.OpenPgpKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// OpenPGP certificates are enrolled, found by every fingerprint that may sign, and grow with what their owners
/// publish.
class OpenPgpKeysTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final MemberCode JM = new MemberCode("JM");
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant BORN = NOW.minus(Duration.ofDays(30));
    private static final List<AccessChange> WRITTEN = new ArrayList<>();

    private static GnuPg gpg;
    private static TestDatabase database;
    private static Keys keys;

    @BeforeAll
    static void create() throws Exception {
        gpg = GnuPg.open();
        database = TestDatabase.create(OpenPgpKeysTest.class);
        TestClock clock = new TestClock(NOW);
        ChangeLog changes = (_, change) -> WRITTEN.add(change);
        new Members(database.database(), clock, changes).applyReference();
        keys = new Keys(database.database(), clock, changes);
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
        gpg.close();
    }

    @BeforeEach
    void empty() {
        database.database()
                .doInTransaction(tx -> tx.query("truncate enrolled_handle, enrolled_document, enrolled_keys cascade"));
        WRITTEN.clear();
    }

    @Test
    void isEnrolledUnderItsFingerprintAndFoundByIt() throws Exception {
        String fingerprint = gpg.generate("found", "rsa3072", "sign,cert", "never", BORN);
        assertThat(add(TT, export(fingerprint), null)).isInstanceOf(Enrolment.Waiting.class);
        assertThat(keys.approve(fingerprint, "bob")).isInstanceOf(Enrolment.Enrolled.class);
        OpenPgpKey key = OpenPgpKey.read(export(fingerprint));
        for (KeyHandle handle : key.handles()) {
            assertThat(keys.candidates(List.of(handle))).singleElement().satisfies(found -> {
                assertThat(found.kid()).isEqualTo(fingerprint);
                assertThat(found.material()).isEqualTo(key);
                assertThat(found.algorithm().word()).isEqualTo("RSA-PKCS1");
            });
        }
    }

    @Test
    void mayHaveAnotherName() throws Exception {
        String fingerprint = gpg.generate("named", "ed25519", "sign,cert", "never", BORN);
        assertThat(add(TT, export(fingerprint), "tt-duty"))
                .isInstanceOfSatisfying(
                        Enrolment.Waiting.class,
                        waiting -> assertThat(waiting.key().key().kid()).isEqualTo("tt-duty"));
        assertThat(add(TT, export(gpg.generate("named 2", "ed25519", "sign,cert", "never", BORN)), "no name"))
                .isInstanceOf(Enrolment.Declined.class);
    }

    @Test
    void endsWhenItSaysSoAndLaterWhenItSaysThat() throws Exception {
        String fingerprint = gpg.generate("ending", "ed25519", "sign,cert", "40d", BORN);
        add(TT, export(fingerprint), null);
        assertThat(record(fingerprint).key().notAfter()).isEqualTo(BORN.plus(Duration.ofDays(40)));
        gpg.runAt(NOW, new byte[0], "--quick-set-expire", fingerprint, "60d");
        add(TT, export(fingerprint), null);
        assertThat(record(fingerprint).key().notAfter()).isEqualTo(NOW.plus(Duration.ofDays(60)));
        assertThat(WRITTEN).extracting(AccessChange::what).contains(AccessChange.What.KEY_UPDATED);
        WRITTEN.clear();
        add(TT, export(fingerprint), null);
        assertThat(WRITTEN).as("nothing new").isEmpty();
    }

    @Test
    void takesUpNewSubkeysAndForgetsNoneOfTheOld() throws Exception {
        String fingerprint = gpg.generate("growing", "ed25519", "cert", "never", BORN);
        gpg.runAt(BORN, new byte[0], "--passphrase", "", "--quick-add-key", fingerprint, "ed25519", "sign", "never");
        byte[] before = export(fingerprint);
        add(TT, before, "tt-growing");
        int handles = record("tt-growing").key().material().handles().size();
        gpg.runAt(NOW, new byte[0], "--passphrase", "", "--quick-add-key", fingerprint, "rsa3072", "sign", "never");
        assertThat(add(TT, export(fingerprint), null)).isInstanceOf(Enrolment.Waiting.class);
        assertThat(record("tt-growing").key().material().handles()).hasSize(handles + 1);
        add(TT, before, null);
        assertThat(record("tt-growing").key().material().handles()).hasSize(handles + 1);
        keys.approve("tt-growing", "bob");
        for (KeyHandle handle : record("tt-growing").key().material().handles()) {
            assertThat(keys.candidates(List.of(handle))).hasSize(1);
        }
    }

    @Test
    void isRevokedByItsOwnRevocation() throws Exception {
        String fingerprint = gpg.generate("revoking", "ed25519", "sign,cert", "never", BORN);
        add(TT, export(fingerprint), null);
        gpg.revoke(fingerprint, "1", NOW.minusSeconds(5));
        add(TT, export(fingerprint), null);
        assertThat(record(fingerprint).key().revokedAt()).isEqualTo(NOW.minusSeconds(5));
        assertThat(WRITTEN).extracting(AccessChange::what).contains(AccessChange.What.KEY_REVOKED);
        String other = gpg.generate("revoked before", "ed25519", "sign,cert", "never", BORN);
        gpg.revoke(other, "0", NOW.minusSeconds(5));
        assertThat(add(TT, export(other), null)).isInstanceOf(Enrolment.Declined.class);
    }

    @Test
    void belongsToOneMember() throws Exception {
        String fingerprint = gpg.generate("mine", "ed25519", "sign,cert", "never", BORN);
        add(TT, export(fingerprint), null);
        assertThat(add(JM, export(fingerprint), null))
                .isEqualTo(new Enrolment.Declined("this key is enrolled already, for another member"));
    }

    private static Enrolment add(MemberCode member, byte[] file, @Nullable String name) {
        return keys.add(new KeyRequest(member, file, NOW, null, null), "alice", name);
    }

    private static KeyRecord record(String kid) {
        return Objects.requireNonNull(keys.list(null).stream()
                .filter(one -> one.key().kid().equals(kid))
                .findFirst()
                .orElse(null));
    }

    private static byte[] export(String fingerprint) throws Exception {
        return gpg.run(new byte[0], "--export", fingerprint);
    }
}
