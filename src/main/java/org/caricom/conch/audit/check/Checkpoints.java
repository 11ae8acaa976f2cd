package org.caricom.conch.audit.check;

import com.fasterxml.jackson.databind.JsonNode;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubKey;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.tlog.Checkpoint;
import org.caricom.conch.tlog.SignedNote;

/// Checks checkpoints in their three forms: signed note, JWS, and both of them in JSON.
///
/// @param keys           the hub's
/// @param revokedCounts whether a key that was revoked later still counts: for checkpoints that were checked before,
///                      when it was good. A checkpoint tells no time, so otherwise it does not
record Checkpoints(HubKeySet keys, boolean revokedCounts) {
    Checked.OfCheckpoint note(byte[] file, String where) throws Flawed {
        SignedNote note = SignedNote.parse(file);
        if (note == null) {
            throw new Flawed(where, "this is no signed note as C2SP signed-note has it");
        }
        HubKey key = keys.signer(note);
        if (key == null) {
            throw new Flawed(where, "none of these keys signed this note as it stands");
        }
        insistOnTrust(key, where);
        Checkpoint checkpoint = read(note.text(), where);
        if (key.note() == null || !checkpoint.origin().equals(key.note().name())) {
            throw new Flawed(where, "the key is for another log than " + checkpoint.origin());
        }
        return new Checked.OfCheckpoint(checkpoint, note.encoded());
    }

    Checked.OfCheckpoint jws(String compact, String where) throws Flawed {
        HubKeySet.Opened opened = keys.open(compact, AuditLog.CHECKPOINT_TYPE);
        if (opened == null) {
            throw new Flawed(where, "none of these keys signed this as a checkpoint");
        }
        insistOnTrust(opened.key(), where);
        return new Checked.OfCheckpoint(read(opened.payload(), where), compact);
    }

    /// As the API gives it: every part says the same, and both signatures hold.
    Checked.OfCheckpoint json(JsonNode json, String where) throws Flawed {
        Checkpoint checkpoint = read(Fields.text(json, "text", where), where + "/text");
        if (!checkpoint.origin().equals(Fields.text(json, "origin", where))) {
            throw new Flawed(where + "/origin", "the text says otherwise");
        }
        if (checkpoint.size() != Fields.number(json, "size", where)) {
            throw new Flawed(where + "/size", "the text says otherwise");
        }
        if (!checkpoint.root().equals(Fields.hash(json, "root", where))) {
            throw new Flawed(where + "/root", "the text says otherwise");
        }
        Checked.OfCheckpoint jws = jws(Fields.text(json, "signature", where), where + "/signature");
        Checked.OfCheckpoint note = note(Fields.utf8(Fields.text(json, "note", where)), where + "/note");
        if (!jws.checkpoint().equals(checkpoint) || !note.checkpoint().equals(checkpoint)) {
            throw new Flawed(where, "the signatures are for another checkpoint than the text");
        }
        return note;
    }

    private void insistOnTrust(HubKey key, String where) throws Flawed {
        if (key.revokedFrom() != null && !revokedCounts) {
            throw new Flawed(
                    where,
                    "the key " + key.kid() + " is revoked from " + key.revokedFrom()
                            + " on, and a checkpoint does not tell when it was signed; ask the hub for a new one");
        }
    }

    private static Checkpoint read(String text, String where) throws Flawed {
        Checkpoint checkpoint = Checkpoint.parse(text);
        if (checkpoint == null) {
            throw new Flawed(where, "this is no checkpoint as C2SP tlog-checkpoint has it");
        }
        return checkpoint;
    }
}
