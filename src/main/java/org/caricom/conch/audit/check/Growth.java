package org.caricom.conch.audit.check;

import java.util.Map;
import org.caricom.conch.audit.ConsistencyProof;
import org.caricom.conch.tlog.Checkpoint;
import org.caricom.conch.tlog.TreeHash;
import org.jspecify.annotations.Nullable;

/// What a witness finds when it lays a checkpoint beside one that it kept.
public sealed interface Growth {
    /// The same log at the same size.
    record Same() implements Growth {}

    /// The kept one is the beginning of the new one.
    record Grown(long entries) implements Growth {}

    /// The new one is the beginning of the kept one: it is older.
    record Older() implements Growth {}

    /// A proof from `from` to `to` entries is needed to tell.
    record Unproven(long from, long to) implements Growth {}

    /// The hub signed two logs that contradict each other.
    ///
    /// @param how a sentence for a person
    record Rewritten(String how) implements Growth {}

    /// Compares two checkpoints of one log, both of which the hub signed.
    ///
    /// @param proof a proof that was checked; null when there is none at hand
    /// @param roots roots of the log that `now` commits to, by size, where the whole log is at hand
    static Growth between(
            Checkpoint kept, Checkpoint now, @Nullable ConsistencyProof proof, Map<Long, TreeHash> roots) {
        if (kept.size() == now.size()) {
            return kept.root().equals(now.root())
                    ? new Same()
                    : new Rewritten("two different logs of " + kept.size() + " entries are signed");
        }
        Checkpoint smaller = kept.size() < now.size() ? kept : now;
        Checkpoint larger = kept.size() < now.size() ? now : kept;
        Growth good = kept.size() < now.size() ? new Grown(now.size() - kept.size()) : new Older();
        TreeHash root = roots.get(kept.size());
        if (root != null) {
            return root.equals(kept.root())
                    ? good
                    : new Rewritten("the first " + kept.size() + " entries are not those that were kept");
        }
        if (smaller.size() == 0) {
            return good;
        }
        if (proof == null
                || !proof.origin().equals(kept.origin())
                || proof.from() != smaller.size()
                || proof.to() != larger.size()
                || !proof.toRoot().equals(larger.root())) {
            return new Unproven(smaller.size(), larger.size());
        }
        // The proof holds: the larger log begins with a log of the root that the proof names, and with no other.
        return proof.fromRoot().equals(smaller.root())
                ? good
                : new Rewritten("the first " + smaller.size() + " of the " + larger.size()
                        + " entries are not those that were signed before");
    }
}
