package org.caricom.conch.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.caricom.conch.access.AccessChange.What;
import org.caricom.conch.access.KeyRequest.Replacement;
import org.caricom.conch.access.KeyStore.Approval;
import org.caricom.conch.db.Conflict;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.db.Work;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.signature.CertifiedKey;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.Envelope;
import org.caricom.conch.signature.KeyMaterial;
import org.caricom.conch.signature.KeyProofs;
import org.caricom.conch.signature.KeyRefused;
import org.caricom.conch.signature.Opened;
import org.caricom.conch.signature.Proof;
import org.caricom.conch.signature.Proven;
import org.caricom.conch.signature.Verifier;
import org.jspecify.annotations.Nullable;

/// Enrols keys whose members show that they hold the private part.
///
/// The hub writes one line that names everything it is about to enrol, and the key signs that line in its own form. The
/// line is kept here and found again by its own text, so nothing that comes with a proof has to be believed. When a key
/// takes over from another, both sign the same line: the old one says yes to exactly that new key.
public final class KeyEnrolment {
    /// How long a proof is taken: people carry files to machines without a network.
    public static final Duration PATIENCE = Duration.ofDays(7);

    private static final int PROOFS_AT_MOST = 4;
    private static final int LONGEST_TEXT = 2000;
    private static final int NONCE_BYTES = 24;

    private final Database database;
    private final HeavyWork heavyWork;
    private final Clock clock;
    private final ChangeLog changes;
    private final String hub;
    private final SecureRandom random = new SecureRandom();

    /// @param hub the hub's name in what is signed: its public URL
    public KeyEnrolment(Database database, HeavyWork heavyWork, Clock clock, ChangeLog changes, String hub) {
        this.database = database;
        this.heavyWork = heavyWork;
        this.clock = clock;
        this.changes = changes;
        this.hub = hub;
    }

    /// Tells what has to be signed for a key to be enrolled.
    public KeyChallenge challenge(KeyRequest request, Enroller by) {
        EnrolledKey key;
        try {
            key = read(request);
        } catch (KeyRefused e) {
            return new KeyChallenge.Declined(Objects.requireNonNullElse(e.getMessage(), "the key cannot be used"));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expiresAt = now.plus(PATIENCE);
        String text = text(key, request, expiresAt);
        try {
            return database.inTransaction(tx -> {
                String objection = by.mayAddFor(request.member())
                        ? objection(tx, key, request.replacement(), now)
                        : "this is another member's";
                if (objection != null) {
                    return new KeyChallenge.Declined(objection);
                }
                KeyChallengeStore.add(tx, text, request, expiresAt, now);
                return new KeyChallenge.Issued(text, key, expiresAt);
            });
        } catch (Conflict _) {
            return new KeyChallenge.Declined("there is no such member");
        }
    }

    /// Enrols the key that `proofs` are about.
    ///
    /// @param proofs signed messages over the line of a [KeyChallenge.Issued]
    public Enrolment enrol(List<byte[]> proofs, Enroller by) {
        if (proofs.isEmpty() || proofs.size() > PROOFS_AT_MOST) {
            return new Enrolment.Declined("one to " + PROOFS_AT_MOST + " signed messages are needed");
        }
        List<Envelope> envelopes = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (byte[] proof : proofs) {
            Opened opened = heavyWork.run(() -> KeyProofs.open(proof));
            if (!(opened instanceof Envelope envelope)) {
                return new Enrolment.Declined("a proof cannot be read as a signed message");
            }
            envelopes.add(envelope);
            texts.add(signedText(envelope.payload()));
        }
        if (texts.size() != 1) {
            return new Enrolment.Declined("the proofs are not about the same line");
        }
        String text = texts.iterator().next();
        return keep(database, tx -> enrol(tx, text, envelopes, by));
    }

    private Enrolment enrol(Transaction tx, String text, List<Envelope> envelopes, Enroller by) {
        Instant now = clock.instant();
        KeyRequest request = KeyChallengeStore.lock(tx, text, now);
        if (request == null || !by.mayAddFor(request.member())) {
            return new Enrolment.Declined(
                    "what was signed is no line that this hub asked for, or it is too old or was used before");
        }
        EnrolledKey key;
        try {
            key = read(request);
        } catch (KeyRefused e) {
            return new Enrolment.Declined(Objects.requireNonNullElse(e.getMessage(), "the key cannot be used"));
        }
        Replacement replacement = request.replacement();
        String objection = objection(tx, key, replacement, now);
        if (objection != null) {
            return new Enrolment.Declined(objection);
        }
        List<EnrolledKey> candidates = new ArrayList<>(List.of(key));
        if (replacement != null) {
            candidates.add(Objects.requireNonNull(new KeyStore().find(tx, replacement.kid()))
                    .key());
        }
        Set<String> signers = signers(envelopes, candidates);
        if (!signers.contains(key.kid())) {
            return new Enrolment.Declined("the key that is to be enrolled did not sign this line");
        }
        if (replacement != null && !signers.contains(replacement.kid())) {
            return new Enrolment.Declined("the key that is to be replaced did not sign this line");
        }
        KeyChallengeStore.remove(tx, text);
        if (replacement == null) {
            Approval approval = by.trusted() ? new Approval.IfMemberHasAKey() : new Approval.Waits();
            return insert(tx, changes, key, Possession.PROVEN, approval, by.name(), now);
        }
        return rotate(tx, key, replacement, by, now);
    }

    private Enrolment rotate(Transaction tx, EnrolledKey key, Replacement replacement, Enroller by, Instant now) {
        KeyStore store = new KeyStore();
        Instant end = now.plus(replacement.overlap()).truncatedTo(ChronoUnit.MILLIS);
        store.insert(tx, key, Possession.PROVEN, new Approval.ByOldKey(replacement.kid()), by.name(), now);
        store.endBy(tx, replacement.kid(), end);
        changes.record(
                tx,
                AccessChange.key(What.KEY_ROTATED, key.kid(), key.member(), by.name(), now)
                        .with("thumbprint", key.material().thumbprint())
                        .with("replaces", replacement.kid())
                        .with("oldEnds", end.toString()));
        return new Enrolment.Enrolled(Objects.requireNonNull(store.find(tx, key.kid())));
    }

    /// The names of the keys that signed; of a message whose signatures do not all hold, none.
    private Set<String> signers(List<Envelope> envelopes, List<EnrolledKey> candidates) {
        Set<String> signers = new HashSet<>();
        for (Envelope envelope : envelopes) {
            Proof proof = heavyWork.run(() -> Verifier.prove(envelope, candidates));
            if (proof instanceof Proven proven) {
                proven.keys().forEach(signer -> signers.add(signer.kid()));
            }
        }
        return signers;
    }

    /// Why a key cannot be enrolled as asked, whoever signs; null when it can.
    private static @Nullable String objection(
            Transaction tx, EnrolledKey key, @Nullable Replacement replacement, Instant now) {
        if (replacement == null) {
            return null;
        }
        KeyRecord old = new KeyStore().find(tx, replacement.kid());
        if (old == null || !old.key().member().equals(key.member()) || old.state(now) != KeyState.USABLE) {
            return "the key that is to be replaced is no key in use of this member";
        }
        Duration overlap = replacement.overlap();
        return overlap.isNegative() || overlap.isZero() || overlap.compareTo(KeyRequest.LONGEST_OVERLAP) > 0
                ? "both keys are valid together for at least a second and at most "
                        + KeyRequest.LONGEST_OVERLAP.toDays() + " days"
                : null;
    }

    static Enrolment insert(
            Transaction tx,
            ChangeLog changes,
            EnrolledKey key,
            Possession possession,
            Approval approval,
            String by,
            Instant now) {
        KeyStore store = new KeyStore();
        store.insert(tx, key, possession, approval, by, now);
        KeyRecord record = Objects.requireNonNull(store.find(tx, key.kid()));
        changes.record(
                tx,
                AccessChange.key(What.KEY_ADDED, key.kid(), key.member(), by, now)
                        .with("thumbprint", key.material().thumbprint())
                        .with("possession", possession.word())
                        .with("state", record.isWaiting() ? "waiting" : "approved"));
        return record.isWaiting() ? new Enrolment.Waiting(record) : new Enrolment.Enrolled(record);
    }

    /// Runs a transaction that adds a key; what the table refuses is told in words.
    static Enrolment keep(Database database, Work<Enrolment> work) {
        try {
            return database.inTransaction(work);
        } catch (Conflict conflict) {
            return new Enrolment.Declined(
                    switch (conflict.constraint()) {
                        case "enrolled_keys_pkey" -> "there is a key of this kid already; a kid is never used again";
                        case "enrolled_keys_thumbprint_key" -> "this key is enrolled already, under another kid";
                        default -> "there is no such member";
                    });
        }
    }

    /// The key that is asked for, if it can be enrolled as a new one.
    static EnrolledKey read(KeyRequest request) throws KeyRefused {
        return asNew(read(request, null));
    }

    /// @param name to enrol a certificate under; null for the name that it has itself
    static EnrolledKey read(KeyRequest request, @Nullable String name) throws KeyRefused {
        KeyDocument document = KeyDocument.read(request.document(), name);
        return new EnrolledKey(
                document.kid(),
                request.member(),
                document.material(),
                request.notBefore(),
                end(request.notAfter(), document.material()),
                document.material().revokedAt());
    }

    static EnrolledKey asNew(EnrolledKey key) throws KeyRefused {
        if (key.notAfter() != null && !key.notAfter().isAfter(key.notBefore())) {
            throw new KeyRefused("the key's validity ends before it begins");
        }
        if (key.revokedAt() != null) {
            throw new KeyRefused("the key revokes itself");
        }
        return key;
    }

    /// What a document says of its own end holds. Only of a certificate may somebody ask for a later one: those that
    /// renew it over the same key are taken until then.
    private static @Nullable Instant end(@Nullable Instant asked, KeyMaterial material) {
        return asked != null && material instanceof CertifiedKey ? asked : earlier(asked, material.notAfter());
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /// One line of `name=value` words. Each value is of letters, digits and a few signs, so it cannot hold another
    /// word.
    private String text(EnrolledKey key, KeyRequest request, Instant expiresAt) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        StringBuilder text = new StringBuilder("conch-key-proof hub=")
                .append(hub)
                .append(" member=")
                .append(key.member())
                .append(" kid=")
                .append(key.kid())
                .append(" thumbprint=")
                .append(key.material().thumbprint());
        Replacement replacement = request.replacement();
        if (replacement != null) {
            text.append(" replaces=").append(replacement.kid());
            text.append(" overlap=").append(replacement.overlap());
        }
        return text.append(" until=")
                .append(expiresAt)
                .append(" nonce=")
                .append(Base64.getUrlEncoder().withoutPadding().encodeToString(nonce))
                .toString();
    }

    /// Text tools add a line end, or turn it into theirs.
    private static String signedText(byte[] payload) {
        return payload.length > LONGEST_TEXT ? "" : new String(payload, StandardCharsets.ISO_8859_1).strip();
    }
}
