package org.caricom.conch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.caricom.conch.TestClock;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.signature.OwnKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubDecryptionTest {
    private final TestDatabase testDatabase = TestDatabase.create(HubDecryptionTest.class);
    private final HeavyWork heavyWork = HeavyWork.onAllProcessors();
    private final TestClock clock = TestClock.at("2026-11-22T08:00:00Z");
    private final HubDecryption decryption = another();

    @AfterEach
    void close() {
        heavyWork.close();
        testDatabase.close();
    }

    @Test
    void keysAreMadeWhenSomebodyAsksAndAreThoseOfAllProcesses() {
        assertThat(decryption.current().keys()).isEmpty();

        var published = another().published();

        assertThat(published).extracting(key -> key.publicKey().getAlgorithm()).containsExactlyInAnyOrder("EC", "RSA");
        assertThat(decryption.reload().keys()).extracting(OwnKey::keyId).hasSize(2);
        assertThat(decryption.published())
                .extracting(OwnKey::keyId)
                .containsExactlyElementsOf(published.stream().map(OwnKey::keyId).toList());
        assertThat(published).allSatisfy(key -> {
            assertThat(key.publicJwk().isPrivate()).isFalse();
            assertThat(key.publicJwk().getX509CertChain()).hasSize(1);
            key.certificate().checkValidity(java.util.Date.from(clock.instant()));
            key.certificate().verify(key.publicKey());
        });
    }

    @Test
    void oldKeysStillReadButAreNotGivenOut() {
        var first = decryption.published();
        decryption.rotate("test");

        assertThat(decryption.published())
                .extracting(OwnKey::keyId)
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.stream().map(OwnKey::keyId).toList());
        assertThat(decryption.current().keys())
                .extracting(OwnKey::keyId)
                .hasSize(4)
                .containsAll(first.stream().map(OwnKey::keyId).toList());
    }

    private HubDecryption another() {
        return new HubDecryption(testDatabase.database(), heavyWork, clock);
    }
}
