package org.caricom.conch.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.caricom.conch.json.Json;

/// Reads the rules that stand as data beside this package's classes.
final class CaseResources {
    private CaseResources() {}

    static JsonNode json(String name) {
        try (InputStream in = CaseResources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return Json.own(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
