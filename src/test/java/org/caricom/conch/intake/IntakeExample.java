package org.caricom.conch.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.caricom.conch.TestClock;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Members;
import org.caricom.conch.access.Tokens;
import org.caricom.conch.audit.AccessChanges;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubDecryption;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.format.FormatLimits;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.CertificateTrust;
import org.caricom.conch.signature.EnvelopeLimits;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.signature.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/// Everything that filing needs, on a database of the test's own: members, a key for each of three, the log.
public final class IntakeExample implements AutoCloseable {
    public static final MemberCode TT = new MemberCode("TT");
    public static final MemberCode JM = new MemberCode("JM");
    public static final String URL = "https://hub.example";

    public final TestClock clock = TestClock.at("2026-11-22T12:00:00Z");
    public final TestDatabase testDatabase;
    public final Database database;
    public final HeavyWork heavyWork = HeavyWork.onAllProcessors();
    public final Members members;
    public final Keys keys;
    public final Tokens tokens;
    public final HubKeys hubKeys;
    public final HubDecryption hubDecryption;
    public final AuditLog log;
    public final Intake intake;
    public final Reports reports;
    /// Where the audit log goes on after the keys of this example.
    public final long before;

    private final Map<MemberCode, JwsSigner> signers = new HashMap<>();

    public IntakeExample(Class<?> test) {
        testDatabase = TestDatabase.create(test);
        database = testDatabase.database();
        hubKeys = HubKeys.open(database, clock);
        hubDecryption = new HubDecryption(database, heavyWork, clock);
        log = new AuditLog(database, hubKeys, "hub.example");
        AccessChanges changes = new AccessChanges(log);
        members = new Members(database, clock, changes);
        members.applyReference();
        keys = new Keys(database, clock, changes);
        tokens = new Tokens(database, clock);
        intake = anotherIntake();
        reports = new Reports(database);
        signers.put(TT, enrol(TT, null));
        signers.put(JM, enrol(JM, null));
        before = log.checkpoint().checkpoint().size();
    }

    /// One as another process on the same database has it.
    public final Intake anotherIntake() {
        return new Intake(
                database,
                heavyWork,
                keys,
                members,
                log,
                new Receipts(hubKeys),
                hubDecryption,
                VerificationPolicy.standard(URL),
                () -> CertificateTrust.ENROLLED_ALONE,
                EnvelopeLimits.DEFAULT,
                FormatLimits.DEFAULT,
                clock);
    }

    /// A new key of `member`, enrolled and approved.
    public JwsSigner enrol(MemberCode member, @Nullable Instant notAfter) {
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        keys.add(
                member,
                key.toPublicJWK().toJSONString(),
                clock.instant().minus(Duration.ofDays(60)),
                notAfter,
                "alice");
        keys.approve(key.getKeyID(), "bob");
        return new JwsSigner(key);
    }

    public JwsSigner signer(MemberCode member) {
        return signers.get(member);
    }

    /// A native report with the five things it must have.
    public static ObjectNode report(String reference) {
        ObjectNode report = Json.object();
        report.put("format", "conch-report/1");
        report.put("reference", reference);
        report.put("title", "Mail accounts taken over");
        report.put("awareAt", "2026-11-21T08:00:00Z");
        report.put("tlp", "TLP:AMBER");
        return report;
    }

    /// A compact JWS over `payload` with nothing in its header but what must be there.
    public static byte[] sign(JwsSigner signer, ObjectNode payload) {
        return signer.compact(signer.header("conch-report+jws", null, null, null, null), Json.write(payload))
                .getBytes(UTF_8);
    }

    public byte[] signed(MemberCode member, ObjectNode payload) {
        return sign(signer(member), payload);
    }

    public FilingAnswer file(byte[] message) {
        return intake.file(new Filing.Signed(message, "application/jose", null));
    }

    @Override
    public void close() {
        heavyWork.close();
        testDatabase.close();
    }
}
