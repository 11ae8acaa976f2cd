package org.caricom.conch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.TestClock;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyHandle;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.signature.PlainKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final MemberCode JM = new MemberCode("JM");
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private static final List<AccessChange> WRITTEN = new ArrayList<>();
    private static final ChangeLog CHANGES = (_, change) -> WRITTEN.add(change);

    private static TestDatabase database;
    private static TestClock clock;
    private static Members members;
    private static Keys keys;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(KeysTest.class);
        clock = new TestClock(NOW);
        members = new Members(database.database(), clock, CHANGES);
        members.applyReference();
        keys = new Keys(database.database(), clock, CHANGES);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        clock.set(NOW);
        WRITTEN.clear();
        database.database().doInTransaction(tx -> tx.query("truncate enrolled_keys cascade"));
    }

    @ParameterizedTest
    @EnumSource(value = KeyAlgorithm.class, names = "RSA_PKCS1", mode = EnumSource.Mode.EXCLUDE)
    void everyAcceptedKindOfKeyIsEnrolledForItsOneAlgorithm(KeyAlgorithm algorithm) {
        JWK key = KeyPairs.generate(algorithm);
        add(TT, key, "alice");
        keys.approve(key.getKeyID(), "bob");
        assertThat(keys.candidates(List.of(KeyHandle.kid(key.getKeyID()))))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.member()).isEqualTo(TT);
                    assertThat(found.algorithm()).isEqualTo(algorithm);
                    assertThat(((PlainKey) found.material()).jwk().toJSONObject())
                            .isEqualTo(key.toPublicJWK().toJSONObject());
                    assertThat(found.notBefore()).isEqualTo(NOW);
                    assertThat(found.notAfter()).isNull();
                    assertThat(found.revokedAt()).isNull();
                });
    }

    @Test
    void aMembersFirstKeyWaitsForASecondPersonAndItsNextDoesNot() {
        JWK first = key();
        assertThat(add(TT, first, "alice")).isInstanceOf(Enrolment.Waiting.class);
        assertThat(candidate(first)).isNull();
        assertThat(keys.approve(first.getKeyID(), "alice"))
                .isEqualTo(new Enrolment.Declined("a second person must approve it"));
        assertThat(candidate(first)).isNull();
        assertThat(keys.approve(first.getKeyID(), "bob")).isInstanceOf(Enrolment.Enrolled.class);
        assertThat(candidate(first)).isNotNull();

        assertThat(add(TT, key(), "alice")).isInstanceOf(Enrolment.Enrolled.class);
        assertThat(add(JM, key(), "alice")).as("another member's first").isInstanceOf(Enrolment.Waiting.class);
    }

    @Test
    void aKidIsNeverUsedTwiceNorAKeyUnderTwoKids() {
        JWK key = enrolled(TT);
        JWK sameKid = new com.nimbusds.jose.jwk.ECKey.Builder(key().toECKey())
                .keyID(key.getKeyID())
                .build();
        JWK sameKey = new com.nimbusds.jose.jwk.ECKey.Builder(key.toECKey())
                .keyID("another")
                .build();
        assertThat(add(JM, sameKid, "alice")).isInstanceOf(Enrolment.Declined.class);
        assertThat(add(JM, sameKey, "alice"))
                .isEqualTo(new Enrolment.Declined("this key is enrolled already, under another kid"));
        assertThat(keys.list(JM)).isEmpty();
        assertThat(keys.list(null)).hasSize(1);
    }

    @Test
    void theSameKeyInAnotherSpellingIsTheSameKey() {
        String spelling = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\","
                + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFy%s\"}";
        assertThat(keys.add(TT, spelling.replaceFirst("%s", "one").replace("%s", "M"), NOW, null, "alice"))
                .isInstanceOf(Enrolment.Waiting.class);
        // N differs from M only in bits that no byte takes.
        assertThat(declined(TT, spelling.replaceFirst("%s", "two").replace("%s", "N")))
                .contains("another kid");
    }

    @Test
    void refusesWhatIsNoUsableKeyInWords() {
        JWK key = key();
        assertThat(declined(TT, key.toJSONString())).contains("private");
        assertThat(declined(TT, "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"s\"}"))
                .isNotEmpty();
        assertThat(declined(TT, "not JSON")).contains("not a JSON Web Key");
        // A point that is not on P-256: what an invalid-curve attack sends.
        assertThat(declined(
                        TT,
                        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"bad\","
                                + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                                + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyA\"}"))
                .isNotEmpty();
        // A y for which Ed25519 has no x: it was enrolled once, and failed when a message came.
        assertThat(declined(
                        TT,
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"bad\","
                                + "\"x\":\"nsR3fHOsjR5adcg2ejHCn3rWamnjR5PzyZIZFslPrQg\"}"))
                .contains("Ed25519");
        assertThat(declined(new MemberCode("QQ"), key.toPublicJWK().toJSONString()))
                .isEqualTo("there is no such member");
        assertThat(keys.add(TT, key.toPublicJWK().toJSONString(), NOW, NOW, "alice"))
                .isInstanceOf(Enrolment.Declined.class);
        assertThat(keys.list(null)).isEmpty();
    }

    @Test
    void aKeyKeepsItsValidityToTheMillisecondAndAnswersAfterItsEnd() {
        JWK key = key();
        Instant end = NOW.plus(Duration.ofDays(365)).plusMillis(1);
        keys.add(TT, key.toPublicJWK().toJSONString(), NOW.minusSeconds(5), end, "alice");
        keys.approve(key.getKeyID(), "bob");
        clock.set(end.plus(Duration.ofDays(1000)));
        assertThat(candidate(key).notBefore()).isEqualTo(NOW.minusSeconds(5));
        assertThat(candidate(key).notAfter()).isEqualTo(end);
    }

    @Test
    void aSuspendedKeyCountsAsRevokedUntilItIsResumed() {
        JWK key = enrolled(TT);
        assertThat(keys.suspend(key.getKeyID(), "alice")).isTrue();
        assertThat(candidate(key).revokedAt()).isEqualTo(NOW);
        assertThat(keys.resume(key.getKeyID(), "alice")).isTrue();
        assertThat(candidate(key).revokedAt()).isNull();
    }

    @Test
    void aRevokedKeyStaysRevokedSinceTheFirstTime() {
        JWK key = enrolled(TT);
        assertThat(keys.revoke(key.getKeyID(), "alice")).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(keys.revoke(key.getKeyID(), "alice")).isTrue();
        assertThat(keys.resume(key.getKeyID(), "alice")).isTrue();
        assertThat(candidate(key).revokedAt()).isEqualTo(NOW);
        assertThat(keys.revoke("no such key", "alice")).isFalse();
    }

    @Test
    void theKeysOfASuspendedMemberCountAsRevoked() {
        JWK key = enrolled(TT);
        members.suspend(TT, "alice");
        assertThat(candidate(key).revokedAt()).isEqualTo(NOW);
        members.resume(TT, "alice");
        assertThat(candidate(key).revokedAt()).isNull();
    }

    @Test
    void everyChangeIsWrittenDownOnceWithWhoseAndByWhom() {
        JWK key = enrolled(TT);
        String kid = key.getKeyID();
        for (int i = 0; i < 2; i++) {
            keys.approve(kid, "bob");
            keys.suspend(kid, "carol");
            keys.suspend(kid, "carol");
            keys.resume(kid, "dave");
            keys.resume(kid, "dave");
        }
        keys.revoke(kid, "erin");
        keys.revoke(kid, "erin");
        keys.suspend("no such key", "erin");
        declined(TT, key.toPublicJWK().toJSONString());
        assertThat(WRITTEN)
                .allSatisfy(change -> {
                    assertThat(change.subject()).isEqualTo(kid);
                    assertThat(change.member()).isEqualTo(TT);
                    assertThat(change.at()).isEqualTo(NOW);
                })
                .extracting(change -> change.what().kind() + " " + change.by())
                .containsExactly(
                        "key.added alice",
                        "key.approved bob",
                        "key.suspended carol",
                        "key.resumed dave",
                        "key.suspended carol",
                        "key.resumed dave",
                        "key.revoked erin");
        assertThat(WRITTEN.getFirst().facts()).containsEntry("state", "waiting").containsKey("thumbprint");
    }

    @Test
    void whatCannotBeWrittenDownDoesNotHappen() {
        JWK key = enrolled(TT);
        Keys unheard = new Keys(database.database(), clock, (_, _) -> {
            throw new IllegalStateException("the log is full");
        });
        assertThatThrownBy(() -> unheard.revoke(key.getKeyID(), "alice")).hasMessage("the log is full");
        assertThat(candidate(key).revokedAt()).isNull();
    }

    private static JWK key() {
        return KeyPairs.generate(KeyAlgorithm.ES256);
    }

    private static JWK enrolled(MemberCode member) {
        JWK key = key();
        add(member, key, "alice");
        keys.approve(key.getKeyID(), "bob");
        return key;
    }

    private static Enrolment add(MemberCode member, JWK key, String by) {
        return keys.add(member, key.toPublicJWK().toJSONString(), NOW, null, by);
    }

    private static String declined(MemberCode member, String jwk) {
        return ((Enrolment.Declined) keys.add(member, jwk, NOW, null, "alice")).reason();
    }

    private static @Nullable EnrolledKey candidate(JWK key) {
        List<EnrolledKey> found = keys.candidates(List.of(KeyHandle.kid(key.getKeyID()), KeyHandle.kid("some other")));
        return found.isEmpty() ? null : found.getFirst();
    }
}
