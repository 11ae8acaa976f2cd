package org.caricom.conch.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.caricom.conch.audit.HubDecryptionStore.StoredKey;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.signature.Decryption;
import org.caricom.conch.signature.OpenPgpOwnKey;
import org.caricom.conch.signature.OwnKey;
import org.jspecify.annotations.Nullable;

/// The keys to which members encrypt filings: they are made when somebody first asks for them, and never removed,
/// since a message encrypted to an old one may still be on its way.
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
        Decryption fresh = database.read(HubDecryption::decryption);
        known = fresh;
        return fresh;
    }

    /// The OpenPGP key to encrypt to now.
    public OpenPgpOwnKey publishedOpenPgp() {
        List<HubOpenPgpStore.StoredKey> all = database.read(HubOpenPgpStore::all);
        return all.isEmpty() || all.getFirst().retired()
                ? renewOpenPgp(false)
                : all.getFirst().key();
    }

    /// The keys to encrypt to now, one of each kind.
    public List<OwnKey> published() {
        List<OwnKey> published = database.read(HubDecryptionStore::all).stream()
                .filter(Predicate.not(StoredKey::retired))
                .map(StoredKey::key)
                .toList();
        return published.isEmpty() ? renew(false) : published;
    }

    /// Makes new keys to encrypt to. What was encrypted to those before is still read.
    public void rotate() {
        renew(true);
        renewOpenPgp(true);
    }

    private OpenPgpOwnKey renewOpenPgp(boolean anyway) {
        Instant now = clock.instant();
        OpenPgpOwnKey made = heavyWork.run(() -> OpenPgpOwnKey.generate(OPENPGP_NAME, now));
        return database.inTransaction(tx -> {
            HubOpenPgpStore.lock(tx);
            List<HubOpenPgpStore.StoredKey> all = HubOpenPgpStore.all(tx);
            if (!anyway && !all.isEmpty() && !all.getFirst().retired()) {
                return all.getFirst().key();
            }
            HubOpenPgpStore.retireAll(tx, now);
            HubOpenPgpStore.add(tx, made, now);
            known = decryption(tx);
            return made;
        });
    }

    /// @param anyway whether to make keys although there are some
    private List<OwnKey> renew(boolean anyway) {
        List<OwnKey> made = heavyWork.run(() -> Stream.of(OwnKey.Kind.values())
                .map(kind -> OwnKey.generate(kind, clock.instant()))
                .toList());
        return database.inTransaction(tx -> {
            HubDecryptionStore.lock(tx);
            boolean needed = anyway || HubDecryptionStore.all(tx).stream().allMatch(StoredKey::retired);
            if (needed) {
                Instant now = clock.instant();
                HubDecryptionStore.retireAll(tx, now);
                made.forEach(key -> HubDecryptionStore.add(tx, key, now));
            }
            known = decryption(tx);
            return HubDecryptionStore.all(tx).stream()
                    .filter(Predicate.not(StoredKey::retired))
                    .map(StoredKey::key)
                    .toList();
        });
    }

    private static Decryption decryption(Transaction tx) {
        return new Decryption(
                HubDecryptionStore.all(tx).stream().map(StoredKey::key).toList(),
                HubOpenPgpStore.all(tx).stream()
                        .map(HubOpenPgpStore.StoredKey::key)
                        .toList());
    }
}
