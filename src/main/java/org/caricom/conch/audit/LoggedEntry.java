package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.caricom.conch.json.Json;

/// An entry in its place in the log.
///
/// @param index from 0
/// @param leaf  its canonical JSON, exactly as hashed
/// @param entry the same, read
public record LoggedEntry(long index, String leaf, JsonNode entry) {
    static LoggedEntry read(long index, byte[] leaf) {
        return new LoggedEntry(index, new String(leaf, StandardCharsets.UTF_8), Json.own(leaf));
    }
}
