package org.caricom.conch.audit.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.audit.AuditJson;
import org.caricom.conch.json.Json;
import org.caricom.conch.tlog.Checkpoint;
import org.caricom.conch.tlog.CompactTree;
import org.caricom.conch.tlog.Merkle;
import org.caricom.conch.tlog.TreeHash;
import org.jspecify.annotations.Nullable;

/// Checks an exported log, a line at a time: the tree is built anew from the entries, and its root must be the one that
/// the hub signed.
///
/// @param sizes at which to tell the root
/// @param index of the entry to tell; null for none
record LogFile(
        Checkpoints checkpoints, Set<Long> sizes, @Nullable Long index) {
    private static final int LONGEST_ENTRY = 1024 * 1024;

    /// Whether this first line begins an exported log.
    static boolean begins(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).contains("\"format\":\"" + AuditJson.EXPORT_FORMAT + "\"");
    }

    Checked check(byte[] first, InputStream rest) throws IOException, Flawed {
        String where = "line 1";
        byte[] line = withoutLineFeed(first, where);
        JsonNode header = Fields.parse(line, where);
        if (!Arrays.equals(Json.canonical(header), line) || header.size() != 2) {
            throw new Flawed(where, "it is not as a hub writes it");
        }
        Checked.OfCheckpoint committed = checkpoints.json(header.path("checkpoint"), where + " /checkpoint");
        return entries(committed, rest);
    }

    private Checked entries(Checked.OfCheckpoint committed, InputStream in) throws IOException, Flawed {
        Checkpoint checkpoint = committed.checkpoint();
        CompactTree tree = CompactTree.empty();
        Map<Long, TreeHash> roots = new HashMap<>();
        JsonNode wanted = null;
        while (true) {
            if (sizes.contains(tree.size())) {
                roots.put(tree.size(), tree.root());
            }
            byte[] line = Lines.next(in, LONGEST_ENTRY);
            if (line == null) {
                break;
            }
            String where = "line " + (tree.size() + 2) + ", entry " + tree.size();
            if (tree.size() == checkpoint.size()) {
                throw new Flawed(where, "the checkpoint knows only " + checkpoint.size() + " entries");
            }
            byte[] leaf = withoutLineFeed(line, where);
            JsonNode entry = Fields.entry(leaf, where);
            if (index != null && tree.size() == index) {
                wanted = entry;
            }
            tree.append(Merkle.leafHash(leaf));
        }
        if (tree.size() != checkpoint.size()) {
            throw new Flawed(
                    "the end", "there are " + tree.size() + " entries, the checkpoint has " + checkpoint.size());
        }
        if (!tree.root().equals(checkpoint.root())) {
            throw new Flawed(
                    "the entries",
                    "they do not give the root that the hub signed: at least one was altered, exchanged or moved");
        }
        return new Checked.OfLog(checkpoint, committed.evidence(), roots, wanted);
    }

    private static byte[] withoutLineFeed(byte[] line, String where) throws Flawed {
        if (line[line.length - 1] != '\n') {
            throw new Flawed(where, "the line is cut off");
        }
        return Arrays.copyOf(line, line.length - 1);
    }
}
