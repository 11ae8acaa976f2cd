package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.audit.HubKeyStore.StoredKey;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;

/// The keys with which the hub signs what it gives out: one signs now, and those before it still prove what they
/// signed.
public final class HubKeys {
    private final Database database;
    private final Clock clock;
    private volatile JwsSigner signer;

    private HubKeys(Database database, Clock clock, JwsSigner signer) {
        this.database = database;
        this.clock = clock;
        this.signer = signer;
    }

    /// The hub's keys; the first process on a new database makes the first one.
    public static HubKeys open(Database database, Clock clock) {
        List<StoredKey> keys = database.read(HubKeyStore::all);
        if (keys.isEmpty()) {
            keys = database.inTransaction(tx -> {
                HubKeyStore.lock(tx);
                if (HubKeyStore.all(tx).isEmpty()) {
                    add(tx, clock.instant());
                }
                return HubKeyStore.all(tx);
            });
        }
        return new HubKeys(database, clock, new JwsSigner(parse(keys.getFirst().privateJwk())));
    }

    /// What signs now.
    public JwsSigner signer() {
        return signer;
    }

    /// The public parts of all keys there ever were, the one that signs first.
    public List<JWK> publicKeys() {
        List<JWK> keys = new ArrayList<>();
        for (StoredKey key : database.read(HubKeyStore::all)) {
            keys.add(parse(key.publicJwk()));
        }
        return List.copyOf(keys);
    }

    /// The same as a JWK Set, RFC 7517 §5.
    public ObjectNode jwks() {
        ObjectNode set = Json.object();
        ArrayNode keys = set.putArray("keys");
        for (StoredKey key : database.read(HubKeyStore::all)) {
            keys.add(Json.own(key.publicJwk()));
        }
        return set;
    }

    /// Makes a new key that signs from now on. Other processes take it up when they next start; until then they sign
    /// with
    /// the one before, which stays as good.
    public void rotate() {
        signer = database.inTransaction(tx -> {
            HubKeyStore.lock(tx);
            Instant now = clock.instant();
            HubKeyStore.retireAll(tx, now);
            return add(tx, now);
        });
    }

    private static JwsSigner add(Transaction tx, Instant now) {
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        HubKeyStore.add(
                tx, key.getKeyID(), key.toJSONString(), key.toPublicJWK().toJSONString(), now);
        return new JwsSigner(key);
    }

    private static JWK parse(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }
}
