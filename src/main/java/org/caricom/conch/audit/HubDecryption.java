package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.caricom.conch.audit.HubDecryptionStore.StoredKey;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Decryption;
import org.caricom.conch.signature.OpenPgpOwnKey;
import org.caricom.conch.signature.OwnKey;
import org.jspecify.annotations.Nullable;

/// The keys to which members encrypt filings: they are made when somebody first asks for them, and never
/// removed, since a message encrypted to an old one may still be on its way.
public final class HubDecryption {
    private static final String OPENPGP_NAME = "Conch hub, for encrypted reports";

    private final Database database;
    private final HeavyWork heavyWork;
    private final Clock clock;
    private volatile @Nullable Decryption known;

    public HubDecryption(Database database, HeavyWork heavyWork, Clock clock) {
        this.database = database;
        this.heavyWork = heavyWork;
        this.clock = clock;
    }

    /// What can be decrypted, as far as this process knows.
    public Decryption current() {
        Decryption current = known;
        return current == null ? reload() : current;
    }

    /// The same, read anew: another process may have made keys since.
    public Decryption reload() {
        Decryption held = known;
        // Anyone can send what nobody can decrypt: counting is cheap, reading private keys is not.
        Decryption fresh = database.read(
                tx -> held != null && held.size() == HubDecryptionStore.count(tx) + HubOpenPgpStore.count(tx)
                        ? held
                        : decryption(tx));
        known = fresh;
        return fresh;
    }

    /// The OpenPGP key to encrypt to now.
    public OpenPgpOwnKey publishedOpenPgp() {
        List<HubOpenPgpStore.StoredKey> all = database.read(HubOpenPgpStore::all);
        return all.isEmpty() || all.getFirst().retired()
                ? firstOpenPgp()
                : all.getFirst().key();
    }

    /// The keys to encrypt to now, one of each kind.
    public List<OwnKey> published() {
        List<OwnKey> published = database.read(HubDecryption::published);
        return published.isEmpty() ? first() : published;
    }

    /// Makes new keys to encrypt to. What was encrypted to those before is still read, so that a message on
    /// its way arrives.
    ///
    /// @param by who wants it, for the log
    public void rotate(String by) {
        Instant now = clock.instant();
        List<OwnKey> made = make(now);
        OpenPgpOwnKey openPgp = makeOpenPgp(now);
        database.doInTransaction(tx -> {
            HubDecryptionStore.lock(tx);
            HubOpenPgpStore.lock(tx);
            replace(tx, made, now);
            replace(tx, openPgp, now);
            ObjectNode body = Json.object().put("at", now.toString()).put("by", by);
            ArrayNode kids = body.putArray("kids");
            made.forEach(key -> kids.add(key.keyId()));
            kids.add(openPgp.fingerprint());
            AuditLog.add(tx, List.of(new AuditEntry("hub-decryption.rotated", body)));
            known = decryption(tx);
        });
    }

    private OpenPgpOwnKey firstOpenPgp() {
        Instant now = clock.instant();
        OpenPgpOwnKey made = makeOpenPgp(now);
        return database.inTransaction(tx -> {
            HubOpenPgpStore.lock(tx);
            List<HubOpenPgpStore.StoredKey> all = HubOpenPgpStore.all(tx);
            if (!all.isEmpty() && !all.getFirst().retired()) {
                return all.getFirst().key();
            }
            replace(tx, made, now);
            known = decryption(tx);
            return made;
        });
    }

    private List<OwnKey> first() {
        Instant now = clock.instant();
        List<OwnKey> made = make(now);
        return database.inTransaction(tx -> {
            HubDecryptionStore.lock(tx);
            if (HubDecryptionStore.all(tx).stream().allMatch(StoredKey::retired)) {
                replace(tx, made, now);
            }
            known = decryption(tx);
            return published(tx);
        });
    }

    private List<OwnKey> make(Instant now) {
        return heavyWork.run(() -> Stream.of(OwnKey.Kind.values())
                .map(kind -> OwnKey.generate(kind, now))
                .toList());
    }

    private OpenPgpOwnKey makeOpenPgp(Instant now) {
        return heavyWork.run(() -> OpenPgpOwnKey.generate(OPENPGP_NAME, now));
    }

    private static void replace(Transaction tx, List<OwnKey> made, Instant now) {
        HubDecryptionStore.retireAll(tx, now);
        made.forEach(key -> HubDecryptionStore.add(tx, key, now));
    }

    private static void replace(Transaction tx, OpenPgpOwnKey made, Instant now) {
        HubOpenPgpStore.retireAll(tx, now);
        HubOpenPgpStore.add(tx, made, now);
    }

    private static List<OwnKey> published(Transaction tx) {
        return HubDecryptionStore.all(tx).stream()
                .filter(Predicate.not(StoredKey::retired))
                .map(StoredKey::key)
                .toList();
    }

    private static Decryption decryption(Transaction tx) {
        return new Decryption(
                HubDecryptionStore.all(tx).stream().map(StoredKey::key).toList(),
                HubOpenPgpStore.all(tx).stream()
                        .map(HubOpenPgpStore.StoredKey::key)
                        .toList());
    }
}
