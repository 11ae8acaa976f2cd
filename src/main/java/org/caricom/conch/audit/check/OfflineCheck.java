package org.caricom.conch.audit.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.ConsistencyProof;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.ReceiptCheck;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.tlog.Merkle;
import org.caricom.conch.tlog.Proofs;
import org.caricom.conch.tlog.TreeHash;
import org.jspecify.annotations.Nullable;

/// Looks what a document is, and checks it: a compact JWS goes by its `typ`, JSON by its members, a note by its
/// signature lines, an exported log by its first line.
public final class OfflineCheck {
    private static final Pattern JWS = Pattern.compile("([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+[ \\r\\n]*");
    private static final int LONGEST = 64 * 1024 * 1024;

    private final HubKeySet keys;
    private final Checkpoints checkpoints;
    private final Set<Long> sizes;
    private final @Nullable Long index;

    /// @param keys  the hub's public keys, past ones too
    /// @param sizes at which to tell the roots of a whole log
    /// @param index of the entry of a whole log to tell; null for none
    public OfflineCheck(HubKeySet keys, Set<Long> sizes, @Nullable Long index) {
        this.keys = keys;
        this.checkpoints = new Checkpoints(keys, false);
        this.sizes = Set.copyOf(sizes);
        this.index = index;
    }

    public OfflineCheck(HubKeySet keys) {
        this(keys, Set.of(), null);
    }

    /// Checks one document, which is read as a stream where it is a log.
    public Checked check(InputStream document) throws IOException {
        try {
            BufferedInputStream in = new BufferedInputStream(document, 1 << 16);
            byte[] line = Lines.next(in, LONGEST);
            if (line == null) {
                throw new Flawed("the file", "it is empty");
            }
            if (line.length > 0 && line[0] == '{' && LogFile.begins(line)) {
                return new LogFile(checkpoints, sizes, index).check(line, in);
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(line);
            in.transferTo(whole);
            return small(whole.toByteArray());
        } catch (Flawed flaw) {
            return flaw.refused();
        }
    }

    /// Checks a checkpoint that was checked and kept before: a key that was revoked since still counts.
    public static Checked kept(HubKeySet keys, byte[] evidence) {
        Checkpoints trusted = new Checkpoints(keys, true);
        try {
            Matcher jws = JWS.matcher(ascii(evidence));
            return jws.matches()
                    ? trusted.jws(ascii(evidence).strip(), "the kept checkpoint")
                    : trusted.note(evidence, "the kept checkpoint");
        } catch (Flawed flaw) {
            return flaw.refused();
        }
    }

    private Checked small(byte[] file) throws Flawed {
        Matcher jws = JWS.matcher(ascii(file));
        if (jws.matches()) {
            return jws(ascii(file).strip(), typ(jws.group(1)));
        }
        if (file[0] == '{') {
            return json(Fields.parse(file, "the file"));
        }
        if (ascii(file).contains("\n\n")) {
            return checkpoints.note(file, "the note");
        }
        throw new Flawed("the file", "it is no receipt, checkpoint, proof or exported log");
    }

    /// Another kind of signed document is one more line here.
    private Checked jws(String compact, String typ) throws Flawed {
        return switch (typ) {
            case Receipts.TYPE -> receipt(compact);
            case AuditLog.CHECKPOINT_TYPE -> checkpoints.jws(compact, "the checkpoint");
            default -> throw new Flawed("the JWS", "its typ is none that is known here");
        };
    }

    private Checked receipt(String compact) throws Flawed {
        HubKeySet.Opened opened = keys.open(compact, Receipts.TYPE);
        if (opened == null) {
            throw new Flawed("the receipt", "none of these keys signed this as a receipt");
        }
        return switch (Receipts.verify(compact, keys)) {
            case ReceiptCheck.NotGenuine(String reason) -> throw new Flawed("the receipt", reason);
            case ReceiptCheck.Genuine(var receipt) -> new Checked.OfReceipt(receipt, opened.key());
        };
    }

    private Checked json(JsonNode json) throws Flawed {
        if (json.has("leaf")) {
            return inclusion(json);
        }
        if (json.has("fromRoot")) {
            return growth(json);
        }
        if (json.has("text")) {
            return checkpoints.json(json, "the checkpoint");
        }
        throw new Flawed("the file", "this JSON is no checkpoint, proof or exported log");
    }

    private Checked inclusion(JsonNode json) throws Flawed {
        String where = "the proof";
        byte[] leaf = Fields.utf8(Fields.text(json, "leaf", where));
        JsonNode entry = Fields.entry(leaf, where + "/leaf");
        if (!entry.equals(json.path("entry"))) {
            throw new Flawed(where + "/entry", "it is not what the leaf says");
        }
        TreeHash hash = Merkle.leafHash(leaf);
        if (!hash.equals(Fields.hash(json, "leafHash", where))) {
            throw new Flawed(where + "/leafHash", "it is not the hash of the leaf");
        }
        Checked.OfCheckpoint committed = checkpoints.json(json.path("checkpoint"), where + "/checkpoint");
        long at = Fields.number(json, "index", where);
        List<TreeHash> path = Fields.path(json, where);
        var checkpoint = committed.checkpoint();
        if (!Proofs.verifyInclusion(at, checkpoint.size(), hash, path, checkpoint.root())) {
            throw new Flawed(where + "/path", "it does not lead from this entry to the checkpoint's root");
        }
        return new Checked.OfEntry(at, entry, checkpoint, committed.evidence());
    }

    private static Checked growth(JsonNode json) throws Flawed {
        String where = "the proof";
        ConsistencyProof proof = new ConsistencyProof(
                Fields.text(json, "origin", where),
                Fields.number(json, "from", where),
                Fields.hash(json, "fromRoot", where),
                Fields.number(json, "to", where),
                Fields.hash(json, "toRoot", where),
                Fields.path(json, where));
        if (!Proofs.verifyConsistency(proof.from(), proof.to(), proof.fromRoot(), proof.toRoot(), proof.path())) {
            throw new Flawed(where + "/path", "it does not lead from the one root to the other");
        }
        return new Checked.OfGrowth(proof);
    }

    /// The `typ` of a JWS that is not opened yet; empty when it has none.
    private static String typ(String header) throws Flawed {
        try {
            return Fields.parse(Base64.getUrlDecoder().decode(header), "the JWS header")
                    .path("typ")
                    .asText();
        } catch (IllegalArgumentException _) {
            throw new Flawed("the JWS header", "this is not base64url");
        }
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
