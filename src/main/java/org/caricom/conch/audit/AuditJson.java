package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caricom.conch.json.Json;
import org.caricom.conch.tlog.Merkle;
import org.caricom.conch.tlog.TreeHash;

/// How the log, its checkpoints and its proofs are written for those who check them offline.
public final class AuditJson {
    /// What the first line of an exported log says that the file is.
    public static final String EXPORT_FORMAT = "conch-audit-log/1";

    private AuditJson() {}

    public static ObjectNode checkpoint(SignedCheckpoint signed) {
        ObjectNode json = Json.object();
        json.put("origin", signed.checkpoint().origin());
        json.put("size", signed.checkpoint().size());
        json.put("root", signed.checkpoint().root().toString());
        json.put("text", signed.checkpoint().text());
        json.put("signature", signed.signature());
        json.put("note", signed.note());
        return json;
    }

    /// An entry; `leaf` is what the tree's leaf is the hash of, `entry` the same for whoever only reads.
    public static ObjectNode entry(LoggedEntry entry) {
        ObjectNode json = Json.object();
        json.put("index", entry.index());
        json.set("entry", entry.entry());
        json.put("leaf", entry.leaf());
        return json;
    }

    public static ObjectNode inclusion(InclusionProof proof) {
        ObjectNode json = entry(proof.entry());
        byte[] leaf = proof.entry().leaf().getBytes(StandardCharsets.UTF_8);
        json.put("leafHash", Merkle.leafHash(leaf).toString());
        json.set("path", path(proof.path()));
        json.set("checkpoint", checkpoint(proof.checkpoint()));
        return json;
    }

    public static ObjectNode consistency(ConsistencyProof proof) {
        ObjectNode json = Json.object();
        json.put("origin", proof.origin());
        json.put("from", proof.from());
        json.put("fromRoot", proof.fromRoot().toString());
        json.put("to", proof.to());
        json.put("toRoot", proof.toRoot().toString());
        json.set("path", path(proof.path()));
        return json;
    }

    /// Writes the whole log: a first line with the checkpoint, then every entry as it was hashed, each on a line of its
    /// own (canonical JSON has no line breaks). A page of entries is in memory at a time.
    public static void export(AuditLog log, OutputStream out) throws IOException {
        SignedCheckpoint signed = log.checkpoint();
        ObjectNode first = Json.object();
        first.set("checkpoint", checkpoint(signed));
        first.put("format", EXPORT_FORMAT);
        line(out, Json.canonical(first));
        long size = signed.checkpoint().size();
        for (long at = 0; at < size; at += AuditLog.PAGE) {
            for (byte[] leaf : log.leaves(at, Math.min(size, at + AuditLog.PAGE))) {
                line(out, leaf);
            }
        }
    }

    private static void line(OutputStream out, byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
    }

    private static ArrayNode path(List<TreeHash> hashes) {
        ArrayNode path = Json.array();
        hashes.forEach(hash -> path.add(hash.toString()));
        return path;
    }
}
