package org.caricom.conch.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.caricom.conch.access.AccessChange;
import org.caricom.conch.access.Enrolment;
import org.caricom.conch.access.KeyFate;
import org.caricom.conch.access.KeyRecord;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Members;
import org.caricom.conch.access.Revocations;
import org.caricom.conch.access.Revocations.Kept;
import org.caricom.conch.access.SignerTrust;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.signature.CertificateTrust.Revocation;
import org.caricom.conch.signature.Envelope;
import org.caricom.conch.signature.EnvelopeLimits;
import org.caricom.conch.signature.Envelopes;
import org.caricom.conch.signature.Openssl;
import org.caricom.conch.signature.Proof;
import org.caricom.conch.signature.Proven;
import org.caricom.conch.signature.Refused;
import org.caricom.conch.signature.Verification;
import org.caricom.conch.signature.VerificationPolicy;
import org.caricom.conch.signature.Verified;
import org.caricom.conch.signature.Verifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists and answers of an issuer that `openssl ca` and `openssl ocsp` play, fetched over HTTP from this
/// machine, and what they mean for messages that `openssl cms` signed.
class RevocationFetcherTest {
    private static final String CA = """
            [ca]
            default_ca = it
            [it]
            database = ./index
            crlnumber = ./crlnumber
            default_md = sha256
            default_crl_days = 7
            """;

    private static Openssl openssl;
    private static TestDatabase database;
    private static HeavyWork heavyWork;
    private static Keys keys;
    private static X509Certificate root;

    private static final List<AccessChange> changes = new ArrayList<>();

    private final Map<String, byte[]> served = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        openssl = new Openssl(folder);
        Files.writeString(openssl.path("ca"), CA);
        Files.writeString(openssl.path("crlnumber"), "01\n");
        openssl.selfSigned("root", "P-256", "authority");
        openssl.selfSigned("elsewhere", "P-256", "authority");
        openssl.issued("good", "P-256", "signer", "root");
        openssl.issued("taken-back", "P-256", "signer", "root");
        openssl.issued("responder", "P-256", "responder", "root");
        Files.writeString(openssl.path("index"), "");
        openssl.run("ca", "-config", "ca", "-valid", "good.pem", "-keyfile", "root.key", "-cert", "root.pem");
        openssl.run("ca", "-config", "ca", "-valid", "taken-back.pem", "-keyfile", "root.key", "-cert", "root.pem");
        list("before.crl");
        openssl.run(
                "ca",
                "-config",
                "ca",
                "-revoke",
                "taken-back.pem",
                "-crl_reason",
                "keyCompromise",
                "-keyfile",
                "root.key",
                "-cert",
                "root.pem");
        list("after.crl");
        root = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(openssl.read("root.pem")));

        database = TestDatabase.create(RevocationFetcherTest.class);
        heavyWork = new HeavyWork(1);
        Clock clock = Clock.systemUTC();
        new Members(database.database(), clock, (_, _) -> {}).applyReference();
        keys = new Keys(database.database(), clock, (_, change) -> changes.add(change));
        for (String name : List.of("good", "taken-back")) {
            Enrolment added = keys.add(
                    new MemberCode("TT"),
                    openssl.read(name + ".pem"),
                    Instant.now().minusSeconds(60),
                    null,
                    "alice");
            if (added instanceof Enrolment.Waiting(var key)) {
                keys.approve(key.key().kid(), "bob");
            }
        }
    }

    @AfterAll
    static void close() {
        heavyWork.close();
        database.close();
    }

    @BeforeEach
    void serve() throws Exception {
        database.database().doInTransaction(tx -> {
            tx.query("truncate revocation_document");
            tx.query("update enrolled_keys set revoked_at = null, revocation_reason = null, revocation_told_at = null");
        });
        changes.clear();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] answer;
            try {
                answer = path.equals("/ocsp") ? ocsp(body) : served.get(path);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            exchange.sendResponseHeaders(answer == null ? 404 : 200, answer == null ? -1 : answer.length);
            if (answer != null) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nothingFetchedIsGoodWhenSoftAndRefusedWhenHard() throws Exception {
        assertThat(judge("good", Revocation.OFF, List.of(), List.of())).isInstanceOf(Verified.class);
        assertThat(judge("good", Revocation.SOFT, List.of(), List.of())).isInstanceOf(Verified.class);
        assertThat(judge("good", Revocation.HARD, List.of(), List.of())).isInstanceOf(Refused.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void aListIsFetchedAndObeyed() throws Exception {
        served.put("/ca.crl", openssl.read("after.crl"));
        List<URI> lists = List.of(url("/ca.crl"));
        assertThat(judge("good", Revocation.HARD, lists, List.of())).isInstanceOf(Verified.class);
        assertThat(judge("taken-back", Revocation.HARD, lists, List.of())).isInstanceOf(Refused.class);
        assertThat(judge("taken-back", Revocation.SOFT, lists, List.of())).isInstanceOf(Refused.class);
    }

    @Test
    void aResponderIsAskedAboutEnrolledCertificatesAndObeyed() throws Exception {
        List<URI> responders = List.of(url("/ocsp"));
        assertThat(judge("good", Revocation.HARD, List.of(), responders)).isInstanceOf(Verified.class);
        assertThat(asked).containsExactly("/ocsp", "/ocsp");
        assertThat(judge("taken-back", Revocation.HARD, List.of(), responders)).isInstanceOf(Refused.class);
    }

    /// What the key signed before its issuer took it back stays valid, and what came since is doubtful: the
    /// directory and each report say so, and the log when it was learnt.
    @Test
    void aCertificateThatItsIssuerTookBackEndsHereToo() throws Exception {
        Revocations revocations = revocations(trust(Revocation.SOFT, List.of(), List.of()));
        assertThat(revocations.keepList(openssl.read("before.crl"), "alice")).isEqualTo(Kept.KEPT);
        assertThat(revocations.end(keys)).as("nobody is on this list").isZero();
        assertThat(revocations.keepList(openssl.read("after.crl"), "alice")).isEqualTo(Kept.KEPT);
        assertThat(revocations.end(keys)).isEqualTo(1);
        assertThat(revocations.end(keys)).as("once").isZero();

        KeyRecord ended = keys.list(null).stream()
                .filter(record -> record.revocation() != null)
                .findFirst()
                .orElseThrow();
        Instant from = ((X509CRL) CertificateFactory.getInstance("X.509")
                        .generateCRL(new ByteArrayInputStream(openssl.read("after.crl"))))
                .getRevokedCertificates()
                .iterator()
                .next()
                .getRevocationDate()
                .toInstant();
        assertThat(ended.revocation().from()).isEqualTo(from);
        Instant now = Instant.now();
        assertThat(ended.fate().standing(from.minusSeconds(1), now)).isEqualTo(KeyFate.Standing.RECEIVED_BEFORE);
        assertThat(ended.fate().standing(from.plusSeconds(1), now)).isEqualTo(KeyFate.Standing.DOUBTFUL);
        assertThat(changes)
                .extracting(change -> change.what().kind(), AccessChange::by)
                .containsExactly(
                        tuple("revocations.kept", "alice"),
                        tuple("revocations.kept", "alice"),
                        tuple("key.revoked", "issuer"));
    }

    @Test
    void aHubThatDoesNotAskForRevocationEndsNothing() throws Exception {
        Revocations revocations = revocations(trust(Revocation.OFF, List.of(), List.of()));
        assertThat(revocations.keepList(openssl.read("after.crl"), "alice")).isEqualTo(Kept.KEPT);
        assertThat(revocations.end(keys)).isZero();
    }

    @Test
    void whatCannotBeFetchedOrReadChangesNothing() throws Exception {
        served.put("/nonsense", new byte[] {0x30, 0x01, 0x02});
        served.put("/large", new byte[17 * 1024 * 1024]);
        List<URI> lists = List.of(url("/missing"), url("/nonsense"), url("/large"), URI.create("http://127.0.0.1:1/"));
        assertThat(judge("good", Revocation.SOFT, lists, List.of())).isInstanceOf(Verified.class);
        assertThat(judge("good", Revocation.HARD, lists, List.of())).isInstanceOf(Refused.class);
        assertThat(asked).contains("/missing", "/nonsense", "/large");
    }

    @Test
    void aListIsImportedUnlessItIsOlderOrNobodysWeKnow() throws Exception {
        Revocations revocations = revocations(trust(Revocation.HARD, List.of(), List.of()));
        assertThat(revocations.keepList("no list".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "test"))
                .isEqualTo(Kept.UNREADABLE);
        openssl.run(
                "ca",
                "-config",
                "ca",
                "-gencrl",
                "-keyfile",
                "elsewhere.key",
                "-cert",
                "elsewhere.pem",
                "-out",
                "elsewhere.crl");
        assertThat(revocations.keepList(openssl.read("elsewhere.crl"), "test")).isEqualTo(Kept.UNKNOWN_ISSUER);
        assertThat(revocations.keepList(openssl.read("after.crl"), "test")).isEqualTo(Kept.KEPT);
        assertThat(revocations.keepList(openssl.read("after.crl"), "test"))
                .as("again")
                .isEqualTo(Kept.KEPT);
        assertThat(revocations.trust().crls()).hasSize(1);
        database.database()
                .doInTransaction(tx ->
                        tx.query("update revocation_document set produced_at = produced_at + interval '1 minute'"));
        assertThat(revocations.keepList(openssl.read("before.crl"), "test")).isEqualTo(Kept.OLDER);
    }

    private Verification judge(String signer, Revocation mode, List<URI> lists, List<URI> responders) throws Exception {
        SignerTrust trust = trust(mode, lists, responders);
        Revocations revocations = revocations(trust);
        try (RevocationFetcher fetcher = new RevocationFetcher(trust, revocations, keys)) {
            fetcher.fetch();
        }
        byte[] message = openssl.sign(
                "a report",
                "cms",
                "-sign",
                "-binary",
                "-nodetach",
                "-outform",
                "DER",
                "-signer",
                signer + ".pem",
                "-inkey",
                signer + ".key");
        Envelope envelope = (Envelope) Envelopes.open(message, "application/cms", EnvelopeLimits.DEFAULT);
        Proof proof = Verifier.prove(envelope, keys.candidates(envelope.handles()), revocations.trust());
        assertThat(proof).isInstanceOf(Proven.class);
        return Verifier.judge(
                (Proven) proof,
                VerificationPolicy.standard("https://hub.example"),
                Instant.now().plus(Duration.ofSeconds(1)));
    }

    private static SignerTrust trust(Revocation mode, List<URI> lists, List<URI> responders) {
        return new SignerTrust(List.of(root), List.of(), mode, lists, responders);
    }

    private static Revocations revocations(SignerTrust trust) {
        return new Revocations(
                database.database(), heavyWork, Clock.systemUTC(), trust, (_, change) -> changes.add(change));
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void list(String file) throws Exception {
        openssl.run("ca", "-config", "ca", "-gencrl", "-keyfile", "root.key", "-cert", "root.pem", "-out", file);
    }

    /// `openssl ocsp`, one request at a time, so that nothing but this process listens.
    private static byte[] ocsp(byte[] request) throws Exception {
        Files.write(openssl.path("ocsp.req"), request);
        openssl.run(
                "ocsp",
                "-index",
                "index",
                "-CA",
                "root.pem",
                "-rsigner",
                "responder.pem",
                "-rkey",
                "responder.key",
                "-ndays",
                "1",
                "-reqin",
                "ocsp.req",
                "-respout",
                "ocsp.resp");
        return openssl.read("ocsp.resp");
    }
}
