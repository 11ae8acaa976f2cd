package org.caricom.conch.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Flaw;

/// Small documents of each format, and reading them.
final class Readings {
    static final Origin ORIGIN = new Origin(new MemberCode("TT"), Instant.parse("2026-04-01T00:00:00Z"));

    static final String BUNDLE = """
            {"type": "bundle", "id": "bundle--44af6c39-c09b-49c5-9de2-394224b04982", "objects": [
              {"type": "indicator", "spec_version": "2.1", "id": "indicator--33fe3b22-0201-47cf-85d0-97c02164528d",
               "created": "2026-03-01T09:00:00.000Z", "modified": "2026-03-01T09:00:00.000Z",
               "name": "Known C2 channel", "indicator_types": ["malicious-activity"],
               "pattern": "[ipv4-addr:value = '203.0.113.7']", "pattern_type": "stix",
               "valid_from": "2026-03-01T09:00:00Z"}]}""";

    static final String EVENT = """
            {"Event": {"uuid": "15ebb496-c51c-4f88-b60b-aba5f806db5f", "info": "Phishing against a bank",
              "date": "2026-03-04", "timestamp": "1772668800", "analysis": "0", "distribution": "1",
              "Attribute": [{"uuid": "5b747719-ca40-4bc9-b0ee-7e6aaa3a6cd0", "type": "domain",
                "category": "Network activity", "to_ids": true, "value": "bank-login.example"}]}}""";

    private Readings() {}

    static Reading of(String payload) {
        return of(payload, null);
    }

    static Reading of(String payload, String contentType) {
        return Formats.read(payload.getBytes(StandardCharsets.UTF_8), contentType, ORIGIN);
    }

    static Reading.Content content(String payload) {
        return switch (of(payload)) {
            case Reading.Content content -> content;
            case Reading.Unusable unusable -> throw new AssertionError(unusable);
            case Reading.Ambiguous ambiguous -> throw new AssertionError(ambiguous);
        };
    }

    static List<Flaw> flaws(String payload) {
        return switch (of(payload)) {
            case Reading.Content content -> throw new AssertionError(content);
            case Reading.Unusable unusable -> unusable.flaws();
            case Reading.Ambiguous ambiguous -> throw new AssertionError(ambiguous);
        };
    }

    /// An event like [#EVENT] with other members of its own, as JSON text that ends with a comma.
    static String event(String members, String attributes) {
        return """
                {"Event": {"uuid": "15ebb496-c51c-4f88-b60b-aba5f806db5f", "info": "Phishing against a bank",
                  "date": "2026-03-04", "timestamp": "1772668800", %s "Attribute": [%s]}}""".formatted(members, attributes);
    }

    static String attribute(String type, String value, String more) {
        return """
                {"type": "%s", "category": "Network activity", "value": "%s"%s}""".formatted(type, value.replace("\\", "\\\\"), more);
    }

    static String bundle(String objects) {
        return "{\"type\": \"bundle\", \"id\": \"bundle--44af6c39-c09b-49c5-9de2-394224b04982\", \"objects\": ["
                + objects + "]}";
    }

    /// A STIX domain object; `more` starts with a comma.
    static String object(String type, String uuidEnd, String more) {
        return """
                {"type": "%s", "spec_version": "2.1", "id": "%s--33fe3b22-0201-47cf-85d0-97c0216452%s",
                 "created": "2026-03-01T09:00:00.000Z", "modified": "2026-03-01T09:00:00.000Z"%s}""".formatted(type, type, uuidEnd, more);
    }
}
