package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.TrustedJws;
import org.jspecify.annotations.Nullable;

/// Signs receipts, and checks them for whoever holds one: CONTRACT.md section 3.
public final class Receipts {
    /// The `typ` of a receipt.
    public static final String TYPE = "conch-receipt+jws";

    private final HubKeys keys;

    public Receipts(HubKeys keys) {
        this.keys = keys;
    }

    /// The receipt as a compact JWS over canonical JSON.
    public String sign(Receipt receipt) {
        var signer = keys.signer();
        return signer.compact(signer.header(TYPE, null, null, null, null), Json.canonical(json(receipt)));
    }

    /// Checks a receipt with nothing but the hub's public keys.
    ///
    /// @param receipt the compact JWS; white space around it does not matter
    /// @param jwks    the hub's keys as `/.well-known/jwks.json` gives them
    public static ReceiptCheck verify(String receipt, String jwks) {
        List<JWK> keys;
        try {
            keys = JWKSet.parse(jwks).getKeys();
        } catch (ParseException _) {
            return new ReceiptCheck.NotGenuine("The keys are not a JSON Web Key Set.");
        }
        byte[] payload = TrustedJws.payload(receipt.strip(), TYPE, keys);
        if (payload == null) {
            return new ReceiptCheck.NotGenuine("None of these keys signed this as a receipt.");
        }
        Receipt read = read(payload);
        return read == null
                ? new ReceiptCheck.NotGenuine("The hub signed this, but it does not read as a receipt.")
                : new ReceiptCheck.Genuine(read);
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

    private static @Nullable Receipt read(byte[] payload) {
        try {
            JsonNode json = Json.parse(payload, JsonLimits.DEFAULT);
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
