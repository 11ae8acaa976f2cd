package org.caricom.conch.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.caricom.conch.audit.ConsistencyProof;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.check.Checked;
import org.caricom.conch.audit.check.Growth;
import org.caricom.conch.audit.check.OfflineCheck;
import org.caricom.conch.tlog.Checkpoint;
import org.caricom.conch.tlog.TreeHash;
import org.jspecify.annotations.Nullable;

/// The checkpoints that a witness has seen: a folder for each log, a file for each size. A log that was rewritten
/// cannot be signed so that it agrees with them.
final class WitnessFolder {
    private static final String FORM = "[0-9]{19}\\.(note|jws)";

    private final Path folder;
    private final HubKeySet keys;

    WitnessFolder(Path folder, HubKeySet keys) {
        this.folder = folder;
        this.keys = keys;
    }

    /// Where the proof comes from that a log grew.
    @FunctionalInterface
    interface Proofs {
        /// Null when there is none at hand.
        @Nullable ConsistencyProof between(long from, long to) throws Refusal;
    }

    /// The sizes of the newest checkpoints of all logs.
    Set<Long> sizes() throws Refusal {
        Set<Long> sizes = new HashSet<>();
        for (Path log : list(folder)) {
            Path newest = newest(log);
            if (newest != null) {
                sizes.add(size(newest));
            }
        }
        return sizes;
    }

    /// Lays a checkpoint that the hub signed beside the newest that was kept, and keeps it where the log grew.
    ///
    /// @return a sentence on what was found
    String compare(Checkpoint now, String evidence, Map<Long, TreeHash> roots, Proofs proofs) throws Refusal {
        return compare(now, evidence, roots, proofs, false);
    }

    /// The same for what the hub says is its newest checkpoint: that has no fewer entries than one it signed before.
    String compareNewest(Checkpoint now, String evidence, Proofs proofs) throws Refusal {
        return compare(now, evidence, Map.of(), proofs, true);
    }

    private String compare(Checkpoint now, String evidence, Map<Long, TreeHash> roots, Proofs proofs, boolean isNewest)
            throws Refusal {
        Path log = folder.resolve(URLEncoder.encode(now.origin(), StandardCharsets.UTF_8));
        Path newest = newest(log);
        if (newest == null) {
            keep(log, now, evidence);
            return "Witness: the first checkpoint of this log, now kept.";
        }
        Checkpoint kept = read(newest);
        if (!kept.origin().equals(now.origin()) || kept.size() != size(newest)) {
            throw new Refusal(newest + " holds another checkpoint than its name says");
        }
        if (isNewest && now.size() < kept.size()) {
            throw contradiction(
                    log,
                    newest,
                    now,
                    evidence,
                    "THE LOG WAS CUT: its newest checkpoint has " + now.size() + " entries, but " + kept.size()
                            + " were signed before");
        }
        Growth growth = Growth.between(kept, now, null, roots);
        if (growth instanceof Growth.Unproven(long from, long to)) {
            growth = Growth.between(kept, now, proofs.between(from, to), roots);
        }
        return switch (growth) {
            case Growth.Same _ -> "Witness: the log is as it was when last seen.";
            case Growth.Grown(long entries) -> {
                keep(log, now, evidence);
                yield "Witness: the log only grew, by " + entries + " entries since it was last seen. Now kept.";
            }
            case Growth.Older _ -> "Witness: this checkpoint is older than the one kept, and agrees with it.";
            case Growth.Unproven(long from, long to) ->
                throw new Refusal("the log was last seen with another size; to compare, give with --proof what the hub"
                        + " answers at /api/v1/audit/consistency?from=" + from + "&to=" + to
                        + ", or ask it with --url");
            case Growth.Rewritten(String how) ->
                throw contradiction(log, newest, now, evidence, "THE LOG WAS REWRITTEN: " + how);
        };
    }

    private static Refusal contradiction(Path log, Path newest, Checkpoint now, String evidence, String what)
            throws Refusal {
        Path file = log.resolve(name(now, evidence).replace(".", ".contradicts-" + size(newest) + "."));
        Output.replace(file, evidence.getBytes(StandardCharsets.UTF_8));
        return new Refusal(what + ". The hub signed both " + newest + " and " + file + ": keep them, they prove it");
    }

    private Checkpoint read(Path file) throws Refusal {
        return switch (OfflineCheck.kept(keys, Output.read(file))) {
            case Checked.OfCheckpoint(Checkpoint checkpoint, String _) -> checkpoint;
            case Checked.Refused(String _, String why) -> throw new Refusal(file + ": " + why);
            default -> throw new Refusal(file + " is no checkpoint");
        };
    }

    private static void keep(Path log, Checkpoint checkpoint, String evidence) throws Refusal {
        try {
            Files.createDirectories(log);
        } catch (IOException e) {
            throw new Refusal(log + " cannot be made", e);
        }
        Output.replace(log.resolve(name(checkpoint, evidence)), evidence.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(Checkpoint checkpoint, String evidence) {
        return String.format(Locale.ROOT, "%019d", checkpoint.size()) + (evidence.contains("\n") ? ".note" : ".jws");
    }

    private static long size(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 19));
    }

    private static @Nullable Path newest(Path log) throws Refusal {
        return list(log).stream()
                .filter(file -> file.getFileName().toString().matches(FORM))
                .max(Comparator.comparing(file -> file.getFileName().toString()))
                .orElse(null);
    }

    private static List<Path> list(Path folder) throws Refusal {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new Refusal(folder + " cannot be read", e);
        }
    }
}
