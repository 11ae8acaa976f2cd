package org.caricom.conch.audit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.caricom.conch.audit.ConsistencyProof;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.tlog.Checkpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An altered byte anywhere in what the hub gives out is found.
class AlteredByteTest {
    /// The lowest bit, the one between upper and lower case, and the one that makes a byte no ASCII.
    private static final int[] MASKS = {0x01, 0x20, 0x80};

    private static OfflineDocuments hub;
    private static HubKeySet keys;

    @BeforeAll
    static void open() {
        hub = new OfflineDocuments(AlteredByteTest.class, "hub.example");
        hub.append(7);
        hub.log.checkpoint();
        keys = hub.published();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("receipt", hub.receipt()),
                Arguments.of("checkpoint", hub.checkpoint()),
                Arguments.of("signed note", hub.note()),
                Arguments.of("checkpoint as JWS", hub.jws()),
                Arguments.of("inclusion proof", hub.inclusion(3)),
                Arguments.of("exported log", hub.export()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void isFoundInEveryDocument(String name, byte[] document) {
        assertThat(OfflineDocuments.check(keys, document)).isNotInstanceOf(Checked.Refused.class);
        for (int i = 0; i < document.length; i++) {
            for (int mask : MASKS) {
                assertThat(OfflineDocuments.check(keys, altered(document, i, mask)))
                        .as("%s with byte %d altered by %x", name, i, mask)
                        .isInstanceOf(Checked.Refused.class);
            }
            assertThat(OfflineDocuments.check(keys, shortened(document, i)))
                    .as("%s without byte %d", name, i)
                    .isInstanceOf(Checked.Refused.class);
        }
    }

    /// Nobody signs a consistency proof. What counts is that none but the true one convinces a witness.
    @Test
    void inAConsistencyProofConvincesNoWitness() {
        Checkpoint earlier =
                new Checkpoint("hub.example", 5, hub.log.consistency(5, 7L).fromRoot());
        Checkpoint later = hub.log.checkpoint().checkpoint();
        byte[] document = hub.growth(5, 7);
        assertThat(Growth.between(earlier, later, proof(document), Map.of())).isEqualTo(new Growth.Grown(2));
        for (int i = 0; i < document.length; i++) {
            for (int mask : MASKS) {
                ConsistencyProof proof = proof(altered(document, i, mask));
                assertThat(Growth.between(earlier, later, proof, Map.of()))
                        .as("byte %d altered by %x", i, mask)
                        .isEqualTo(new Growth.Unproven(5, 7));
            }
        }
    }

    private static ConsistencyProof proof(byte[] document) {
        return OfflineDocuments.check(keys, document) instanceof Checked.OfGrowth(ConsistencyProof proof)
                ? proof
                : null;
    }

    private static byte[] altered(byte[] document, int at, int mask) {
        byte[] altered = document.clone();
        altered[at] ^= (byte) mask;
        return altered;
    }

    private static byte[] shortened(byte[] document, int at) {
        byte[] shorter = new byte[document.length - 1];
        System.arraycopy(document, 0, shorter, 0, at);
        System.arraycopy(document, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }
}
