package org.caricom.conch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.caricom.conch.intake.IntakeExample.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.caricom.conch.TestCertificates;
import org.caricom.conch.TestCertificates.Identity;
import org.caricom.conch.access.Connections;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Client certificates, shown to the hub itself and told of by a proxy in front.
class MutualTlsTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final MemberCode JM = new MemberCode("JM");
    private static final Identity AUTHORITY = TestCertificates.authority("members");
    private static final Identity SERVER = TestCertificates.authority("localhost");
    private static final Identity MEMBER = TestCertificates.issued("tt-1", AUTHORITY);
    private static final Identity UNKNOWN = TestCertificates.issued("nobody", AUTHORITY);
    private static final Identity STRANGER = TestCertificates.issued("stranger", TestCertificates.authority("other"));

    private static TestDatabase database;
    private static Conch direct;
    private static Conch behind;
    private static String directUrl;
    private static String behindUrl;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        database = TestDatabase.create(MutualTlsTest.class);
        Map<String, String> environment = new HashMap<>();
        environment.put("CONCH_DATABASE_URL", database.url());
        environment.put("CONCH_HTTP_PORT", String.valueOf(ConchTest.freePort()));
        environment.put("CONCH_TRUSTED_PROXY", "127.0.0.0/8");
        Config proxied = Config.of(environment);
        behind = Conch.start(proxied, Clock.systemUTC());
        behindUrl = proxied.localUrl();

        environment.put("CONCH_HTTP_PORT", String.valueOf(ConchTest.freePort()));
        environment.remove("CONCH_TRUSTED_PROXY");
        environment.put("CONCH_TLS_CERT", file(folder, "server.pem", SERVER.certificatePem()));
        environment.put("CONCH_TLS_KEY", file(folder, "server.key", SERVER.keyPem()));
        environment.put("CONCH_TLS_CLIENT_CA", file(folder, "ca.pem", AUTHORITY.certificatePem()));
        Config own = Config.of(environment);
        direct = Conch.start(own, Clock.systemUTC());
        directUrl = own.localUrl();

        enrol(TT, MEMBER);
    }

    @AfterAll
    static void stop() {
        direct.stop();
        behind.stop();
        database.close();
    }

    @Test
    void aPlainReportOverMutualTlsIsAuthenticatedNotSigned() throws Exception {
        byte[] body = fresh("TLS-1");
        HttpClient client = client(MEMBER);
        HttpResponse<byte[]> answer = client.send(filing(directUrl, body).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(201);
        String place = directUrl + answer.headers().firstValue("Location").orElseThrow();

        JsonNode shown = Json.own(get(client, place).body());
        assertThat(shown.path("proof").asText()).isEqualTo("authenticated");
        assertThat(shown.path("signatures")).isEmpty();
        assertThat(shown.path("filedBy").asText()).isEqualTo("TT");
        assertThat(get(client, place + "/raw").body()).isEqualTo(body);
        JsonNode evidence = Json.own(get(client, place + "/evidence").body());
        assertThat(evidence.path("kind").asText()).isEqualTo("client-certificate");
        assertThat(Base64.getDecoder().decode(evidence.path("certificate").asText()))
                .isEqualTo(MEMBER.certificate().getEncoded());
        assertThat(client.send(filing(directUrl, body).build(), BodyHandlers.ofByteArray())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theCertificateActsAsTheMembersAnalystAndOthersAreNobody() throws Exception {
        assertThat(get(client(MEMBER), directUrl + "/api/v1/reports").statusCode())
                .isEqualTo(200);
        assertThat(get(client(MEMBER), directUrl + "/api/v1/audit/entries").statusCode())
                .isEqualTo(403);
        assertThat(get(client(null), directUrl + "/api/v1/reports").statusCode())
                .isEqualTo(401);
        assertThat(get(client(UNKNOWN), directUrl + "/api/v1/reports").statusCode())
                .isEqualTo(401);
        assertThatThrownBy(() -> get(client(STRANGER), directUrl + "/api/v1/reports"))
                .isInstanceOf(IOException.class);
        assertThat(client(UNKNOWN)
                        .send(filing(directUrl, fresh("TLS-2")).build(), BodyHandlers.ofByteArray())
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aTokenThatComesAlongIsTheMembersOwn() throws Exception {
        String stranger = direct.features()
                .tokens()
                .issue("analyst-JM", Role.ANALYST, JM, Duration.ofDays(1))
                .secret();
        HttpResponse<byte[]> answer = client(MEMBER)
                .send(
                        filing(directUrl, fresh("TLS-3"))
                                .header("Authorization", "Bearer " + stranger)
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.own(answer.body()).path("code").asText()).isEqualTo("other-members-token");
    }

    @Test
    void aProxyIsBelievedOnlyWhenItIsOurs() throws Exception {
        HttpClient plain = HttpClient.newHttpClient();
        String told =
                ":" + Base64.getEncoder().encodeToString(MEMBER.certificate().getEncoded()) + ":";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behindUrl + "/api/v1/reports"))
                .header("Client-Cert", told);
        assertThat(plain.send(request.build(), BodyHandlers.ofByteArray()).statusCode())
                .isEqualTo(200);
        assertThat(plain.send(
                                filing(behindUrl, fresh("TLS-4"))
                                        .header("Client-Cert", told)
                                        .build(),
                                BodyHandlers.ofByteArray())
                        .statusCode())
                .isEqualTo(201);

        for (String wrong : new String[] {told.substring(1), ":####:", "::", told + ", " + told}) {
            HttpRequest garbled = HttpRequest.newBuilder(URI.create(behindUrl + "/api/v1/reports"))
                    .header("Client-Cert", wrong)
                    .build();
            assertThat(plain.send(garbled, BodyHandlers.ofByteArray()).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        HttpRequest twice = HttpRequest.newBuilder(URI.create(behindUrl + "/api/v1/reports"))
                .header("Client-Cert", told)
                .header("Client-Cert", told)
                .build();
        assertThat(plain.send(twice, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(400);

        HttpRequest claimed = HttpRequest.newBuilder(URI.create(directUrl + "/api/v1/reports"))
                .header("Client-Cert", told)
                .build();
        assertThat(client(null).send(claimed, BodyHandlers.ofByteArray()).statusCode())
                .as("no proxy of ours is in front of this one")
                .isEqualTo(401);
    }

    @Test
    void aRevokedCertificateOpensNothing() throws Exception {
        Identity lost = TestCertificates.issued("tt-lost", AUTHORITY);
        enrol(TT, lost);
        assertThat(get(client(lost), directUrl + "/api/v1/reports").statusCode())
                .isEqualTo(200);
        Connections connections = direct.features().connections();
        assertThat(connections.revoke(Sha256.of(lost.certificate().getEncoded()), "alice"))
                .isTrue();
        assertThat(get(client(lost), directUrl + "/api/v1/reports").statusCode())
                .isEqualTo(401);
        assertThat(client(lost)
                        .send(filing(directUrl, fresh("TLS-5")).build(), BodyHandlers.ofByteArray())
                        .statusCode())
                .isEqualTo(415);
    }

    private static void enrol(MemberCode member, Identity identity) throws Exception {
        Connections connections = direct.features().connections();
        byte[] der = identity.certificate().getEncoded();
        assertThat(connections.add(member, der, "alice")).isInstanceOf(Connections.Answer.Known.class);
        assertThat(connections.approve(Sha256.of(der), "bob"))
                .isInstanceOfSatisfying(
                        Connections.Answer.Known.class,
                        known -> assertThat(known.connection().isWaiting()).isFalse());
    }

    private static byte[] fresh(String reference) {
        ObjectNode report = report(reference);
        report.put(
                "awareAt",
                Instant.now()
                        .minus(1, ChronoUnit.DAYS)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        return Json.write(report);
    }

    private static HttpRequest.Builder filing(String url, byte[] body) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1/reports"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<byte[]> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    private static HttpClient client(Identity identity) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", SERVER.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (identity != null) {
            own.setKeyEntry("own", identity.key(), new char[0], new Certificate[] {identity.certificate()});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] shown = {new Insistent((X509ExtendedKeyManager) keys.getKeyManagers()[0])};
        context.init(identity == null ? null : shown, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    /// Shows its certificate whatever authorities the server names: Java's own client would show none to a server that
    /// does not name its issuer, and so try nothing.
    private static final class Insistent extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager own;

        private Insistent(X509ExtendedKeyManager own) {
            this.own = own;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return "own";
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.getPrivateKey(alias);
        }
    }

    private static String file(Path folder, String name, String pem) throws IOException {
        return Files.writeString(folder.resolve(name), pem).toString();
    }
}
