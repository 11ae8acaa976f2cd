package org.caricom.conch.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.TestClock;
import org.caricom.conch.access.AccessChange.What;
import org.caricom.conch.access.KeyRequest.Replacement;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.signature.Envelopes;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.signature.KeyProofs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyEnrolmentTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final MemberCode JM = new MemberCode("JM");
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Enroller ANALYST = Enroller.of(new Caller("analyst-TT", Role.ANALYST, TT));
    private static final Enroller ADMIN = Enroller.of(new Caller("admin", Role.ADMIN, null));

    private static TestDatabase database;
    private static TestClock clock;
    private static HeavyWork heavyWork;
    private static Keys keys;
    private static KeyEnrolment enrolment;
    private static final List<AccessChange> WRITTEN = new ArrayList<>();

    @BeforeAll
    static void create() {
        database = TestDatabase.create(KeyEnrolmentTest.class);
        clock = new TestClock(NOW);
        heavyWork = new HeavyWork(1);
        ChangeLog log = (_, change) -> WRITTEN.add(change);
        new Members(database.database(), clock, log).applyReference();
        keys = new Keys(database.database(), clock, log);
        enrolment = new KeyEnrolment(database.database(), heavyWork, clock, log, "https://hub.example");
    }

    @AfterAll
    static void close() {
        heavyWork.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        clock.set(NOW);
        database.database().doInTransaction(tx -> tx.query("truncate enrolled_keys, key_challenge cascade"));
        WRITTEN.clear();
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void aKeyThatSignsTheLineIsEnrolledAndItsProofIsOnRecord(KeyAlgorithm algorithm) {
        JWK key = KeyPairs.generate(algorithm);
        String line = line(request(key, null), ANALYST);
        assertThat(line)
                .contains("hub=https://hub.example ", " member=TT ", " kid=" + key.getKeyID() + " ")
                .matches("[ -~]+");
        assertThat(enrolment.enrol(List.of(proof(line, key)), ANALYST)).isInstanceOf(Enrolment.Waiting.class);
        KeyRecord record = keys.find(key.getKeyID());
        assertThat(record.possession()).isEqualTo(Possession.PROVEN);
        assertThat(record.addedBy()).isEqualTo("analyst-TT");
        assertThat(WRITTEN).singleElement().satisfies(change -> {
            assertThat(change.what()).isEqualTo(What.KEY_ADDED);
            assertThat(change.facts()).containsEntry("possession", "proven").containsEntry("state", "waiting");
        });
        assertThat(keys.approve(key.getKeyID(), "admin")).isInstanceOf(Enrolment.Enrolled.class);
    }

    @Test
    void whatAnOperatorAddsWithoutAProofIsOnRecordAsVouchedFor() {
        JWK key = key();
        keys.add(TT, key.toPublicJWK().toJSONString(), NOW, null, "cli:alice");
        assertThat(keys.find(key.getKeyID()).possession()).isEqualTo(Possession.VOUCHED);
        assertThat(WRITTEN.getFirst().facts()).containsEntry("possession", "vouched");
    }

    @Test
    void anAnalystsFurtherKeyWaitsAndAnAdministratorsDoesNot() {
        inUse(TT);
        JWK second = key();
        assertThat(enrolment.enrol(List.of(proof(line(request(second, null), ANALYST), second)), ANALYST))
                .as("a stolen token alone is not worth a key")
                .isInstanceOf(Enrolment.Waiting.class);
        JWK third = key();
        assertThat(enrolment.enrol(List.of(proof(line(request(third, null), ADMIN), third)), ADMIN))
                .isInstanceOf(Enrolment.Enrolled.class);
    }

    @Test
    void aMemberWithoutAKeyInUseBeginsAnewWithTwoPersons() {
        JWK old = inUse(TT);
        keys.revoke(old.getKeyID(), "admin");
        assertThat(keys.add(TT, key().toPublicJWK().toJSONString(), NOW, null, "admin"))
                .isInstanceOf(Enrolment.Waiting.class);
    }

    @Test
    void onlyTheKeyItselfProvesAndTheLineStaysGoodUntilItDoes() {
        JWK key = key();
        String line = line(request(key, null), ANALYST);
        JWK other = new com.nimbusds.jose.jwk.ECKey.Builder(key().toECKey())
                .keyID(key.getKeyID())
                .build();
        assertThat(declined(proof(line, other), ANALYST)).contains("did not sign");
        assertThat(declined(proof(line + "0", key), ANALYST)).contains("no line that this hub asked for");
        assertThat(declined(proof("report", key), ANALYST)).contains("no line that this hub asked for");
        assertThat(declined("nonsense".getBytes(US_ASCII), ANALYST)).contains("cannot be read");
        byte[] report = report(line, key);
        assertThat(declined(report, ANALYST)).as("typ says report").contains("cannot be read");
        assertThat(keys.list(null)).isEmpty();
        assertThat(enrolment.enrol(List.of(proof(line, key)), ANALYST)).isInstanceOf(Enrolment.Waiting.class);
        assertThat(declined(proof(line, key), ANALYST)).as("once").contains("used before");
    }

    @Test
    void aLineIsGoodForSomeDaysAndForItsOwnMember() {
        JWK key = key();
        String line = line(request(key, null), ANALYST);
        Enroller otherMember = Enroller.of(new Caller("analyst-JM", Role.ANALYST, JM));
        assertThat(declined(proof(line, key), otherMember)).contains("no line that this hub asked for");
        assertThat(enrolment.challenge(request(key, null), otherMember)).isInstanceOf(KeyChallenge.Declined.class);
        clock.set(NOW.plus(KeyEnrolment.PATIENCE));
        assertThat(declined(proof(line, key), ANALYST)).contains("too old");
    }

    @Test
    void aTextToolsLineEndDoesNotMatter() {
        JWK key = key();
        String line = line(request(key, null), ANALYST);
        assertThat(enrolment.enrol(List.of(proof(line + "\r\n", key)), ANALYST)).isInstanceOf(Enrolment.Waiting.class);
    }

    @Test
    void aKeyTakesOverFromAnotherWhenBothSign() {
        JWK old = inUse(TT);
        JWK fresh = key();
        Duration overlap = Duration.ofDays(30);
        String line = line(request(fresh, new Replacement(old.getKeyID(), overlap)), ANALYST);
        assertThat(line).contains(" replaces=" + old.getKeyID() + " ");
        byte[] both = KeyProofs.sign(line, List.of(new JwsSigner(old), new JwsSigner(fresh)));
        WRITTEN.clear();
        assertThat(enrolment.enrol(List.of(both), ANALYST)).isInstanceOf(Enrolment.Enrolled.class);

        KeyRecord after = keys.find(old.getKeyID());
        KeyRecord next = keys.find(fresh.getKeyID());
        assertThat(after.key().notAfter()).isEqualTo(NOW.plus(overlap));
        assertThat(next.replaces()).isEqualTo(old.getKeyID());
        assertThat(next.approvedBy()).isEqualTo("key:" + old.getKeyID());
        assertThat(after.state(NOW)).isEqualTo(KeyState.USABLE);
        assertThat(next.state(NOW)).isEqualTo(KeyState.USABLE);
        assertThat(after.state(NOW.plus(overlap))).isEqualTo(KeyState.EXPIRED);
        assertThat(after.fate().standing(NOW, NOW.plus(Duration.ofDays(60)))).isEqualTo(KeyFate.Standing.GOOD);
        assertThat(WRITTEN).singleElement().satisfies(change -> {
            assertThat(change.what()).isEqualTo(What.KEY_ROTATED);
            assertThat(change.subject()).isEqualTo(fresh.getKeyID());
            assertThat(change.facts()).containsEntry("replaces", old.getKeyID());
        });
    }

    @Test
    void theTwoSignaturesMayComeInTwoMessages() {
        JWK old = inUse(TT);
        JWK fresh = KeyPairs.generate(KeyAlgorithm.EDDSA);
        String line = line(request(fresh, new Replacement(old.getKeyID(), Duration.ofHours(1))), ANALYST);
        assertThat(enrolment.enrol(List.of(proof(line, old)), ANALYST)).isInstanceOf(Enrolment.Declined.class);
        assertThat(enrolment.enrol(List.of(proof(line, fresh)), ANALYST)).isInstanceOf(Enrolment.Declined.class);
        assertThat(enrolment.enrol(List.of(proof(line, fresh), proof(line, old)), ANALYST))
                .isInstanceOf(Enrolment.Enrolled.class);
    }

    @Test
    void onlyAKeyInUseOfTheSameMemberHandsOver() {
        JWK old = inUse(TT);
        JWK theirs = inUse(JM);
        JWK fresh = key();
        Duration day = Duration.ofDays(1);
        String line = line(request(fresh, new Replacement(old.getKeyID(), day)), ANALYST);
        keys.suspendStolen(old.getKeyID(), "analyst-TT");
        byte[] both = KeyProofs.sign(line, List.of(new JwsSigner(old), new JwsSigner(fresh)));
        assertThat(declined(both, ANALYST)).contains("no key in use");
        keys.resume(old.getKeyID(), "admin");
        for (Replacement replacement : List.of(
                new Replacement(theirs.getKeyID(), day),
                new Replacement("nobodys", day),
                new Replacement(old.getKeyID(), Duration.ZERO),
                new Replacement(old.getKeyID(), KeyRequest.LONGEST_OVERLAP.plusSeconds(1)))) {
            assertThat(enrolment.challenge(request(fresh, replacement), ANALYST))
                    .isInstanceOf(KeyChallenge.Declined.class);
        }
    }

    @Test
    void aRevocationDividesWhatWasReceivedBeforeFromWhatIsDoubtful() {
        JWK key = inUse(TT);
        Instant stolen = NOW.minus(Duration.ofDays(3));
        keys.revoke(key.getKeyID(), "admin", stolen, RevocationReason.KEY_COMPROMISE);
        KeyFate fate = keys.fates(List.of(key.getKeyID())).getFirst();
        assertThat(fate.standing(stolen.minusMillis(1), NOW)).isEqualTo(KeyFate.Standing.RECEIVED_BEFORE);
        assertThat(fate.standing(stolen, NOW)).isEqualTo(KeyFate.Standing.DOUBTFUL);
        assertThat(keys.find(key.getKeyID()).state(NOW)).isEqualTo(KeyState.REVOKED);
        assertThat(WRITTEN.getLast().facts())
                .containsEntry("from", stolen.toString())
                .containsEntry("reason", "key-compromise");
    }

    @Test
    void aRevocationAheadLeavesTheKeyUsableAndCanOnlyBeBroughtForward() {
        JWK key = inUse(TT);
        Instant end = NOW.plus(Duration.ofDays(10));
        keys.revoke(key.getKeyID(), "admin", end, RevocationReason.CESSATION);
        KeyRecord record = keys.find(key.getKeyID());
        assertThat(record.state(NOW)).isEqualTo(KeyState.USABLE);
        assertThat(record.endsAt()).isEqualTo(end);
        assertThat(record.fate().standing(NOW, NOW)).isEqualTo(KeyFate.Standing.GOOD);
        assertThat(record.state(end)).isEqualTo(KeyState.REVOKED);
        keys.revoke(key.getKeyID(), "admin", end.plusSeconds(1), RevocationReason.SUPERSEDED);
        assertThat(keys.find(key.getKeyID()).revocation().from()).isEqualTo(end);
        keys.revoke(key.getKeyID(), "admin", end.minusSeconds(1), RevocationReason.SUPERSEDED);
        assertThat(keys.find(key.getKeyID()).revocation().from()).isEqualTo(end.minusSeconds(1));
    }

    @Test
    void aStolenKeyIsStoppedAndSaysSo() {
        JWK key = inUse(TT);
        keys.suspend(key.getKeyID(), "admin");
        clock.advance(Duration.ofHours(1));
        assertThat(keys.suspendStolen(key.getKeyID(), "analyst-TT")).isTrue();
        KeyRecord record = keys.find(key.getKeyID());
        assertThat(record.stolen()).isTrue();
        assertThat(record.suspendedAt()).as("since it was stopped first").isEqualTo(NOW);
        assertThat(WRITTEN.getLast().facts()).containsEntry("reason", "stolen");
        keys.resume(key.getKeyID(), "admin");
        assertThat(keys.find(key.getKeyID()).stolen()).isFalse();
    }

    @Test
    void theDirectoryShowsWaitingKeysToThoseConcerned() {
        JWK waiting = key();
        keys.add(TT, waiting.toPublicJWK().toJSONString(), NOW, null, "alice");
        JWK theirs = inUse(JM);
        KeyQuery all = new KeyQuery(null, null, 10);
        assertThat(kids(new Caller("analyst-TT", Role.ANALYST, TT), all))
                .containsExactlyInAnyOrder(waiting.getKeyID(), theirs.getKeyID());
        assertThat(kids(new Caller("analyst-JM", Role.ANALYST, JM), all)).containsExactly(theirs.getKeyID());
        assertThat(kids(new Caller("coordinator", Role.COORDINATOR, null), all)).containsExactly(theirs.getKeyID());
        assertThat(kids(new Caller("admin", Role.ADMIN, null), all)).hasSize(2);
        assertThat(kids(new Caller("auditor", Role.AUDITOR, null), all)).hasSize(2);
        assertThat(kids(new Caller("partner", Role.PARTNER, null), all)).isEmpty();
        assertThat(keys.show(new Caller("analyst-JM", Role.ANALYST, JM), waiting.getKeyID()))
                .isNull();
    }

    @Test
    void aKeyIsSpokenOfThirtySevenAndOneDayBeforeItsEndOnceEach() {
        Caller analyst = new Caller("analyst-TT", Role.ANALYST, TT);
        JWK key = key();
        Instant end = NOW.plus(Duration.ofDays(40));
        keys.add(TT, key.toPublicJWK().toJSONString(), NOW, end, "alice");
        keys.approve(key.getKeyID(), "bob");
        inUse(TT);
        WRITTEN.clear();
        assertThat(keys.remind()).isZero();
        assertThat(keys.endingSoon(analyst)).isEmpty();
        for (int days : List.of(30, 7, 1)) {
            clock.set(end.minus(Duration.ofDays(days)));
            assertThat(keys.remind()).isEqualTo(1);
            assertThat(keys.remind()).as("once").isZero();
            assertThat(WRITTEN.getLast()).satisfies(change -> {
                assertThat(change.what()).isEqualTo(What.KEY_EXPIRING);
                assertThat(change.subject()).isEqualTo(key.getKeyID());
                assertThat(change.facts()).containsEntry("days", String.valueOf(days));
            });
            assertThat(keys.endingSoon(analyst)).hasSize(1);
        }
        assertThat(keys.endingSoon(new Caller("analyst-JM", Role.ANALYST, JM))).isEmpty();
        assertThat(keys.endingSoon(new Caller("admin", Role.ADMIN, null))).hasSize(1);
        assertThat(keys.endingSoon(new Caller("auditor", Role.AUDITOR, null))).isEmpty();
        clock.set(end);
        assertThat(keys.remind()).isZero();
        assertThat(keys.endingSoon(analyst)).isEmpty();
    }

    @Test
    void aKeyThatWasTakenOverFromIsNotSpokenOf() {
        JWK old = inUse(TT);
        JWK fresh = key();
        String line = line(request(fresh, new Replacement(old.getKeyID(), Duration.ofDays(5))), ANALYST);
        enrolment.enrol(List.of(KeyProofs.sign(line, List.of(new JwsSigner(old), new JwsSigner(fresh)))), ANALYST);
        assertThat(keys.remind()).isZero();
        assertThat(keys.endingSoon(new Caller("analyst-TT", Role.ANALYST, TT))).isEmpty();
    }

    private static List<String> kids(Caller caller, KeyQuery query) {
        return keys.directory(caller, query).stream()
                .map(record -> record.key().kid())
                .toList();
    }

    private static KeyRequest request(JWK key, @Nullable Replacement replacement) {
        return new KeyRequest(TT, key.toPublicJWK().toJSONString().getBytes(UTF_8), NOW, null, replacement);
    }

    private static String line(KeyRequest request, Enroller by) {
        return ((KeyChallenge.Issued) enrolment.challenge(request, by)).text();
    }

    private static byte[] proof(String text, JWK key) {
        return KeyProofs.sign(text, List.of(new JwsSigner(key)));
    }

    private static byte[] report(String text, JWK key) {
        JwsSigner signer = new JwsSigner(key);
        return signer.compact(
                        signer.header(
                                Envelopes.REPORT_TYPE,
                                null,
                                NOW,
                                UUID.randomUUID().toString(),
                                null),
                        text.getBytes(US_ASCII))
                .getBytes(US_ASCII);
    }

    private static String declined(byte[] proof, Enroller by) {
        return ((Enrolment.Declined) enrolment.enrol(List.of(proof), by)).reason();
    }

    private static JWK key() {
        return KeyPairs.generate(KeyAlgorithm.ES256);
    }

    private static JWK inUse(MemberCode member) {
        JWK key = key();
        keys.add(member, key.toPublicJWK().toJSONString(), NOW, null, "alice");
        keys.approve(key.getKeyID(), "bob");
        return key;
    }
}
