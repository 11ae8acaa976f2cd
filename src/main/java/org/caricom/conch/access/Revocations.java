package org.caricom.conch.access;

import java.net.URI;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caricom.conch.access.AccessChange.What;
import org.caricom.conch.access.RevocationStore.Document;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.signature.CertificatePath;
import org.caricom.conch.signature.CertificateTrust;
import org.caricom.conch.signature.CertifiedKey;
import org.caricom.conch.signature.RevocationData;
import org.jspecify.annotations.Nullable;

/// What issuers say about the certificates they took back, kept for path validation. Who fetches it is not
/// this room's business; what may be kept is.
public final class Revocations {
    /// Digest: signatures hard-fail a day after what was fetched has run out.
    private static final Duration GRACE = Duration.ofHours(24);

    /// Who ended a key when nobody here did.
    private static final String ISSUER = "issuer";

    /// How long another process's news may take.
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Database database;
    private final HeavyWork heavyWork;
    private final Clock clock;
    private final SignerTrust settings;
    private final ChangeLog changes;
    private volatile @Nullable Known known;

    private record Known(CertificateTrust trust, Instant at) {}

    public Revocations(Database database, HeavyWork heavyWork, Clock clock, SignerTrust settings, ChangeLog changes) {
        this.database = database;
        this.heavyWork = heavyWork;
        this.clock = clock;
        this.settings = settings;
        this.changes = changes;
    }

    /// What is believed of certificates now.
    public CertificateTrust trust() {
        if (settings.roots().isEmpty()) {
            return CertificateTrust.ENROLLED_ALONE;
        }
        Instant now = clock.instant();
        Known held = known;
        if (held == null || !now.isBefore(held.at().plus(FRESH))) {
            List<Document> documents = database.read(RevocationStore::all);
            held = new Known(heavyWork.run(() -> trust(documents)), now);
            known = held;
        }
        return held.trust();
    }

    /// What becomes of a document that somebody brings.
    public enum Kept {
        KEPT,
        /// It is no revocation list, or no answer.
        UNREADABLE,
        /// None of the configured issuers signed it.
        UNKNOWN_ISSUER,
        /// A newer one is there.
        OLDER
    }

    /// Keeps a revocation list, DER or PEM, of an issuer that is configured. One that says something new is
    /// logged.
    ///
    /// @param by who brings it
    public Kept keepList(byte[] file, String by) {
        X509CRL crl = heavyWork.run(() -> RevocationData.readCrl(file));
        if (crl == null) {
            return Kept.UNREADABLE;
        }
        if (!heavyWork.run(() -> RevocationData.isIssuedBy(crl, settings.issuers()))) {
            return Kept.UNKNOWN_ISSUER;
        }
        // One issuer may divide its list; each part names itself in an extension, which path validation reads.
        byte[] part = crl.getExtensionValue("2.5.29.28");
        String source = "crl:" + Sha256.of(crl.getIssuerX500Principal().getEncoded())
                + (part == null ? "" : ":" + Sha256.of(part));
        return keep(
                source,
                new Document(true, RevocationData.der(crl)),
                crl.getThisUpdate().toInstant(),
                by);
    }

    /// Keeps what a responder answered about an enrolled certificate.
    public Kept keepAnswer(URI responder, String kid, byte[] answer) {
        return heavyWork.run(() -> RevocationData.isOcspAnswer(answer))
                ? keep("ocsp:" + kid + ":" + responder, new Document(false, answer), clock.instant(), null)
                : Kept.UNREADABLE;
    }

    /// A question for an OCSP responder.
    ///
    /// @param kid     the key whose certificate it is about
    /// @param request DER, RFC 6960 §4.1
    @SuppressWarnings("ArrayRecordComponent") // never compared by its bytes
    public record Question(String kid, byte[] request) {}

    /// What responders have to be asked: one question for each enrolled certificate that a configured
    /// issuer made and that has not ended yet.
    public List<Question> questions(Keys keys) {
        Instant now = clock.instant();
        List<Question> questions = new ArrayList<>();
        for (KeyRecord record : keys.list(null)) {
            KeyState state = record.state(now);
            if ((state == KeyState.USABLE || state == KeyState.NOT_YET_VALID)
                    && record.key().material() instanceof CertifiedKey(X509Certificate certificate)) {
                byte[] request = heavyWork.run(() -> RevocationData.ocspRequest(certificate, settings.issuers()));
                if (request != null) {
                    questions.add(new Question(record.key().kid(), request));
                }
            }
        }
        return List.copyOf(questions);
    }

    /// Ends the enrolled certificates that their issuers took back, from when these say, so that what such
    /// a key signed shows it: what came before stays valid, what came since is doubtful. A hold, which may
    /// end, only stops new reports.
    ///
    /// @return how many were ended
    public int end(Keys keys) {
        CertificateTrust trust = trust();
        Instant now = clock.instant();
        int ended = 0;
        for (KeyRecord record :
                trust.revocation() == CertificateTrust.Revocation.OFF ? List.<KeyRecord>of() : keys.list(null)) {
            if (record.revocation() == null
                    && record.key().material() instanceof CertifiedKey(X509Certificate certificate)
                    && heavyWork.run(() -> CertificatePath.validate(certificate, List.of(), trust, now))
                            instanceof CertificatePath.Bad(var _, var _, Instant since)
                    && since != null) {
                keys.revoke(record.key().kid(), ISSUER, since, RevocationReason.UNSPECIFIED);
                ended++;
            }
        }
        return ended;
    }

    private Kept keep(String source, Document document, Instant producedAt, @Nullable String by) {
        Instant now = clock.instant();
        Kept kept = database.inTransaction(tx -> {
            boolean isNew = !RevocationStore.has(tx, source, document);
            if (!RevocationStore.keep(tx, source, document, producedAt, now)) {
                return Kept.OLDER;
            }
            if (isNew && by != null) {
                changes.record(
                        tx,
                        AccessChange.general(What.REVOCATIONS_KEPT, source, by, now)
                                .with("sha256", Sha256.of(document.bytes()).toString()));
            }
            return Kept.KEPT;
        });
        known = null;
        return kept;
    }

    private CertificateTrust trust(List<Document> documents) {
        List<X509CRL> lists = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        for (Document document : documents) {
            if (document.list()) {
                X509CRL crl = RevocationData.readCrl(document.bytes());
                if (crl != null) {
                    lists.add(crl);
                }
            } else {
                answers.add(document.bytes());
            }
        }
        return new CertificateTrust(
                Set.copyOf(settings.roots()),
                settings.intermediates(),
                lists,
                answers,
                settings.revocation(),
                GRACE,
                false);
    }
}
