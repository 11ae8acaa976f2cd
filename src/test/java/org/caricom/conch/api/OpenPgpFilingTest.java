package org.caricom.conch.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.intake.IntakeExample.TT;
import static org.caricom.conch.intake.IntakeExample.report;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.GnuPg;
import org.caricom.conch.access.Enrolment;
import org.caricom.conch.access.KeyRequest;
import org.caricom.conch.access.Tokens;
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
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.Evidence;
import org.caricom.conch.signature.SignatureCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A CERT files over HTTP with nothing but GnuPG and its own key.
class OpenPgpFilingTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String PGP = "application/pgp";

    private static GnuPg gpg;
    private static IntakeExample hub;
    private static Vertx vertx;
    private static HttpService service;
    private static String fingerprint;

    @BeforeAll
    static void start() throws Exception {
        gpg = GnuPg.open();
        hub = new IntakeExample(OpenPgpFilingTest.class);
        vertx = Vertx.vertx();
        Tokens tokens = hub.tokens;
        HttpManners manners =
                new HttpManners(IntakeExample.URL, new Cursors(new byte[32]), hub.clock, 100_000, (_, _, _, _) -> {});
        Routes routes = new Routes(vertx, manners, new Authentication(tokens::check, _ -> null, IntakeExample.URL));
        Cases cases = new Cases(hub.database, hub.reports::facts, LawBook.of(hub.members), hub.clock);
        new ReportsApi(hub.intake, hub.reports, hub.keys, cases, 200_000).mount(routes);
        new AuditApi(hub.log, hub.hubKeys, hub.hubDecryption, hub.reports).mount(routes);
        service = HttpService.start(
                vertx, routes, new HttpServerOptions().setHost("127.0.0.1").setPort(0), 2);
        Instant born = hub.clock.instant().minus(Duration.ofDays(20));
        fingerprint = gpg.generate("duty officer", "ed25519", "sign,cert", "never", born);
        KeyRequest request = new KeyRequest(TT, export(fingerprint), born, null, null);
        assertThat(hub.keys.add(request, "alice", null)).isInstanceOf(Enrolment.Enrolled.class);
        gpg.run(get("/.well-known/conch-openpgp.asc").body(), "--import");
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop(Duration.ofSeconds(1));
        Future.await(vertx.close());
        hub.close();
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sign", "--sign --armor", "--clearsign", "--sign --textmode --armor"})
    void everyFormIsFiled(String form) throws Exception {
        byte[] message =
                gpg.runAt(hub.clock.instant(), Json.write(report("PGP" + form.replace(" ", ""))), form.split(" ", -1));
        HttpResponse<byte[]> answer = file(message, PGP);
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(201);
        assertThat(Receipts.verify(
                        new String(answer.body(), UTF_8),
                        new String(get("/.well-known/jwks.json").body(), UTF_8)))
                .isInstanceOf(ReceiptCheck.Genuine.class);
        String place = answer.headers().firstValue("Location").orElseThrow();
        HttpResponse<byte[]> raw = get(place + "/raw");
        assertThat(raw.body()).isEqualTo(message);
        assertThat(raw.headers().firstValue("Content-Type")).contains(PGP);
        HttpResponse<byte[]> again = file(message, PGP);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(answer.body());
    }

    @Test
    void aMailWithADetachedSignatureIsFiled() throws Exception {
        String part = "Content-Type: application/json\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + new String(Json.write(report("PGP/MIME")), UTF_8);
        String signature =
                new String(gpg.runAt(hub.clock.instant(), part.getBytes(UTF_8), "--armor", "--detach-sign"), UTF_8);
        String message =
                "--=_x\r\n%s\r\n--=_x\r\nContent-Type: application/pgp-signature; name=s.asc\r\n\r\n%s\r\n--=_x--\r\n"
                        .formatted(part, signature);
        HttpResponse<byte[]> answer = file(
                message.getBytes(UTF_8),
                "multipart/signed; boundary=\"=_x\"; micalg=pgp-sha512; protocol=\"application/pgp-signature\"");
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(201);
    }

    @Test
    void whatIsEncryptedToTheHubIsFiledWhenItIsSigned() throws Exception {
        byte[] document = Json.write(report("PGP-encrypted"));
        List<String> encrypt = List.of("--trust-model", "always", "-r", "Conch hub", "--encrypt");
        for (String form : List.of("--armor", "--compress-algo none", "--compress-algo zip", "--throw-keyids")) {
            List<String> arguments = new ArrayList<>(encrypt);
            arguments.addAll(List.of(form.split(" ", -1)));
            byte[] unsigned = gpg.runAt(hub.clock.instant(), document, arguments.toArray(String[]::new));
            assertThat(file(unsigned, PGP).statusCode()).as(form).isEqualTo(401);
            arguments.add("--sign");
            byte[] signed = gpg.runAt(hub.clock.instant(), document, arguments.toArray(String[]::new));
            HttpResponse<byte[]> answer = file(signed, PGP);
            assertThat(answer.statusCode()).as(form).isEqualTo(201);
            String place = answer.headers().firstValue("Location").orElseThrow();
            Evidence evidence = Objects.requireNonNull(
                    Evidence.readBack(Json.own(get(place + "/evidence").body())));
            List<EnrolledKey> keys =
                    List.of(Objects.requireNonNull(hub.keys.find(fingerprint)).key());
            assertThat(SignatureCheck.signers(signed, PGP, evidence, keys))
                    .as("the signature is shown without the hub's key")
                    .containsExactly(fingerprint);
            signed[signed.length / 2] ^= 1;
            assertThat(file(signed, PGP).statusCode()).as(form).isEqualTo(400);
        }
    }

    @Test
    void whatWasEncryptedToAnOldKeyOfTheHubIsStillRead() throws Exception {
        byte[] signed = gpg.runAt(
                hub.clock.instant(),
                Json.write(report("PGP-old-key")),
                "--trust-model",
                "always",
                "-r",
                "Conch hub",
                "--encrypt",
                "--sign");
        byte[] before = get("/.well-known/conch-openpgp.asc").body();
        hub.hubDecryption.rotate("test");
        assertThat(get("/.well-known/conch-openpgp.asc").body()).isNotEqualTo(before);
        assertThat(file(signed, PGP).statusCode()).isEqualTo(201);
    }

    @Test
    void whatNobodyOrAStrangerSignedLooksTheSame() throws Exception {
        gpg.generate(
                "stranger", "ed25519", "sign,cert", "never", hub.clock.instant().minusSeconds(60));
        byte[] document = Json.write(report("PGP-stranger"));
        HttpResponse<byte[]> stranger =
                file(gpg.runAt(hub.clock.instant(), document, "-u", "=stranger", "--sign"), PGP);
        HttpResponse<byte[]> nobody = file(gpg.runAt(hub.clock.instant(), document, "--store"), PGP);
        byte[] changed = gpg.runAt(hub.clock.instant(), document, "--clearsign");
        String forged = new String(changed, UTF_8).replace("PGP-stranger", "PGP-stronger");
        HttpResponse<byte[]> altered = file(forged.getBytes(UTF_8), PGP);
        assertThat(List.of(stranger.statusCode(), nobody.statusCode(), altered.statusCode()))
                .containsOnly(401);
        assertThat(stranger.body()).isEqualTo(nobody.body()).isEqualTo(altered.body());
    }

    private static byte[] export(String name) throws Exception {
        return gpg.run(new byte[0], "--export", name);
    }

    private static HttpResponse<byte[]> file(byte[] message, String type) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri("/api/v1/reports"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        String token = hub.tokens
                .issue("c", Role.COORDINATOR, null, Duration.ofHours(1))
                .secret();
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }
}
