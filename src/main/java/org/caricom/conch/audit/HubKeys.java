package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.caricom.conch.audit.HubKeyStore.StoredKey;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.tlog.NoteSigner;
import org.jspecify.annotations.Nullable;

/// The keys with which the hub signs what it gives out: one signs now, and those before it still prove what they
/// signed.
///
/// Which one signs is asked of the database each time, so that all processes change at the same moment: whoever
/// appends to the log holds its head, a rotation appends too, so what stands before the rotation in the log is signed
/// with the old key and what stands after it with the new one.
public final class HubKeys {
    private final Database database;
    private final Clock clock;
    private final Map<String, JwsSigner> signers = new ConcurrentHashMap<>();
    private final Map<String, NoteSigner> noteSigners = new ConcurrentHashMap<>();

    private HubKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The hub's keys; the first process on a new database makes the first one.
    public static HubKeys open(Database database, Clock clock) {
        if (database.read(HubKeyStore::current) == null) {
            database.doInTransaction(tx -> {
                HubKeyStore.lock(tx);
                if (HubKeyStore.current(tx) == null) {
                    add(tx, clock.instant());
                }
            });
        }
        return new HubKeys(database, clock);
    }

    /// What signs now.
    public JwsSigner signer() {
        return database.read(this::signer);
    }

    /// What signs in `tx`. To sign something that `tx` appends to the log, ask after appending.
    public JwsSigner signer(Transaction tx) {
        String kid = Objects.requireNonNull(HubKeyStore.current(tx), "the hub has a key once it is open");
        // Not computed within the map: whoever waits for the database must hold no lock.
        JwsSigner known = signers.get(kid);
        if (known != null) {
            return known;
        }
        JwsSigner read = new JwsSigner(parse(HubKeyStore.privateJwk(tx, kid)));
        signers.put(kid, read);
        return read;
    }

    /// Makes the key for notes under `name` where there is none yet, so that it is published before the first note.
    public void prepareNotes(String name) {
        noteSigner(name);
    }

    /// What signs notes under `name` now; the first to ask makes the key.
    NoteSigner noteSigner(String name) {
        @Nullable String kid = database.read(tx -> HubKeyStore.currentNote(tx, name));
        if (kid == null) {
            kid = database.inTransaction(tx -> {
                HubKeyStore.lock(tx);
                String made = HubKeyStore.currentNote(tx, name);
                return made == null ? addNote(tx, name, clock.instant()) : made;
            });
        }
        NoteSigner known = noteSigners.get(kid);
        if (known != null) {
            return known;
        }
        String wanted = kid;
        NoteSigner read = database.read(tx -> readNoteSigner(tx, name, wanted));
        noteSigners.put(kid, read);
        return read;
    }

    /// All keys there ever were: those for JWS first, the one that signs before all others.
    public List<HubKey> all() {
        return database.read(HubKeyStore::all).stream().map(HubKeys::key).toList();
    }

    /// The public parts of all keys that ever signed JWS, the one that signs first.
    public List<JWK> publicKeys() {
        return all().stream().filter(key -> key.note() == null).map(HubKey::jwk).toList();
    }

    /// All keys as a JWK Set, RFC 7517 §5.
    public ObjectNode jwks() {
        ObjectNode set = Json.object();
        ArrayNode keys = set.putArray("keys");
        all().forEach(key -> keys.add(key.json()));
        return set;
    }

    /// Makes new keys that sign from now on, in every process. What those before them signed stays as good.
    ///
    /// @param by who asks for it, as the audit log tells it
    public void rotate(String by) {
        database.doInTransaction(tx -> {
            HubKeyStore.lock(tx);
            AuditLog.add(tx, List.of(rotated(tx, by)));
        });
    }

    /// Says that others may have had a key since `from`: nothing that claims to be signed by it later counts. One that
    /// signs now is replaced in the same step.
    ///
    /// @return false when there is no such key, or it is revoked from as early already
    public boolean revoke(String kid, Instant from, String by) {
        return database.<Boolean>inTransaction(tx -> {
            HubKeyStore.lock(tx);
            if (!HubKeyStore.revoke(tx, kid, from)) {
                return false;
            }
            AuditEntry revoked = new AuditEntry(
                    "hub-key.revoked",
                    Json.object()
                            .put("at", clock.instant().toString())
                            .put("kid", kid)
                            .put("from", from.toString())
                            .put("by", by));
            boolean signs = kid.equals(HubKeyStore.current(tx))
                    || HubKeyStore.noteNames(tx).stream()
                            .anyMatch(name -> kid.equals(HubKeyStore.currentNote(tx, name)));
            AuditLog.add(tx, signs ? List.of(revoked, rotated(tx, by)) : List.of(revoked));
            return true;
        });
    }

    private AuditEntry rotated(Transaction tx, String by) {
        Instant now = clock.instant();
        List<String> names = HubKeyStore.noteNames(tx);
        HubKeyStore.retireAll(tx, now);
        ObjectNode body = Json.object();
        body.put("at", now.toString());
        body.put("kid", add(tx, now));
        ArrayNode notes = body.putArray("noteKids");
        names.forEach(name -> notes.add(addNote(tx, name, now)));
        body.put("by", by);
        return new AuditEntry("hub-key.rotated", body);
    }

    private static String add(Transaction tx, Instant now) {
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        HubKeyStore.add(
                tx, key.getKeyID(), key.toJSONString(), key.toPublicJWK().toJSONString(), now);
        return key.getKeyID();
    }

    private static String addNote(Transaction tx, String name, Instant now) {
        JWK key = KeyPairs.generate(KeyAlgorithm.EDDSA);
        HubKeyStore.addNote(
                tx, key.getKeyID(), name, key.toJSONString(), key.toPublicJWK().toJSONString(), now);
        return key.getKeyID();
    }

    private static NoteSigner readNoteSigner(Transaction tx, String name, String kid) {
        var key = parse(HubKeyStore.privateJwk(tx, kid)).toOctetKeyPair();
        return new NoteSigner(HubKey.noteKey(name, key), key.getDecodedD());
    }

    private static HubKey key(StoredKey stored) {
        JWK jwk = parse(stored.publicJwk());
        String name = stored.name();
        return new HubKey(
                jwk,
                name == null ? null : HubKey.noteKey(name, jwk.toOctetKeyPair()),
                stored.retiredAt(),
                stored.revokedFrom());
    }

    private static JWK parse(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }
}
