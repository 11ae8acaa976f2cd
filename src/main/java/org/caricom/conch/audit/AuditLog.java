package org.caricom.conch.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.tlog.Checkpoint;
import org.caricom.conch.tlog.CompactTree;
import org.caricom.conch.tlog.HashReader;
import org.caricom.conch.tlog.Merkle;
import org.caricom.conch.tlog.Node;
import org.caricom.conch.tlog.Proofs;
import org.jspecify.annotations.Nullable;

/// The log to which things that happened are added, and from which nothing can be taken without the checkpoints that
/// others hold showing it.
public final class AuditLog {
    /// The `typ` of a signed checkpoint.
    public static final String CHECKPOINT_TYPE = "conch-checkpoint+jws";

    /// Most entries given out at once.
    public static final int PAGE = 1000;

    private final Database database;
    private final HubKeys keys;
    private final String origin;

    /// @param origin the log's name in checkpoints: the hub's public URL without the scheme
    public AuditLog(Database database, HubKeys keys, String origin) {
        this.database = database;
        this.keys = keys;
        this.origin = origin;
    }

    /// Adds entries in `tx`; they are in the log if and when it is committed.
    ///
    /// From here to the end of `tx` nobody else can append: append last, and several entries at once.
    ///
    /// @return the indexes they got, in the same order
    public List<Long> append(Transaction tx, List<AuditEntry> entries) {
        return add(tx, entries);
    }

    static List<Long> add(Transaction tx, List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<byte[]> leaves = entries.stream().map(AuditEntry::leaf).toList();
        CompactTree tree = AuditStore.lockHead(tx);
        long first = tree.size();
        List<Long> indexes = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (byte[] leaf : leaves) {
            indexes.add(tree.size());
            nodes.addAll(tree.append(Merkle.leafHash(leaf)));
        }
        AuditStore.addEntries(tx, first, leaves);
        AuditStore.addNodes(tx, nodes);
        AuditStore.setHead(tx, tree);
        return List.copyOf(indexes);
    }

    /// What the log holds now, signed.
    public SignedCheckpoint checkpoint() {
        CompactTree tree = database.read(AuditStore::head);
        return sign(new Checkpoint(origin, tree.size(), tree.root()));
    }

    /// The entries from index `from` to before `to`, at most [#PAGE] of them.
    public List<LoggedEntry> entries(long from, long to) {
        long end = Math.min(to, from + PAGE);
        return database.read(tx -> AuditStore.entries(tx, from, end));
    }

    /// What the leaves from index `from` to before `to` are the hashes of.
    List<byte[]> leaves(long from, long to) {
        return database.read(tx -> AuditStore.leaves(tx, from, to));
    }

    /// The proof that the entry at `index` is in the log; null when the log is not that long.
    public @Nullable InclusionProof proof(long index) {
        return database.read(tx -> {
            CompactTree tree = AuditStore.head(tx);
            List<LoggedEntry> entry = AuditStore.entries(tx, index, index + 1);
            if (index >= tree.size() || entry.isEmpty()) {
                return null;
            }
            return new InclusionProof(
                    entry.getFirst(),
                    Proofs.inclusion(index, tree.size(), nodes -> AuditStore.hashes(tx, nodes)),
                    sign(new Checkpoint(origin, tree.size(), tree.root())));
        });
    }

    /// The proof that the log of `to` entries starts with that of `from`; null when it has not so many entries, or
    /// `from` is not between 1 and `to`.
    ///
    /// @param to null for all entries there are
    public @Nullable ConsistencyProof consistency(long from, @Nullable Long to) {
        return database.read(tx -> {
            long size = AuditStore.head(tx).size();
            long end = to == null ? size : to;
            if (from < 1 || from > end || end > size) {
                return null;
            }
            HashReader nodes = wanted -> AuditStore.hashes(tx, wanted);
            return new ConsistencyProof(
                    origin,
                    from,
                    Proofs.root(from, nodes),
                    end,
                    Proofs.root(end, nodes),
                    Proofs.consistency(from, end, nodes));
        });
    }

    private SignedCheckpoint sign(Checkpoint checkpoint) {
        JwsSigner signer = keys.signer();
        String signature = signer.compact(
                signer.header(CHECKPOINT_TYPE, "text/plain", null, null, null),
                checkpoint.text().getBytes(StandardCharsets.UTF_8));
        String note = keys.noteSigner(origin).sign(checkpoint.text()).encoded();
        return new SignedCheckpoint(checkpoint, signature, note);
    }
}
