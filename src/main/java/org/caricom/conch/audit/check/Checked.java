package org.caricom.conch.audit.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.caricom.conch.audit.ConsistencyProof;
import org.caricom.conch.audit.HubKey;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.tlog.Checkpoint;
import org.caricom.conch.tlog.TreeHash;
import org.jspecify.annotations.Nullable;

/// What comes of checking one document.
public sealed interface Checked {
    /// What commits to the whole log, so that others can compare it.
    sealed interface Committed extends Checked {
        Checkpoint checkpoint();

        /// The checkpoint as it is kept for later: a signed note, or a compact JWS where there is no note.
        String evidence();
    }

    /// A receipt that the hub signed.
    record OfReceipt(Receipt receipt, HubKey key) implements Checked {}

    /// A checkpoint that the hub signed.
    record OfCheckpoint(Checkpoint checkpoint, String evidence) implements Committed {}

    /// An entry that is in the log of a checkpoint that the hub signed.
    ///
    /// @param index from 0
    record OfEntry(long index, JsonNode entry, Checkpoint checkpoint, String evidence) implements Committed {}

    /// A proof that one tree grew out of another. Nobody signs it: it is worth what the two roots are worth.
    record OfGrowth(ConsistencyProof proof) implements Checked {}

    /// A whole log, every entry of which is as the checkpoint has it.
    ///
    /// @param roots the roots it had at the sizes that were asked for
    /// @param entry the entry that was asked for; null when none was, or the log is not so long
    record OfLog(
            Checkpoint checkpoint,
            String evidence,
            Map<Long, TreeHash> roots,
            @Nullable JsonNode entry) implements Committed {
        public OfLog {
            roots = Map.copyOf(roots);
        }
    }

    /// It is not what the hub gave out.
    ///
    /// @param where the part that is wrong
    /// @param why   a sentence for a person
    record Refused(String where, String why) implements Checked {}
}
