package org.caricom.conch.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.audit.ReceiptCheck;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.audit.StoredLog;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/// Every report that is kept, checked: its bytes against its digest, that against its entry in the log, and all of it
/// against the receipt that the hub signed. What was made out of the bytes (the normal form) is not compared.
public final class StoredReports {
    private static final JsonLimits LIMITS = new JsonLimits(32, 1024 * 1024, 32, 100_000);

    private final HubKeySet keys;
    private final BitSet unseen;
    private final List<String> flaws = new ArrayList<>();
    private long reports;

    private StoredReports(HubKeySet keys, BitSet unseen) {
        this.keys = keys;
        this.unseen = unseen;
    }

    /// One report with what tells of it.
    ///
    /// @param receipt what the receipt must say
    /// @param signed  the receipt as kept
    /// @param leaf    the entry in the log; null when there is none
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stored(Receipt receipt, String signed, byte @Nullable [] message, int messageSize, byte @Nullable [] leaf) {}

    /// Checks all reports whose entries are in `log`.
    public static StoredReports check(Database database, HubKeySet keys, StoredLog log) {
        StoredReports check = new StoredReports(keys, log.filings());
        database.read(tx -> {
            ReportStore.eachStored(tx, log.size(), check::one);
            return check;
        });
        check.unseen.stream()
                .forEach(index -> check.flaws.add("entry " + index + " of the log tells of a report that is not kept"));
        return check;
    }

    /// How many there are.
    public long reports() {
        return reports;
    }

    /// What is wrong, a sentence each.
    public List<String> flaws() {
        return List.copyOf(flaws);
    }

    private void one(Stored stored) {
        reports++;
        Receipt receipt = stored.receipt();
        unseen.clear((int) receipt.logIndex());
        String which = "report " + receipt.report() + ": ";
        byte[] message = stored.message();
        if (message == null) {
            flaws.add(which + "its bytes are missing");
        } else if (!Sha256.of(message).equals(receipt.sha256()) || message.length != stored.messageSize()) {
            flaws.add(which + "its bytes are not those that were filed");
        }
        if (stored.leaf() == null || !tellsOf(stored.leaf(), receipt)) {
            flaws.add(which + "entry " + receipt.logIndex() + " of the log does not tell of it as it is kept");
        }
        switch (Receipts.verify(stored.signed(), keys)) {
            case ReceiptCheck.NotGenuine(String reason) -> flaws.add(which + "its receipt is not genuine. " + reason);
            case ReceiptCheck.Genuine(Receipt said) -> {
                if (!said.equals(receipt)) {
                    flaws.add(which + "its receipt says otherwise than what is kept");
                }
            }
        }
    }

    private static boolean tellsOf(byte[] leaf, Receipt receipt) {
        try {
            JsonNode entry = Json.parse(leaf, LIMITS);
            JsonNode body = entry.path("body");
            return entry.path("kind").asText().equals("report.received")
                    && body.path("report").asText().equals(receipt.report().toString())
                    && body.path("sha256").asText().equals(receipt.sha256().toString())
                    && body.path("member").asText().equals(receipt.member().value())
                    && body.path("at").asText().equals(receipt.receivedAt().toString());
        } catch (JsonException _) {
            return false;
        }
    }
}
