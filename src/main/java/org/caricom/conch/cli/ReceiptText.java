package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;

/// What a receipt says, unchecked: `conch verify` is for checking.
final class ReceiptText {
    private ReceiptText() {}

    static JsonNode read(byte[] receipt) throws Refusal {
        String[] parts = new String(receipt, StandardCharsets.US_ASCII).trim().split("\\.", -1);
        if (parts.length == 3) {
            try {
                return Json.parse(Base64.getUrlDecoder().decode(parts[1]), JsonLimits.DEFAULT);
            } catch (JsonException | IllegalArgumentException _) {
                // told below
            }
        }
        throw new Refusal("this is no receipt");
    }
}
