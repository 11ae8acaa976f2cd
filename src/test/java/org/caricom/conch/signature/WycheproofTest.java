package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.Test;

/// Runs the JSON Web Signature vectors of Project Wycheproof.
class WycheproofTest {
    private static final Path FILE = corpora().resolve("wycheproof/json_web_signature_test.json");

    /// Valid by the standard, and refused by Conch: PS384 with a key that says it is for PS256 (twice the same
    /// message).
    private static final Set<Integer> STRICTER = Set.of(346, 350);

    @Test
    void everyVectorForAnAcceptedAlgorithmComesOutAsItMust() throws Exception {
        assumeTrue(Files.exists(FILE), "the Wycheproof vectors are not here: " + FILE);
        List<String> wrong = new ArrayList<>();
        int valid = 0;
        int run = 0;
        for (JsonNode group : Json.own(Files.readAllBytes(FILE)).get("testGroups")) {
            EnrolledKey key = enrolled(group.has("public") ? group.get("public") : group.get("private"));
            for (JsonNode vector : group.get("tests")) {
                int id = vector.get("tcId").intValue();
                boolean accepted = key != null && accepts(key, vector.get("jws"));
                boolean expected =
                        key != null && vector.get("result").textValue().equals("valid") && !STRICTER.contains(id);
                run++;
                valid += expected ? 1 : 0;
                if (accepted != expected) {
                    wrong.add(id + " " + vector.get("comment").textValue() + ": accepted " + accepted);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(run).isEqualTo(401);
        assertThat(valid).as("valid ones with ES256 and PS256").isEqualTo(8);
    }

    /// The key as a member would enrol it; null when Conch takes no such key.
    private static EnrolledKey enrolled(JsonNode group) throws Exception {
        String alg = group.path("alg").asText("");
        if (group.get("kty").textValue().equals("RSA") && !alg.equals("PS256")) {
            return null; // of an algorithm that Conch does not accept
        }
        JWK jwk;
        try {
            jwk = KeyPairs.readPublic(Json.text(group));
        } catch (KeyRefused refused) {
            if (!refused.getMessage().contains("bits")) {
                return null; // symmetric, P-521, for encryption
            }
            jwk = JWK.parse(Json.text(group)); // 2048 bits: no longer enrolled, but once they were
        }
        return new EnrolledKey(jwk.getKeyID(), new MemberCode("TT"), new PlainKey(jwk), Instant.EPOCH, null, null);
    }

    private static boolean accepts(EnrolledKey key, JsonNode jws) {
        String mediaType = jws.isTextual() ? Envelopes.JOSE : Envelopes.JOSE_JSON;
        byte[] message = (jws.isTextual() ? jws.textValue() : Json.text(jws)).getBytes(UTF_8);
        return Envelopes.open(message, mediaType, EnvelopeLimits.DEFAULT) instanceof Envelope envelope
                && Verifier.verify(
                                envelope,
                                List.of(key),
                                VerificationPolicy.standard("https://hub.example"),
                                Instant.parse("2026-11-22T12:00:00Z"))
                        instanceof Verified;
    }

    private static Path corpora() {
        String property = System.getProperty("CONCH_CORPORA");
        String variable = System.getenv("CONCH_CORPORA");
        return Path.of(property != null ? property : variable != null ? variable : "../shared/corpora");
    }
}
