package org.caricom.conch.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.access.AccessChange.What;
import org.caricom.conch.db.Conflict;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.KeyHandle;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.signature.KeyRefused;
import org.caricom.conch.signature.PlainKey;
import org.jspecify.annotations.Nullable;

/// The keys with which members may file.
///
/// A member's first key opens the door in its name, so whoever adds it does not also approve it. Later keys
/// come through someone who is known already.
public final class Keys {
    private final Database database;
    private final Clock clock;
    private final ChangeLog changes;
    private final KeyStore store = new KeyStore();

    public Keys(Database database, Clock clock, ChangeLog changes) {
        this.database = database;
        this.clock = clock;
        this.changes = changes;
    }

    /// The approved keys that these handles may mean, whatever their validity: expired and revoked ones too, so that
    /// the refusal can say so.
    public List<EnrolledKey> candidates(Collection<KeyHandle> handles) {
        return handles.isEmpty() ? List.of() : database.read(tx -> store.candidates(tx, handles));
    }

    /// Keys of one member, or of all when `member` is null.
    public List<KeyRecord> list(@Nullable MemberCode member) {
        return database.read(tx -> store.list(tx, member));
    }

    /// Enrols a public key for `member`.
    ///
    /// @param jwk       RFC 7517, as text: EC P-256 or P-384, Ed25519, or RSA of at least 3072 bits, with a `kid`
    /// @param notBefore from when it may be used
    /// @param notAfter  from when it may no longer be used; null for no end
    /// @param by        who asks for it, as the audit log tells it
    public Enrolment add(MemberCode member, String jwk, Instant notBefore, @Nullable Instant notAfter, String by) {
        JWK key;
        try {
            key = plain(KeyPairs.readPublic(jwk));
        } catch (KeyRefused e) {
            return new Enrolment.Declined(Objects.requireNonNullElse(e.getMessage(), "the key cannot be used"));
        }
        if (notAfter != null && !notAfter.isAfter(notBefore)) {
            return new Enrolment.Declined("the key's validity ends before it begins");
        }
        EnrolledKey enrolled = new EnrolledKey(key.getKeyID(), member, new PlainKey(key), notBefore, notAfter, null);
        try {
            return state(database.inTransaction(tx -> {
                Instant now = clock.instant();
                store.insert(tx, enrolled, by, now);
                KeyRecord record = Objects.requireNonNull(store.find(tx, enrolled.kid()));
                changes.record(tx, added(record, by, now));
                return record;
            }));
        } catch (Conflict conflict) {
            return new Enrolment.Declined(
                    switch (conflict.constraint()) {
                        case "enrolled_keys_pkey" -> "there is a key of this kid already; a kid is never used again";
                        case "enrolled_keys_thumbprint_key" -> "this key is enrolled already, under another kid";
                        default -> "there is no such member";
                    });
        }
    }

    /// Lets a waiting key be used.
    ///
    /// @param by a second person: not the one who added it
    public Enrolment approve(String kid, String by) {
        return database.inTransaction(tx -> {
            KeyRecord waiting = store.find(tx, kid);
            if (waiting == null) {
                return new Enrolment.Declined("there is no key of this kid");
            }
            if (!waiting.isWaiting()) {
                return new Enrolment.Enrolled(waiting);
            }
            Instant now = clock.instant();
            if (!store.approve(tx, kid, by, now)) {
                return new Enrolment.Declined("a second person must approve it");
            }
            changes.record(
                    tx, AccessChange.key(What.KEY_APPROVED, kid, waiting.key().member(), by, now));
            return state(Objects.requireNonNull(store.find(tx, kid)));
        });
    }

    /// Stops a key until [#resume(String, String)]: it counts as revoked meanwhile.
    ///
    /// @return false when there is no such key
    public boolean suspend(String kid, String by) {
        return change(What.KEY_SUSPENDED, kid, by, store::suspend);
    }

    /// Ends a suspension.
    ///
    /// @return false when there is no such key
    public boolean resume(String kid, String by) {
        return change(What.KEY_RESUMED, kid, by, (tx, key, _) -> store.resume(tx, key));
    }

    /// Ends a key for good. What it signed stays as it is.
    ///
    /// @return false when there is no such key
    public boolean revoke(String kid, String by) {
        return change(What.KEY_REVOKED, kid, by, store::revoke);
    }

    /// A step in the table that says whether it changed anything.
    private interface Step {
        boolean take(Transaction tx, String kid, Instant now);
    }

    /// What changes nothing is not written down.
    private boolean change(What what, String kid, String by, Step step) {
        return database.<Boolean>inTransaction(tx -> {
            KeyRecord key = store.find(tx, kid);
            if (key == null) {
                return false;
            }
            Instant now = clock.instant();
            if (step.take(tx, kid, now)) {
                changes.record(tx, AccessChange.key(what, kid, key.key().member(), by, now));
            }
            return true;
        });
    }

    private static AccessChange added(KeyRecord record, String by, Instant now) {
        return AccessChange.key(What.KEY_ADDED, record.key().kid(), record.key().member(), by, now)
                .with("thumbprint", record.key().material().thumbprint())
                .with("state", record.isWaiting() ? "waiting" : "approved");
    }

    private static Enrolment state(KeyRecord key) {
        return key.isWaiting() ? new Enrolment.Waiting(key) : new Enrolment.Enrolled(key);
    }

    /// The key's numbers and its name, written in the one canonical way: base64 can say the same number in several, and
    /// the same key must have the same thumbprint.
    private static JWK plain(JWK key) {
        try {
            return switch (key) {
                case ECKey ec ->
                    new ECKey.Builder(ec.getCurve(), ec.toECPublicKey())
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID(ec.getKeyID())
                            .build();
                case RSAKey rsa ->
                    new RSAKey.Builder(rsa.toRSAPublicKey())
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID(rsa.getKeyID())
                            .build();
                case OctetKeyPair okp ->
                    new OctetKeyPair.Builder(okp.getCurve(), Base64URL.encode(okp.getDecodedX()))
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID(okp.getKeyID())
                            .build();
                default -> throw new IllegalArgumentException("no key of an accepted kind");
            };
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key's numbers cannot be read", e);
        }
    }
}
