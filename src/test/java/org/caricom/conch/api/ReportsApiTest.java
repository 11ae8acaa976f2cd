package org.caricom.conch.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.intake.IntakeExample.JM;
import static org.caricom.conch.intake.IntakeExample.TT;
import static org.caricom.conch.intake.IntakeExample.report;
import static org.caricom.conch.intake.IntakeExample.sign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.access.Tokens;
import org.caricom.conch.audit.ReceiptCheck;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.LawBook;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Authentication;
import org.caricom.conch.http.Cursors;
import org.caricom.conch.http.HttpManners;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.http.Routes;
import org.caricom.conch.intake.IntakeExample;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.tlog.CompactTree;
import org.caricom.conch.tlog.Merkle;
import org.caricom.conch.tlog.NoteKey;
import org.caricom.conch.tlog.Proofs;
import org.caricom.conch.tlog.SignedNote;
import org.caricom.conch.tlog.TreeHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every answer to a filing that the contract lists, over real HTTP, and the reading of what was filed.
class ReportsApiTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String JOSE = "application/jose";
    private static final int LARGEST = 200_000;

    private static IntakeExample hub;
    private static Vertx vertx;
    private static HttpService service;

    @BeforeAll
    static void start() {
        hub = new IntakeExample(ReportsApiTest.class);
        vertx = Vertx.vertx();
        Tokens tokens = hub.tokens;
        HttpManners manners =
                new HttpManners(IntakeExample.URL, new Cursors(new byte[32]), hub.clock, 100_000, (_, _, _, _) -> {});
        Routes routes = new Routes(vertx, manners, new Authentication(tokens::check, _ -> null, IntakeExample.URL));
        Cases cases = new Cases(hub.database, hub.reports::facts, LawBook.of(hub.members), hub.clock);
        new ReportsApi(hub.intake, hub.reports, hub.keys, cases, LARGEST).mount(routes);
        new AuditApi(hub.log, hub.hubKeys, hub.hubDecryption, hub.reports).mount(routes);
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
    void aNewReportIsAnswered201WithItsPlaceAndAReceipt() throws Exception {
        byte[] message = hub.signed(TT, report("A-1"));
        HttpResponse<byte[]> answer = file(message);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(header(answer, "Content-Type")).isEqualTo(JOSE);
        String place = header(answer, "Location");
        assertThat(place).startsWith("/api/v1/reports/");
        HttpResponse<byte[]> jwks = get("/.well-known/jwks.json", null);
        assertThat(header(jwks, "Content-Type")).isEqualTo("application/jwk-set+json");
        assertThat(Receipts.verify(text(answer), text(jwks))).isInstanceOf(ReceiptCheck.Genuine.class);

        String token = token(Role.ANALYST, TT);
        HttpResponse<byte[]> raw = get(place + "/raw", token);
        assertThat(raw.body()).isEqualTo(message);
        assertThat(header(raw, "Content-Type")).isEqualTo(JOSE);
        assertThat(get(place + "/receipt", token).body()).isEqualTo(answer.body());
        assertThat(json(get(place + "/bundle", token)).get("type").textValue()).isEqualTo("bundle");
        JsonNode shown = json(get(place, token));
        assertThat(shown.get("state").textValue()).isEqualTo("filed");
        assertThat(shown.get("tlp").textValue()).isEqualTo("TLP:AMBER");
        assertThat(shown.get("reference").textValue()).isEqualTo("A-1");
    }

    @Test
    void aRepeatIsAnswered200WithTheSameBytes() throws Exception {
        byte[] message = hub.signed(TT, report("B-1"));
        HttpResponse<byte[]> first = file(message);
        HttpResponse<byte[]> second = file(message);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(second, "Location")).isEqualTo(header(first, "Location"));
        HttpResponse<byte[]> anew = file(hub.signed(TT, report("B-1")));
        assertThat(anew.statusCode()).isEqualTo(201);
        assertThat(anew.body()).isNotEqualTo(first.body());
    }

    @Test
    void aNameOfAMessageThatTheDatabaseCannotKeepIsUnreadable() throws Exception {
        ObjectNode header = hub.signer(TT).header("conch-report+jws", null, null, "a\0b", null);
        HttpResponse<byte[]> answer =
                file(hub.signer(TT).compact(header, Json.write(report("NUL-1"))).getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").textValue()).isEqualTo("header");
    }

    @Test
    void theJsonSerialisationsAreTakenToo() throws Exception {
        JwsSigner signer = hub.signer(TT);
        byte[] payload = Json.write(report("C-1"));
        ObjectNode flattened = signer.signature(signer.header("conch-report+jws", null, null, null, null), payload);
        flattened.put("payload", Base64.getUrlEncoder().withoutPadding().encodeToString(payload));
        assertThat(file(Json.write(flattened), "application/jose+json", null).statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatIsNoSignedMessageIsAnswered400() throws Exception {
        for (String message : List.of("", "{}", "a.b", "a.b.c", "a.b.c.d.e", "e30=.e30.e30", "e30.e30.e30\n")) {
            HttpResponse<byte[]> answer = file(message.getBytes(UTF_8));
            assertThat(answer.statusCode()).as(message).isEqualTo(400);
            assertThat(json(answer).get("type").textValue()).endsWith("/problems/unreadable-envelope");
        }
    }

    @Test
    void everythingUnprovenIsAnswered401InTheVerySameWords() throws Exception {
        JwsSigner signer = hub.signer(TT);
        JwsSigner stranger = new JwsSigner(KeyPairs.generate(KeyAlgorithm.ES256));
        byte[] payload = Json.write(report("D-1"));
        ObjectNode header = signer.header("conch-report+jws", null, null, null, null);
        String good = signer.compact(header, payload);
        List<byte[]> messages = new ArrayList<>();
        messages.add(sign(stranger, report("D-1")));
        messages.add(good.substring(0, good.lastIndexOf('.') + 1).getBytes(UTF_8));
        messages.add(stranger.compact(header, payload).getBytes(UTF_8));
        for (String alg : List.of("none", "HS256", "ES384", "RS256")) {
            messages.add(
                    signer.compact(header.deepCopy().put("alg", alg), payload).getBytes(UTF_8));
        }
        messages.add(signer.compact(header.deepCopy().put("kid", "' or 1=1 --"), payload)
                .getBytes(UTF_8));
        messages.add(signer.compact(header.deepCopy().without("kid"), payload).getBytes(UTF_8));
        Set<String> bodies = new HashSet<>();
        for (byte[] message : messages) {
            HttpResponse<byte[]> answer = file(message);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(header(answer, "WWW-Authenticate")).isNotEmpty();
            bodies.add(text(answer));
        }
        assertThat(bodies).hasSize(1);
    }

    @Test
    void whatIsProvenButNotAcceptedIsAnswered403AndWhy() throws Exception {
        JwsSigner expired = hub.enrol(TT, hub.clock.instant().minusSeconds(1));
        refused(sign(expired, report("E-1")), null, "key-expired");
        JwsSigner revoked = hub.enrol(TT, null);
        hub.keys.revoke(revoked.keyId(), "alice");
        refused(sign(revoked, report("E-2")), null, "key-revoked");
        JwsSigner signer = hub.signer(TT);
        ObjectNode header = signer.header("conch-report+jws", null, null, null, null);
        byte[] payload = Json.write(report("E-3"));
        long now = hub.clock.instant().getEpochSecond();
        refused(header(signer, header, "iat", now + 301, payload), null, "iat-outside");
        refused(header(signer, header, "iat", now - 30 * 86_400 - 1, payload), null, "iat-outside");
        refused(header(signer, header, "exp", now - 1, payload), null, "expired");
        refused(
                signer.compact(header.deepCopy().put("aud", "https://other.example"), payload)
                        .getBytes(UTF_8),
                null,
                "wrong-audience");
        refused(hub.signed(TT, report("E-4")), token(Role.ANALYST, JM), "other-members-token");
        refused(hub.signed(TT, report("E-5")), token(Role.COORDINATOR, null), "other-members-token");
        ObjectNode foreign = report("E-6");
        foreign.put("member", "JM");
        refused(hub.signed(TT, foreign), null, "other-members-document");
        assertThat(file(hub.signed(TT, report("E-7")), JOSE, token(Role.ANALYST, TT))
                        .statusCode())
                .isEqualTo(201);
        assertThat(file(hub.signed(TT, report("E-8")), JOSE, "no-such-token").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aReusedJtiIsAnswered409() throws Exception {
        JwsSigner signer = hub.signer(TT);
        ObjectNode header = signer.header("conch-report+jws", null, null, "one-of-a-kind", null);
        assertThat(file(signer.compact(header, Json.write(report("F-1"))).getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<byte[]> answer =
                file(signer.compact(header, Json.write(report("F-2"))).getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("detail").textValue()).contains("jti");
    }

    @Test
    void tooLargeIsAnswered413AndAnotherTypeIsAnswered415() throws Exception {
        byte[] large = new byte[LARGEST + 1];
        Arrays.fill(large, (byte) 'a');
        assertThat(file(large).statusCode()).isEqualTo(413);
        byte[] message = hub.signed(TT, report("G-1"));
        for (String type : List.of("application/json", "text/plain", "application/jose-json")) {
            HttpResponse<byte[]> answer = file(message, type, null);
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
            assertThat(header(answer, "Accept-Post")).contains(JOSE);
        }
        assertThat(file(message, null, null).statusCode()).isEqualTo(415);
    }

    @Test
    void whatIsUnusableIsAnswered422WithItsFlawsAndKept() throws Exception {
        ObjectNode unusable = report("H-1");
        unusable.put("awareAt", "yesterday");
        byte[] message = hub.signed(TT, unusable);
        HttpResponse<byte[]> answer = file(message);
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode body = json(answer);
        assertThat(body.get("flaws").get(0).get("pointer").textValue()).isEqualTo("/awareAt");
        assertThat(file(message).body()).isEqualTo(answer.body());
        String place = "/api/v1/reports/" + body.get("report").textValue();
        String token = token(Role.ANALYST, TT);
        assertThat(get(place + "/raw", token).body()).isEqualTo(message);
        assertThat(json(get(place, token)).get("state").textValue()).isEqualTo("quarantined");
        assertThat(get(place + "/bundle", token).statusCode()).isEqualTo(404);
        assertThat(text(get("/api/v1/reports?state=quarantined", token)))
                .contains(body.get("report").textValue());
    }

    @Test
    void othersReportsAreHiddenAndOtherRolesHaveNone() throws Exception {
        String place = header(file(hub.signed(TT, report("I-1"))), "Location");
        for (String path : List.of("", "/raw", "/bundle", "/receipt")) {
            assertThat(get(place + path, token(Role.ANALYST, JM)).statusCode()).isEqualTo(404);
            assertThat(get(place + path, token(Role.COORDINATOR, null)).statusCode())
                    .isEqualTo(200);
            assertThat(get(place + path, token(Role.AUDITOR, null)).statusCode())
                    .isEqualTo(200);
            assertThat(get(place + path, token(Role.PARTNER, null)).statusCode())
                    .isEqualTo(403);
            assertThat(get(place + path, token(Role.ADMIN, null)).statusCode()).isEqualTo(403);
            assertThat(get(place + path, null).statusCode()).isEqualTo(401);
        }
        assertThat(get("/api/v1/reports/not-an-id", token(Role.COORDINATOR, null))
                        .statusCode())
                .isEqualTo(404);
        assertThat(text(get("/api/v1/reports", token(Role.ANALYST, JM)))).doesNotContain(place.substring(16));
    }

    @Test
    void theListPagesNewestFirst() throws Exception {
        for (int i = 0; i < 5; i++) {
            file(hub.signed(JM, report("J-" + i)));
            hub.clock.advance(Duration.ofMillis(10));
        }
        String token = token(Role.ANALYST, JM);
        List<String> references = new ArrayList<>();
        String path = "/api/v1/reports?limit=2";
        while (path != null) {
            HttpResponse<byte[]> page = get(path, token);
            json(page)
                    .get("items")
                    .forEach(item -> references.add(item.get("reference").textValue()));
            JsonNode next = json(page).get("next");
            assertThat(page.headers().firstValue("Link").isPresent()).isEqualTo(!next.isNull());
            path = next.isNull() ? null : "/api/v1/reports?limit=2&cursor=" + next.textValue();
        }
        assertThat(references).containsSubsequence("J-4", "J-3", "J-2", "J-1", "J-0");
        assertThat(get("/api/v1/reports?cursor=made-up", token).statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/reports?staet=filed", token).statusCode()).isEqualTo(400);
    }

    @Test
    void theLogProvesThatAReportIsInIt() throws Exception {
        String place = header(file(hub.signed(TT, report("K-1"))), "Location");
        String id = place.substring(place.lastIndexOf('/') + 1);
        JsonNode proof = json(get("/api/v1/audit/proof?report=" + id, token(Role.ANALYST, TT)));
        JsonNode checkpoint = proof.get("checkpoint");
        List<TreeHash> path = new ArrayList<>();
        proof.get("path").forEach(hash -> path.add(hash(hash)));
        assertThat(Proofs.verifyInclusion(
                        proof.get("index").longValue(),
                        checkpoint.get("size").longValue(),
                        Merkle.leafHash(proof.get("leaf").textValue().getBytes(UTF_8)),
                        path,
                        hash(checkpoint.get("root"))))
                .isTrue();
        assertThat(get("/api/v1/audit/proof?report=" + id, token(Role.ANALYST, JM))
                        .statusCode())
                .isEqualTo(404);
        long size = json(get("/api/v1/audit/checkpoint", null)).get("size").longValue();
        JsonNode entries = json(get("/api/v1/audit/entries?from=0&to=" + size, token(Role.AUDITOR, null)));
        assertThat(entries.get("items").size()).isEqualTo((int) size);
        assertThat(get("/api/v1/audit/entries", token(Role.ANALYST, TT)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aCheckpointIsJsonOrASignedNoteWhoseKeysArePublished() throws Exception {
        JsonNode json = json(get("/api/v1/audit/checkpoint", null));
        assertThat(json.get("note").textValue()).startsWith(json.get("text").textValue() + "\n\u2014 hub.example ");
        HttpResponse<byte[]> text = getAs("/api/v1/audit/checkpoint", "text/plain");
        assertThat(header(text, "Content-Type")).startsWith("text/plain");
        SignedNote note = SignedNote.parse(text.body());
        NoteKey key = NoteKey.parse(text(get("/.well-known/conch-log-keys", null))
                .lines()
                .findFirst()
                .orElseThrow());
        assertThat(note.signer(List.of(key))).isEqualTo(key);
        assertThat(getAs("/api/v1/audit/checkpoint", "image/png").statusCode()).isEqualTo(406);
    }

    @Test
    void growthIsProvenToAnyone() throws Exception {
        file(hub.signed(TT, report("L-1")));
        long from = json(get("/api/v1/audit/checkpoint", null)).get("size").longValue();
        TreeHash before = hash(json(get("/api/v1/audit/checkpoint", null)).get("root"));
        file(hub.signed(TT, report("L-2")));
        JsonNode proof = json(get("/api/v1/audit/consistency?from=" + from, null));
        List<TreeHash> path = new ArrayList<>();
        proof.get("path").forEach(hash -> path.add(hash(hash)));
        assertThat(Proofs.verifyConsistency(from, proof.get("to").longValue(), before, hash(proof.get("toRoot")), path))
                .isTrue();
        assertThat(get("/api/v1/audit/consistency?from=" + from + "&to=999999", null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/audit/consistency?from=0", null).statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/audit/consistency", null).statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/audit/consistency?from=x", null).statusCode()).isEqualTo(400);
    }

    @Test
    void anEntryIsProvenByItsNumberToThoseWhoReadTheLog() throws Exception {
        file(hub.signed(TT, report("M-1")));
        for (Role role : List.of(Role.COORDINATOR, Role.AUDITOR)) {
            JsonNode proof = json(get("/api/v1/audit/proof?index=0", token(role, null)));
            assertThat(proof.at("/entry/kind").textValue()).isEqualTo("key.added");
        }
        assertThat(get("/api/v1/audit/proof?index=0", token(Role.ANALYST, TT)).statusCode())
                .isEqualTo(404);
        String auditor = token(Role.AUDITOR, null);
        assertThat(get("/api/v1/audit/proof?index=999999", auditor).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/audit/proof?index=0&report=x", auditor).statusCode())
                .isEqualTo(400);
        assertThat(get("/api/v1/audit/proof", auditor).statusCode()).isEqualTo(400);
    }

    @Test
    void theWholeLogIsOneFile() throws Exception {
        file(hub.signed(TT, report("N-1")));
        HttpResponse<byte[]> export = get("/api/v1/audit/export", token(Role.AUDITOR, null));
        assertThat(header(export, "Content-Type")).isEqualTo("application/jsonl");
        List<String> lines = text(export).lines().toList();
        assertThat(lines.getFirst()).contains("\"format\":\"conch-audit-log/1\"");
        CompactTree tree = CompactTree.empty();
        lines.stream().skip(1).forEach(line -> tree.append(Merkle.leafHash(line.getBytes(UTF_8))));
        assertThat(lines.getFirst()).contains("\"root\":\"" + tree.root() + "\"", "\"size\":" + tree.size());
        assertThat(get("/api/v1/audit/export", token(Role.ANALYST, TT)).statusCode())
                .isEqualTo(403);
        assertThat(get("/api/v1/audit/export", null).statusCode()).isEqualTo(401);
    }

    private static void refused(byte[] message, @Nullable String token, String code) throws Exception {
        HttpResponse<byte[]> answer = file(message, JOSE, token);
        assertThat(answer.statusCode()).as(code).isEqualTo(403);
        assertThat(json(answer).get("code").textValue()).isEqualTo(code);
    }

    private static byte[] header(JwsSigner signer, ObjectNode header, String name, long value, byte[] payload) {
        return signer.compact(header.deepCopy().put(name, value), payload).getBytes(UTF_8);
    }

    private static String token(Role role, @Nullable MemberCode member) {
        return hub.tokens
                .issue("t-" + role.word() + "-" + System.nanoTime(), role, member, Duration.ofDays(1))
                .secret();
    }

    private static HttpResponse<byte[]> file(byte[] message) throws IOException, InterruptedException {
        return file(message, JOSE, null);
    }

    private static HttpResponse<byte[]> file(byte[] message, @Nullable String type, @Nullable String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request("/api/v1/reports", token).POST(HttpRequest.BodyPublishers.ofByteArray(message));
        if (type != null) {
            request.header("Content-Type", type);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String path, @Nullable String token)
            throws IOException, InterruptedException {
        return CLIENT.send(request(path, token).build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> getAs(String path, String accepted) throws IOException, InterruptedException {
        return CLIENT.send(request(path, null).header("Accept", accepted).build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return Json.own(answer.body());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static TreeHash hash(JsonNode base64) {
        return TreeHash.of(Base64.getDecoder().decode(base64.textValue()));
    }
}
