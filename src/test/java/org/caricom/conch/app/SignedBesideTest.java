package org.caricom.conch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.intake.IntakeExample.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.Programs;
import org.caricom.conch.TestClock;
import org.caricom.conch.audit.ReceiptCheck;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Filing over real HTTP with what is no envelope of its own: a plain body signed beside it, and what is encrypted. The
/// signatures are made by the JDK and by the program `jose`, not by our own code.
class SignedBesideTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JWK KEY = KeyPairs.generate(KeyAlgorithm.ES256);
    private static final JWK SECOND = KeyPairs.generate(KeyAlgorithm.ES256);

    private static TestDatabase database;
    private static Conch conch;
    private static String url;
    private static String token;
    private static String jwks;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create(SignedBesideTest.class);
        Config config = Config.of(
                Map.of("CONCH_DATABASE_URL", database.url(), "CONCH_HTTP_PORT", String.valueOf(ConchTest.freePort())));
        conch = Conch.start(config, TestClock.at("2026-11-22T12:00:00Z"));
        url = config.localUrl();
        for (JWK key : List.of(KEY, SECOND)) {
            conch.features()
                    .keys()
                    .add(TT, key.toPublicJWK().toJSONString(), Instant.parse("2026-01-01T00:00:00Z"), null, "alice");
            conch.features().keys().approve(key.getKeyID(), "bob");
        }
        token = conch.features()
                .tokens()
                .issue("analyst-TT", Role.ANALYST, TT, Duration.ofDays(1))
                .secret();
        jwks = text(get("/.well-known/jwks.json"));
    }

    @AfterAll
    static void stop() {
        conch.stop();
        database.close();
    }

    @Test
    void aPlainBodyIsFiledWithAnHttpMessageSignature() throws Exception {
        byte[] body = Json.write(report("HTTP-1"));
        HttpResponse<byte[]> answer = post(body, "application/json", httpSigned(body, "n-1"));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        assertThat(Receipts.verify(text(answer), jwks)).isInstanceOf(ReceiptCheck.Genuine.class);
        String place = answer.headers().firstValue("Location").orElseThrow();
        HttpResponse<byte[]> raw = get(place + "/raw");
        assertThat(raw.body()).isEqualTo(body);
        assertThat(raw.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode shown = Json.own(get(place).body());
        assertThat(shown.path("proof").asText()).isEqualTo("signed");
        assertThat(shown.path("jti").asText()).isEqualTo("n-1");
        assertThat(shown.path("issuedAt").asText()).isEqualTo("2026-11-22T11:59:50Z");
        JsonNode evidence = Json.own(get(place + "/evidence").body());
        assertThat(evidence.path("kind").asText()).isEqualTo("http-signature");
        assertThat(evidence.path("fields").findValuesAsText("name"))
                .containsExactlyInAnyOrder("content-type", "content-digest", "signature-input", "signature");

        HttpResponse<byte[]> again = post(body, "application/json", httpSigned(body, "n-2"));
        assertThat(again.statusCode()).as("the bytes are what was filed").isEqualTo(200);
        assertThat(again.body()).isEqualTo(answer.body());
    }

    @Test
    void whatWasNotSignedThisWayIsRefusedInTheSameWords() throws Exception {
        byte[] body = Json.write(report("HTTP-2"));
        byte[] other = Json.write(report("HTTP-3"));
        HttpResponse<byte[]> changed = post(other, "application/json", httpSigned(body, "n-3"));
        assertThat(changed.statusCode()).isEqualTo(401);
        HttpResponse<byte[]> forged = post("e30..AAAA".getBytes(UTF_8), "application/jose", Map.of());
        assertThat(text(changed)).isEqualTo(text(forged));

        Map<String, String> incomplete = new HashMap<>(httpSigned(body, "n-4"));
        incomplete.computeIfPresent("Signature-Input", (_, input) -> input.replace(" \"content-type\"", ""));
        HttpResponse<byte[]> refused = post(body, "application/json", incomplete);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Json.own(refused.body()).path("code").asText()).isEqualTo("coverage");

        Map<String, String> both = new HashMap<>(httpSigned(body, "n-5"));
        both.put("X-JWS-Signature", "e30..AAAA");
        assertThat(post(body, "application/json", both).statusCode()).isEqualTo(400);
        assertThat(post(body, "application/json", Map.of()).statusCode()).isEqualTo(415);
    }

    @Test
    void aNonceStandsForOneContentWhateverItIsSignedWith() throws Exception {
        byte[] first = Json.write(report("HTTP-4"));
        byte[] second = Json.write(report("HTTP-5"));
        assertThat(post(first, "application/json", httpSigned(first, "once")).statusCode())
                .isEqualTo(201);
        assertThat(post(second, "application/json", httpSigned(second, "once")).statusCode())
                .isEqualTo(409);
        String jws = compact("{\"alg\":\"ES256\",\"kid\":\"%s\",\"jti\":\"once\"}".formatted(KEY.getKeyID()), second);
        assertThat(post(jws.getBytes(UTF_8), "application/jose", Map.of()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aJwsMayStandBesideItsPayload() throws Exception {
        byte[] body = Json.write(report("DETACHED-1"));
        String header = "{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(KEY.getKeyID());
        String compact = compact(header, body);
        String detached = compact.substring(0, compact.indexOf('.') + 1) + compact.substring(compact.lastIndexOf('.'));
        HttpResponse<byte[]> answer = post(body, "application/json", Map.of("X-JWS-Signature", detached));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        String place = answer.headers().firstValue("Location").orElseThrow();
        assertThat(get(place + "/raw").body()).isEqualTo(body);
        assertThat(Json.own(get(place + "/evidence").body())
                        .path("signatures")
                        .path(0)
                        .asText())
                .isEqualTo(detached);

        byte[] other = Json.write(report("DETACHED-2"));
        String unencoded = base64("{\"alg\":\"ES256\",\"kid\":\"%s\",\"b64\":false,\"crit\":[\"b64\"]}"
                .formatted(KEY.getKeyID())
                .getBytes(UTF_8));
        byte[] input = (unencoded + "." + new String(other, UTF_8)).getBytes(UTF_8);
        assertThat(post(
                                other,
                                "application/json",
                                Map.of("X-JWS-Signature", unencoded + ".." + base64(ecdsa(KEY, input))))
                        .statusCode())
                .isEqualTo(201);
        assertThat(post(Json.write(report("DETACHED-3")), "application/json", Map.of("X-JWS-Signature", detached))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatJoseSignsIsFiled() throws Exception {
        Programs.assumeInstalled("jose");
        Path payload = Files.write(folder.resolve("payload"), Json.write(report("JOSE-1")));
        Path key = Files.writeString(folder.resolve("key"), KEY.toJSONString());
        Path second = Files.writeString(folder.resolve("second"), SECOND.toJSONString());
        String compact = Programs.run("jose", "jws", "sig", "-I", payload, "-k", key, "-s", template(KEY), "-c");
        assertThat(post(compact.getBytes(UTF_8), "application/jose", Map.of()).statusCode())
                .isEqualTo(201);

        String general = Programs.run(
                "jose",
                "jws",
                "sig",
                "-I",
                payload,
                "-k",
                key,
                "-s",
                template(KEY),
                "-k",
                second,
                "-s",
                template(SECOND));
        assertThat(Json.own(general).path("signatures")).hasSize(2);
        HttpResponse<byte[]> answer = post(general.getBytes(UTF_8), "application/jose+json", Map.of());
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        JsonNode shown = Json.own(
                get(answer.headers().firstValue("Location").orElseThrow()).body());
        assertThat(shown.path("signatures").findValuesAsText("keyId"))
                .containsExactly(KEY.getKeyID(), SECOND.getKeyID());

        Files.write(payload, Json.write(report("JOSE-2")));
        String detached = Programs.run(
                "jose", "jws", "sig", "-I", payload, "-k", key, "-s", template(KEY), "-O", folder.resolve("x"), "-c");
        assertThat(post(Files.readAllBytes(payload), "application/json", Map.of("X-JWS-Signature", detached))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatJoseEncryptsToTheHubIsOpenedAndWhatIsInsideMustBeSigned() throws Exception {
        Programs.assumeInstalled("jose");
        Path payload = Files.write(folder.resolve("payload"), Json.write(report("JWE-1")));
        Path key = Files.writeString(folder.resolve("key"), KEY.toJSONString());
        Path signed = folder.resolve("signed");
        Programs.run("jose", "jws", "sig", "-I", payload, "-k", key, "-s", template(KEY), "-c", "-o", signed);
        Path hub = Files.writeString(folder.resolve("hub"), Json.text(encryptionKey()));
        for (String[] how : new String[][] {{"ECDH-ES", "A256GCM"}, {"ECDH-ES+A256KW", "A128CBC-HS256"}}) {
            String header = "{\"protected\":{\"alg\":\"%s\",\"enc\":\"%s\",\"cty\":\"JWS\"}}".formatted(how[0], how[1]);
            String message = Programs.run("jose", "jwe", "enc", "-I", signed, "-k", hub, "-i", header, "-c");
            HttpResponse<byte[]> answer = post(message.getBytes(UTF_8), "application/jose", Map.of());
            assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
            String place = answer.headers().firstValue("Location").orElseThrow();
            assertThat(text(get(place + "/raw"))).isEqualTo(message);
            JsonNode evidence = Json.own(get(place + "/evidence").body());
            assertThat(evidence.path("kind").asText()).isEqualTo("decrypted");
            assertThat(Base64.getDecoder().decode(evidence.path("message").asText()))
                    .isEqualTo(Files.readAllBytes(signed));
            assertThat(post(message.getBytes(UTF_8), "application/jose", Map.of())
                            .statusCode())
                    .isEqualTo(200);
        }
        String unsigned = Programs.run(
                "jose",
                "jwe",
                "enc",
                "-I",
                payload,
                "-k",
                hub,
                "-i",
                "{\"protected\":{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"cty\":\"json\"}}",
                "-c");
        assertThat(post(unsigned.getBytes(UTF_8), "application/jose", Map.of()).statusCode())
                .isEqualTo(401);
    }

    private static JsonNode encryptionKey() {
        for (JsonNode key : Json.own(jwks).path("keys")) {
            if (key.path("use").asText().equals("enc")
                    && key.path("kty").asText().equals("EC")) {
                ObjectNode copy = key.deepCopy();
                copy.remove(List.of("use", "x5c"));
                return copy;
            }
        }
        throw new AssertionError("the hub gives out no key to encrypt to: " + jwks);
    }

    private static String template(JWK key) {
        return "{\"protected\":{\"kid\":\"%s\",\"typ\":\"conch-report+jws\"}}".formatted(key.getKeyID());
    }

    private static Map<String, String> httpSigned(byte[] body, String nonce) throws Exception {
        String digest = "sha-256=:"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(body))
                + ":";
        String covered = "(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\");created="
                + Instant.parse("2026-11-22T11:59:50Z").getEpochSecond() + ";keyid=\"" + KEY.getKeyID()
                + "\";alg=\"ecdsa-p256-sha256\";nonce=\"" + nonce + "\";tag=\"conch-report\"";
        String base = String.join(
                "\n",
                "\"@method\": POST",
                "\"@target-uri\": " + url + "/api/v1/reports",
                "\"content-digest\": " + digest,
                "\"content-type\": application/json",
                "\"@signature-params\": " + covered);
        return Map.of(
                "Content-Digest",
                digest,
                "Signature-Input",
                "sig1=" + covered,
                "Signature",
                "sig1=:" + Base64.getEncoder().encodeToString(ecdsa(KEY, base.getBytes(UTF_8))) + ":");
    }

    private static String compact(String header, byte[] payload) throws Exception {
        String input = base64(header.getBytes(UTF_8)) + "." + base64(payload);
        return input + "." + base64(ecdsa(KEY, input.getBytes(UTF_8)));
    }

    private static byte[] ecdsa(JWK key, byte[] input) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.toECKey().toECPrivateKey());
        signature.update(input);
        return signature.sign();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static HttpResponse<byte[]> post(byte[] body, String type, Map<String, String> headers)
            throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>(List.of("Content-Type", type));
        headers.forEach((name, value) -> pairs.addAll(List.of(name, value)));
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/reports"))
                        .headers(pairs.toArray(String[]::new))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
