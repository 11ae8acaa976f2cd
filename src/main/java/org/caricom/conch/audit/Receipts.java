package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.JwsSigner;
import org.jspecify.annotations.Nullable;

/// Signs receipts, and checks them for whoever holds one: CONTRACT.md section 3.
public final class Receipts {
    /// The `typ` of a receipt.
    public static final String TYPE = "conch-receipt+jws";

    private final HubKeys keys;

    public Receipts(HubKeys keys) {
        this.keys = keys;
    }

    /// Signs receipts with one key; touches no database.
    @FunctionalInterface
    public interface Pen {
        /// The receipt as a compact JWS over canonical JSON.
        String sign(Receipt receipt);
    }

    /// What signs receipts for what `tx` has appended to the log: ask after appending.
    public Pen pen(Transaction tx) {
        JwsSigner signer = keys.signer(tx);
        return receipt -> signer.compact(signer.header(TYPE, null, null, null, null), Json.canonical(json(receipt)));
    }

    /// Checks a receipt with nothing but the hub's public keys.
    ///
    /// @param receipt the compact JWS; white space around it does not matter
    /// @param jwks    the hub's keys as `/.well-known/jwks.json` gives them
    public static ReceiptCheck verify(String receipt, String jwks) {
        HubKeySet keys = HubKeySet.parse(jwks.getBytes(StandardCharsets.UTF_8));
        return keys == null
                ? new ReceiptCheck.NotGenuine("The keys are not a JSON Web Key Set.")
                : verify(receipt.strip(), keys);
    }

    /// The same with keys that are read already, and without white space around the JWS.
    public static ReceiptCheck verify(String receipt, HubKeySet keys) {
        HubKeySet.Opened opened = keys.open(receipt, TYPE);
        if (opened == null) {
            return new ReceiptCheck.NotGenuine("None of these keys signed this as a receipt.");
        }
        Receipt read = read(opened.payload());
        if (read == null) {
            return new ReceiptCheck.NotGenuine("The hub signed this, but it does not read as a receipt.");
        }
        HubKey key = opened.key();
        if (!key.vouchesAt(read.receivedAt())) {
            return new ReceiptCheck.NotGenuine("The key " + key.kid() + " is revoked from " + key.revokedFrom()
                    + " on, and this receipt is of " + read.receivedAt() + ".");
        }
        return new ReceiptCheck.Genuine(read);
    }

    /// What a receipt says, in JSON.
    public static ObjectNode json(Receipt receipt) {
        ObjectNode json = Json.object();
        json.put("report", receipt.report().toString());
        json.put("sha256", receipt.sha256().toString());
        json.put("member", receipt.member().value());
        json.put("receivedAt", receipt.receivedAt().toString());
        json.put("logIndex", receipt.logIndex());
        return json;
    }

    private static @Nullable Receipt read(String payload) {
        try {
            JsonNode json = Json.parse(payload.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
            ReportId report = ReportId.parse(json.path("report").asText(""));
            return report == null
                    ? null
                    : new Receipt(
                            report,
                            Sha256.fromHex(json.path("sha256").asText("")),
                            new MemberCode(json.path("member").asText("")),
                            Instant.parse(json.path("receivedAt").asText("")),
                            json.path("logIndex").asLong(-1));
        } catch (JsonException | IllegalArgumentException | DateTimeException _) {
            return null;
        }
    }
}
