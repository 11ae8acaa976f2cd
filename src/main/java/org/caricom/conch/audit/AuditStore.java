package org.caricom.conch.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caricom.conch.db.Args;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.tlog.CompactTree;
import org.caricom.conch.tlog.Node;
import org.caricom.conch.tlog.NodeId;
import org.caricom.conch.tlog.TreeHash;

/// The audit log's rows.
final class AuditStore {
    private AuditStore() {}

    /// The tree as it is, held until the transaction ends.
    static CompactTree lockHead(Transaction tx) {
        return Rows.only(
                tx.query("select tree from audit_head for update"),
                row -> CompactTree.fromBytes(Rows.bytes(row, "tree")));
    }

    /// The tree as it is.
    static CompactTree head(Transaction tx) {
        return Rows.only(
                tx.query("select tree from audit_head"), row -> CompactTree.fromBytes(Rows.bytes(row, "tree")));
    }

    /// The head as stored, unread.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Head(long size, byte[] tree) {}

    static Head headRow(Transaction tx) {
        return Rows.only(
                tx.query("select size, tree from audit_head"),
                row -> new Head(row.getLong("size"), Rows.bytes(row, "tree")));
    }

    /// Takes one leaf's bytes.
    interface LeafReader {
        void take(long index, byte[] leaf);
    }

    /// Every leaf below `size`, in order, a thousand at a time.
    static void eachLeaf(Transaction tx, long size, LeafReader reader) {
        tx.forEach("""
                select log_index, leaf
                  from audit_entry
                 where log_index < $1
                 order by log_index
                """, Args.of(size), 1000, row -> reader.take(row.getLong("log_index"), Rows.bytes(row, "leaf")));
    }

    /// How many nodes there are more than the tree has: 2n less the one bits of n, all told in one statement since the
    /// log grows meanwhile.
    static long extraNodes(Transaction tx) {
        return Rows.only(tx.query("""
                        select (select count(*) from audit_node) as nodes, size
                          from audit_head
                        """), row -> {
            long size = row.getLong("size");
            return row.getLong("nodes") - (2 * size - Long.bitCount(size));
        });
    }

    static void setHead(Transaction tx, CompactTree tree) {
        tx.query("""
                update audit_head
                   set size = $1,
                       tree = $2
                """, tree.size(), tree.toBytes());
    }

    /// Adds entries from `first` on.
    static void addEntries(Transaction tx, long first, List<byte[]> leaves) {
        tx.query("""
                insert into audit_entry (log_index, leaf)
                select $1 + position - 1, leaf
                  from unnest($2::bytea[]) with ordinality as entry (leaf, position)
                """, first, leaves.toArray(byte[][]::new));
    }

    static void addNodes(Transaction tx, List<Node> nodes) {
        tx.query(
                """
                insert into audit_node (level, node_index, hash)
                select level, node_index, hash
                  from unnest($1::int[], $2::bigint[], $3::bytea[]) as node (level, node_index, hash)
                """,
                nodes.stream().map(node -> node.id().level()).toArray(Integer[]::new),
                nodes.stream().map(node -> node.id().index()).toArray(Long[]::new),
                nodes.stream().map(node -> node.hash().toBytes()).toArray(byte[][]::new));
    }

    static List<TreeHash> hashes(Transaction tx, List<NodeId> nodes) {
        Map<NodeId, TreeHash> found = found(tx, nodes);
        return nodes.stream()
                .map(node -> Objects.requireNonNull(found.get(node), "a node of the audit log is missing"))
                .toList();
    }

    /// Those of these nodes that there are.
    static Map<NodeId, TreeHash> found(Transaction tx, List<NodeId> nodes) {
        Map<NodeId, TreeHash> found = new HashMap<>();
        tx.query(
                        """
                        select level, node_index, hash
                          from unnest($1::int[], $2::bigint[]) as wanted (level, node_index)
                          join audit_node using (level, node_index)
                        """,
                        nodes.stream().map(NodeId::level).toArray(Integer[]::new),
                        nodes.stream().map(NodeId::index).toArray(Long[]::new))
                .forEach(row -> found.put(
                        new NodeId(row.getInteger("level"), row.getLong("node_index")),
                        TreeHash.of(Rows.bytes(row, "hash"))));
        return found;
    }

    /// The bytes of the entries `from` to before `to`.
    static List<byte[]> leaves(Transaction tx, long from, long to) {
        return Rows.list(tx.query("""
                        select leaf
                          from audit_entry
                         where log_index >= $1
                           and log_index < $2
                         order by log_index
                        """, from, to), row -> Rows.bytes(row, "leaf"));
    }

    /// Entries `from` to before `to`.
    static List<LoggedEntry> entries(Transaction tx, long from, long to) {
        return Rows.list(
                tx.query("""
                        select log_index, leaf
                          from audit_entry
                         where log_index >= $1
                           and log_index < $2
                         order by log_index
                        """, from, to), row -> LoggedEntry.read(row.getLong("log_index"), Rows.bytes(row, "leaf")));
    }
}
