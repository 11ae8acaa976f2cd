package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.audit.check.Checked;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// A receipt that the hub signed, beside the report it is for and the log it stands in.
final class ReceiptVerification {
    private final Checked.OfReceipt checked;
    private final Saying out;

    ReceiptVerification(Checked.OfReceipt checked, Saying out) {
        this.checked = checked;
        this.out = out;
    }

    /// @param filed the filed bytes; null when they are not at hand
    /// @param proof what `--proof` names, checked; null when nothing is named
    void run(@Nullable Path filed, @Nullable Checked proof) throws Refusal {
        Receipt said = checked.receipt();
        if (filed != null && !Sha256.of(Output.read(filed)).equals(said.sha256())) {
            throw new Refusal("the receipt is genuine, but not for " + filed + ": the digests differ");
        }
        String place = proof == null ? "" : place(said, proof);
        out.say("Genuine: the hub took in report " + said.report() + " of " + said.member() + " at " + said.receivedAt()
                + ".");
        out.say("SHA-256 of the filed bytes: " + said.sha256()
                + (filed == null ? " (no file to compare)" : ", as of " + filed));
        out.say("Position in the audit log: " + said.logIndex() + place);
        Instant revoked = checked.key().revokedFrom();
        if (revoked != null && proof == null) {
            out.say("Beware: the key " + checked.key().kid() + " is revoked from " + revoked
                    + " on. Whoever has it can write an earlier time: check the receipt with --proof too.");
        }
    }

    private static String place(Receipt said, Checked proof) throws Refusal {
        return switch (proof) {
            case Checked.OfEntry entry
            when entry.index() == said.logIndex() -> {
                insist(said, entry.entry());
                yield ", proven in the log of " + entry.checkpoint().size() + " entries";
            }
            case Checked.OfEntry entry ->
                throw new Refusal("the receipt is genuine, but the proof is for entry " + entry.index() + ", not "
                        + said.logIndex());
            case Checked.OfLog log -> {
                JsonNode entry = log.entry();
                if (entry == null) {
                    throw new Refusal("the receipt names entry " + said.logIndex() + ", but the log has only "
                            + log.checkpoint().size());
                }
                insist(said, entry);
                yield ", found in the log of " + log.checkpoint().size() + " entries";
            }
            case Checked.Refused(String where, String why) ->
                throw new Refusal("the receipt is genuine, but the proof is not: " + where + ": " + why);
            case Checked.OfReceipt _, Checked.OfCheckpoint _, Checked.OfGrowth _ ->
                throw new Refusal("what --proof names is neither an inclusion proof nor an exported log");
        };
    }

    /// Every fact of the receipt is one of the entry.
    private static void insist(Receipt said, JsonNode entry) throws Refusal {
        JsonNode body = entry.path("body");
        boolean same = entry.path("kind").asText().equals("report.received")
                && body.path("report").asText().equals(said.report().toString())
                && body.path("sha256").asText().equals(said.sha256().toString())
                && body.path("member").asText().equals(said.member().value())
                && body.path("at").asText().equals(said.receivedAt().toString());
        if (!same) {
            throw new Refusal("the receipt is signed, but entry " + said.logIndex()
                    + " of the log tells of something else: the hub contradicts itself");
        }
    }
}
