package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.Test;

/// Runs the JSON Web Signature vectors of Project Wycheproof, all 401 of them.
///
/// - Keys on P-256, and RSA keys for PS256: each vector comes out as it says, but for [#STRICTER].
/// - RSA keys for RS256, RS384, RS512, PS384, PS512: Conch takes RSA keys for PS256 alone, so the same key is enrolled
/// for
///   that, and every message of theirs, good or bad by its own algorithm, must be refused, but for
///   [#ENROLLED_FOR_ANOTHER].
/// - Keys on P-521, symmetric ones, and those for encryption: they cannot be enrolled, so nobody could file with them.
class WycheproofTest {
    private static final Path FILE = corpora().resolve("wycheproof/json_web_signature_test.json");

    /// Valid by the standard, and refused by Conch: PS384 with a key that says it is for PS256 (twice the same
    /// message).
    /// Nor could the key be enrolled under its name, a mail address.
    private static final Set<Integer> STRICTER = Set.of(346, 350);

    /// Invalid since the key says it is for RS256, and signed with PS256: here the same key is enrolled for PS256.
    private static final int ENROLLED_FOR_ANOTHER = 338;

    @Test
    void everyVectorForAnAcceptedAlgorithmComesOutAsItMust() throws Exception {
        assumeTrue(Files.exists(FILE), "the Wycheproof vectors are not here: " + FILE);
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode group : Json.own(Files.readAllBytes(FILE)).get("testGroups")) {
            JsonNode jwk = group.has("public") ? group.get("public") : group.get("private");
            EnrolledKey key = enrolled(jwk);
            boolean ours = key != null && (key.algorithm() != KeyAlgorithm.PS256 || isFor(jwk, "PS256"));
            for (JsonNode vector : group.get("tests")) {
                int id = vector.get("tcId").intValue();
                boolean valid = vector.get("result").textValue().equals("valid");
                boolean expected = (ours && valid && !STRICTER.contains(id)) || id == ENROLLED_FOR_ANOTHER;
                boolean accepted = key != null && accepts(key, vector.get("jws"));
                counts.merge(
                        key == null ? "not enrolled" : ours ? "accepted algorithm" : "other algorithm",
                        1,
                        Integer::sum);
                counts.merge(expected ? "to be accepted" : "to be refused", 1, Integer::sum);
                if (accepted != expected) {
                    wrong.add(id + " " + vector.get("comment").textValue() + ": accepted " + accepted);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(counts)
                .isEqualTo(Map.of(
                        "accepted algorithm", 88,
                        "other algorithm", 265,
                        "not enrolled", 48,
                        "to be accepted", 9,
                        "to be refused", 392));
    }

    /// The key as a member would enrol it; null when Conch takes no such key.
    private static EnrolledKey enrolled(JsonNode group) throws Exception {
        boolean rsa = group.get("kty").textValue().equals("RSA");
        ObjectNode json = group.deepCopy();
        if (rsa) {
            json.remove("alg");
            // None that anybody could enrol: a mail address, or nothing.
            if (!JwsHeader.isKeyId(json.path("kid").asText())) {
                json.put("kid", "a-name");
            }
        }
        JWK jwk;
        try {
            jwk = KeyPairs.readPublic(Json.text(json));
        } catch (KeyRefused refused) {
            if (!refused.getMessage().contains("bits")) {
                boolean kind = List.of("oct", "ECP-521")
                        .contains(
                                group.get("kty").textValue() + group.path("crv").asText());
                assertThat(kind || refused.getMessage().matches(".*(use is not sig|operations are neither).*"))
                        .as(refused.getMessage())
                        .isTrue();
                return null;
            }
            jwk = JWK.parse(Json.text(json)); // 2048 bits: no longer enrolled, but once they were
        }
        return new EnrolledKey(jwk.getKeyID(), new MemberCode("TT"), new PlainKey(jwk), Instant.EPOCH, null, null);
    }

    private static boolean isFor(JsonNode jwk, String algorithm) {
        return jwk.path("alg").asText().equals(algorithm);
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
