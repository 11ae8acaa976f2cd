package org.caricom.conch.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Logins;
import org.caricom.conch.app.Conch;
import org.caricom.conch.app.Config;
import org.caricom.conch.cases.CaseQuery;
import org.caricom.conch.cases.CaseRow;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;

/// A hub as people meet it: real database, logins for the roles, and a few reports filed over HTTP.
final class BrowserHub implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    static final String SHARED = "203.0.113.77";
    static final MemberCode TT = new MemberCode("TT");
    private static final MemberCode JM = new MemberCode("JM");
    private static final MemberCode BB = new MemberCode("BB");
    private static final MemberCode HT = new MemberCode("HT");

    private final TestDatabase database = TestDatabase.create(BrowserHub.class);
    private final Conch conch;
    private final String url;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<MemberCode, JwsSigner> signers = new HashMap<>();

    BrowserHub() throws IOException, InterruptedException {
        Config config = Config.of(
                Map.of("CONCH_DATABASE_URL", database.url(), "CONCH_HTTP_PORT", Integer.toString(freePort())));
        conch = Conch.start(config, clock);
        url = config.localUrl();
        Logins logins = conch.features().logins();
        logins.add("coordinator", PASSWORD, Role.COORDINATOR, null);
        logins.add("duty", PASSWORD, Role.COORDINATOR, null);
        logins.add("analyst-TT", PASSWORD, Role.ANALYST, TT);
        logins.add("analyst-JM", PASSWORD, Role.ANALYST, JM);
        logins.add("partner", PASSWORD, Role.PARTNER, null);
        logins.add("auditor", PASSWORD, Role.AUDITOR, null);
        logins.add("admin", PASSWORD, Role.ADMIN, null);
        fileReports();
    }

    String url() {
        return url;
    }

    /// The case that a member's report of this title opened.
    CaseRow caseOf(MemberCode member) {
        return conch
                .features()
                .cases()
                .list(new Caller("coordinator", Role.COORDINATOR, null), CaseQuery.ALL, null, 50)
                .items()
                .stream()
                .filter(row -> row.member().equals(member))
                .findFirst()
                .orElseThrow();
    }

    private void fileReports() throws IOException, InterruptedException {
        Instant now = clock.instant();
        ObjectNode hospital = report("TT-1", "Hospital group: file servers encrypted, pharmacy on paper", now, 71);
        hospital.put("summary", "Palmview found its files with a new ending. The pharmacy works on paper.");
        hospital.put("sector", "healthcare");
        hospital.putArray("classes").add("malicious-code:infected-system");
        hospital.putObject("victim")
                .put("name", "Palmview Hospital Group")
                .putArray("domains")
                .add("palmview.example");
        hospital.putObject("impact").put("functional", "denial-critical").put("activity", "effect");
        hospital.putObject("consent").put("sharing", "ask").put("limit", "TLP:GREEN");
        ArrayNode values = hospital.putArray("indicators");
        values.addObject().put("value", SHARED).put("role", "attacker").put("context", "Control server");
        values.addObject().put("value", "vpn1.palmview.example").put("role", "victim");
        hospital.put("tlp", "TLP:AMBER+STRICT");
        file(TT, hospital);
        ObjectNode port = report("JM-1", "Port agent: unknown logins at night", now, 30);
        port.putArray("indicators").addObject().put("value", SHARED).put("role", "attacker");
        file(JM, port);
        file(BB, report("BB-1", "Ministry mail: four accounts send false invoices", now, 100));
        ObjectNode french = report("HT-1", "Faux site de dons après la tempête", now, 2);
        french.put("language", "fr");
        file(HT, french);
        ObjectNode broken = report("TT-2", "Half a report", now, 2);
        broken.put("awareAt", "yesterday");
        file(TT, broken);
        awaitCases(4);
    }

    private static ObjectNode report(String reference, String title, Instant now, int hoursAgo) {
        ObjectNode report = Json.object();
        report.put("format", "conch-report/1");
        report.put("reference", reference);
        report.put("title", title);
        report.put(
                "awareAt",
                now.minus(Duration.ofHours(hoursAgo)).plusSeconds(1200).toString());
        report.put("tlp", "TLP:AMBER");
        return report;
    }

    private void file(MemberCode member, ObjectNode report) throws IOException, InterruptedException {
        JwsSigner signer = signers.computeIfAbsent(member, this::enrol);
        String message = signer.compact(
                signer.header("conch-report+jws", null, clock.instant(), null, null), Json.write(report));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/reports"))
                .header("Content-Type", "application/jose")
                .POST(BodyPublishers.ofByteArray(message.getBytes(UTF_8)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 201 && answer.statusCode() != 422) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private JwsSigner enrol(MemberCode member) {
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        Keys keys = conch.features().keys();
        keys.add(member, key.toPublicJWK().toJSONString(), clock.instant().minus(Duration.ofDays(1)), null, "alice");
        keys.approve(key.getKeyID(), "bob");
        return new JwsSigner(key);
    }

    private void awaitCases(int expected) throws InterruptedException {
        Caller caller = new Caller("coordinator", Role.COORDINATOR, null);
        for (int i = 0; i < 300; i++) {
            if (conch.features().cases().count(caller, CaseQuery.ALL) == expected) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the cases did not open");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        http.close();
        conch.stop();
        database.close();
    }
}
