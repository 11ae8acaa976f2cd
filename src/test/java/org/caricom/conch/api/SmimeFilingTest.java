package org.caricom.conch.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.intake.IntakeExample.TT;
import static org.caricom.conch.intake.IntakeExample.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.X509CertUtils;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.caricom.conch.access.Members;
import org.caricom.conch.audit.ReceiptCheck;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.LawBook;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Authentication;
import org.caricom.conch.http.Cursors;
import org.caricom.conch.http.HttpManners;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.http.Routes;
import org.caricom.conch.intake.IntakeExample;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Openssl;
import org.caricom.conch.signature.OwnKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Filing over real HTTP with a certificate and `openssl`, as a CERT does it that has nothing else.
class SmimeFilingTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static IntakeExample hub;
    private static Path place;
    private static Openssl openssl;
    private static Vertx vertx;
    private static HttpService service;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        place = folder;
        openssl = new Openssl(folder);
        openssl.selfSigned("tt", "P-256", "signer");
        openssl.selfSigned("stranger", "P-256", "signer");
        openssl.selfSigned("rsa", "RSA-2048", "signer");
        hub = new IntakeExample(SmimeFilingTest.class);
        // openssl signs at the time of this machine.
        hub.clock.set(Instant.now().plusSeconds(30));
        for (String name : new String[] {"tt", "rsa"}) {
            hub.keys.add(TT, openssl.read(name + ".pem"), Instant.EPOCH, null, "alice");
        }
        vertx = Vertx.vertx();
        HttpManners manners =
                new HttpManners(IntakeExample.URL, new Cursors(new byte[32]), hub.clock, 100_000, (_, _, _, _) -> {});
        Routes routes = new Routes(vertx, manners, new Authentication(hub.tokens::check, _ -> null, IntakeExample.URL));
        Cases cases = new Cases(
                hub.database,
                hub.reports::facts,
                LawBook.of(new Members(hub.database, hub.clock, (_, _) -> {})),
                hub.clock);
        new ReportsApi(hub.intake, hub.reports, hub.keys, cases, 200_000).mount(routes);
        service = HttpService.start(
                vertx, routes, new HttpServerOptions().setHost("127.0.0.1").setPort(0), 2);
    }

    @AfterAll
    static void stop() {
        service.stop(Duration.ofSeconds(1));
        Future.await(vertx.close());
        hub.close();
    }

    @Test
    void anAttachedCmsSignatureIsAnsweredWithAReceipt() throws Exception {
        byte[] message = signed("CMS-1", "cms", "-sign", "-nodetach", "-binary", "-outform", "DER");
        HttpResponse<byte[]> answer = file(message, "application/cms");
        assertThat(answer.statusCode()).isEqualTo(201);
        String place = answer.headers().firstValue("Location").orElseThrow();
        assertThat(Receipts.verify(new String(answer.body(), UTF_8), Json.text(hub.hubKeys.jwks())))
                .isInstanceOf(ReceiptCheck.Genuine.class);

        String token = hub.tokens
                .issue("reader", Role.ANALYST, TT, Duration.ofHours(1))
                .secret();
        assertThat(get(place + "/raw", token).body()).isEqualTo(message);
        JsonNode shown = Json.own(get(place, token).body());
        assertThat(shown.get("reference").textValue()).isEqualTo("CMS-1");
        assertThat(shown.get("signatures").get(0).get("keyId").textValue())
                .isEqualTo("x5t:" + openssl.certified("tt").thumbprint());
        assertThat(shown.get("issuedAt").textValue()).isNotEmpty();

        assertThat(file(message, "application/cms").statusCode()).isEqualTo(200);
    }

    @Test
    void opaqueAndMultipartMailAreTakenToo() throws Exception {
        byte[] opaque = signed("SMIME-1", "smime", "-sign", "-nodetach", "-text");
        assertThat(file(opaque, "application/pkcs7-mime; smime-type=signed-data")
                        .statusCode())
                .isEqualTo(201);
        byte[] multipart = signed("SMIME-2", "smime", "-sign", "-text");
        assertThat(file(multipart, "multipart/signed").statusCode()).isEqualTo(201);

        String text = new String(signed("SMIME-3", "cms", "-sign", "-text"), UTF_8);
        int empty = text.indexOf("\n\n");
        String type = text.substring(0, empty).replaceFirst("(?s).*Content-Type: ", "");
        assertThat(file(text.substring(empty + 2).getBytes(UTF_8), type).statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatNoEnrolledCertificateSignedIsAnswered401() throws Exception {
        byte[] message = openssl.sign(
                Json.write(report("CMS-2")),
                "cms",
                "-sign",
                "-nodetach",
                "-binary",
                "-outform",
                "DER",
                "-signer",
                "stranger.pem",
                "-inkey",
                "stranger.key");
        HttpResponse<byte[]> unknown = file(message, "application/cms");
        byte[] forged = signed("CMS-3", "cms", "-sign", "-nodetach", "-binary", "-outform", "DER");
        forged[forged.length - 1] ^= 1;
        HttpResponse<byte[]> wrong = file(forged, "application/cms");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
    }

    /// RFC 5652 protects EnvelopedData against no change: what opens to a signature of nobody's must look like what
    /// does
    /// not open, or the answers would tell what is inside of somebody else's message, guess by guess.
    @Test
    void whatOthersCouldHaveChangedIsAnsweredAsIfItDidNotOpen() throws Exception {
        OwnKey own = hub.hubDecryption.published().getFirst();
        Files.writeString(place.resolve("hub.pem"), X509CertUtils.toPEMString(own.certificate()));
        byte[] forged = signed("CMS-9", "cms", "-sign", "-nodetach", "-binary", "-outform", "DER");
        forged[forged.length - 1] ^= 1;
        HttpResponse<byte[]> nobodys = file(encrypted(forged, "-aes128"), "application/cms");
        HttpResponse<byte[]> garbage = file(encrypted(new byte[100], "-aes128"), "application/cms");
        assertThat(nobodys.statusCode()).isEqualTo(400);
        assertThat(body(nobodys)).isEqualTo(body(garbage));
        HttpResponse<byte[]> sealed = file(encrypted(forged, "-aes-128-gcm"), "application/cms");
        assertThat(sealed.statusCode())
                .as(new String(sealed.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(401);
        byte[] good = signed("CMS-9", "cms", "-sign", "-nodetach", "-binary", "-outform", "DER");
        assertThat(file(encrypted(good, "-aes128"), "application/cms").statusCode())
                .isEqualTo(201);
    }

    /// Without the name of the request.
    private static JsonNode body(HttpResponse<byte[]> answer) {
        return ((ObjectNode) Json.own(answer.body())).without("requestId");
    }

    private static byte[] encrypted(byte[] content, String cipher) throws Exception {
        return openssl.sign(content, "cms", "-encrypt", "-binary", "-outform", "DER", cipher, "-recip", "hub.pem");
    }

    @Test
    void whatCannotBeReadIsAnswered400AndSchemesThatAreNotTaken403() throws Exception {
        HttpResponse<byte[]> detached =
                file(signed("CMS-4", "cms", "-sign", "-binary", "-outform", "DER"), "application/cms");
        assertThat(detached.statusCode()).isEqualTo(400);
        assertThat(Json.own(detached.body()).get("code").textValue()).isEqualTo("content");

        byte[] pkcs1 = openssl.sign(
                Json.write(report("CMS-5")),
                "cms",
                "-sign",
                "-nodetach",
                "-binary",
                "-outform",
                "DER",
                "-signer",
                "rsa.pem",
                "-inkey",
                "rsa.key");
        HttpResponse<byte[]> answer = file(pkcs1, "application/cms");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.own(answer.body()).get("code").textValue()).isEqualTo("signature-scheme-not-accepted");
    }

    @Test
    void aCertificateThatHasExpiredIsAnswered403() throws Exception {
        byte[] message = signed("CMS-6", "cms", "-sign", "-nodetach", "-binary", "-outform", "DER");
        Instant before = hub.clock.instant();
        hub.clock.set(before.plus(Duration.ofDays(31)));
        HttpResponse<byte[]> answer = file(message, "application/cms");
        hub.clock.set(before);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(file(message, "application/cms").statusCode()).isEqualTo(201);
    }

    private static byte[] signed(String reference, String... words) throws Exception {
        String[] command = java.util.Arrays.copyOf(words, words.length + 4);
        System.arraycopy(new String[] {"-signer", "tt.pem", "-inkey", "tt.key"}, 0, command, words.length, 4);
        return openssl.sign(Json.write(report(reference)), command);
    }

    private static HttpResponse<byte[]> file(byte[] message, String type) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(at("/api/v1/reports"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String path, String token) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(at(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static URI at(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }
}
