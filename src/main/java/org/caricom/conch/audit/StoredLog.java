package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.tlog.CompactTree;
import org.caricom.conch.tlog.Merkle;
import org.caricom.conch.tlog.Node;
import org.caricom.conch.tlog.NodeId;
import org.caricom.conch.tlog.TreeHash;
import org.jspecify.annotations.Nullable;

/// The log as the database has it, checked: the tree is built anew from the entries, and every stored node and the
/// stored head must be the ones that come out.
///
/// Whoever can write to the database can also write a whole new tree, and the hub's keys are in there too. So this
/// finds what was altered, lost or rotted, but only a checkpoint that somebody else kept shows that all was replaced.
public final class StoredLog {
    private static final int BATCH = 1_000;
    private static final JsonLimits LIMITS = new JsonLimits(32, 1024 * 1024, 32, 100_000);

    private final Set<Long> sizes;
    private final CompactTree tree = CompactTree.empty();
    private final Map<Long, TreeHash> roots = new HashMap<>();
    private final BitSet filings = new BitSet();
    private final List<String> flaws = new ArrayList<>();

    private StoredLog(Set<Long> sizes) {
        this.sizes = sizes;
    }

    /// Reads and checks everything up to the present head; what is appended meanwhile is left alone.
    ///
    /// @param sizes at which to tell the roots
    public static StoredLog check(Database database, Set<Long> sizes) {
        StoredLog log = new StoredLog(sizes);
        database.read(tx -> {
            log.run(tx);
            return log;
        });
        return log;
    }

    /// How many entries were read.
    public long size() {
        return tree.size();
    }

    /// The root over them.
    public TreeHash root() {
        return tree.root();
    }

    /// The roots at the sizes that were asked for.
    public Map<Long, TreeHash> roots() {
        return Map.copyOf(roots);
    }

    /// Which entries tell of a filing.
    public BitSet filings() {
        return (BitSet) filings.clone();
    }

    /// What is wrong, a sentence each.
    public List<String> flaws() {
        return List.copyOf(flaws);
    }

    private void run(Transaction tx) {
        AuditStore.Head head = AuditStore.headRow(tx);
        List<Node> completed = new ArrayList<>();
        AuditStore.eachLeaf(tx, head.size(), (index, leaf) -> {
            if (index != tree.size()) {
                flaws.add("entries " + tree.size() + " to " + (index - 1) + " of the log are missing");
            }
            entry(index, leaf);
            rootAt();
            completed.addAll(tree.append(Merkle.leafHash(leaf)));
        });
        rootAt();
        if (tree.size() != head.size()) {
            flaws.add("the log's head tells of " + head.size() + " entries, but there are " + tree.size());
        }
        if (!Arrays.equals(head.tree(), tree.toBytes())) {
            flaws.add("the log's head is not the tree over its entries");
        }
        nodes(tx, completed);
    }

    private void rootAt() {
        if (sizes.contains(tree.size())) {
            roots.put(tree.size(), tree.root());
        }
    }

    private void entry(long index, byte[] leaf) {
        JsonNode entry = canonical(leaf);
        if (entry == null) {
            flaws.add("entry " + index + " of the log is not in canonical form");
        } else if (entry.path("kind").asText().equals("report.received")) {
            filings.set((int) index);
        }
    }

    private void nodes(Transaction tx, List<Node> completed) {
        for (int from = 0; from < completed.size(); from += BATCH) {
            List<Node> batch = completed.subList(from, Math.min(completed.size(), from + BATCH));
            Map<NodeId, TreeHash> stored =
                    AuditStore.found(tx, batch.stream().map(Node::id).toList());
            for (Node node : batch) {
                TreeHash there = stored.get(node.id());
                if (there == null || !there.equals(node.hash())) {
                    String which = "the tree's node at level " + node.id().level() + ", index "
                            + node.id().index();
                    flaws.add(which + (there == null ? " is missing" : " is not the hash of what is below it"));
                }
            }
        }
        long extra = AuditStore.extraNodes(tx);
        if (extra > 0) {
            flaws.add("the tree has " + extra + " nodes that belong to no entry");
        }
    }

    private static @Nullable JsonNode canonical(byte[] leaf) {
        try {
            JsonNode entry = Json.parse(leaf, LIMITS);
            return Arrays.equals(Json.canonical(entry), leaf) ? entry : null;
        } catch (JsonException _) {
            return null;
        }
    }
}
