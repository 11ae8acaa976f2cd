package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.json.Json;

/// A native report with what is known filled in, and what its stage asks for left blank.
///
/// A blank is an empty text, which no reader accepts: a template that was forgotten cannot be signed.
final class ReportTemplate {
    private static final String BLANK = "";
    private final ObjectNode schema;

    ReportTemplate() {
        try (InputStream in = Objects.requireNonNull(
                ReportTemplate.class.getResourceAsStream("/schemas/report.schema.json"),
                "the schema is not built in")) {
            schema = (ObjectNode) Json.own(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the schema cannot be read", e);
        }
    }

    /// Adds a blank for whatever the stage asks for and `report` does not have.
    void addBlanks(ObjectNode report, ReportStage stage) {
        for (String name : List.of("title", "awareAt", "tlp")) {
            blank(report, name);
        }
        if (stage == ReportStage.ALERT) {
            return;
        }
        blank(report, "writtenAt");
        blank(report, "summary");
        if (stage == ReportStage.UPDATE) {
            return;
        }
        for (String name : List.of("noticedAt", "sector", "outcome")) {
            blank(report, name);
        }
        for (String name : List.of("classes", "services", "actionsTaken")) {
            if (!report.has(name)) {
                report.putArray(name).add(BLANK);
            }
        }
        blanks(
                report,
                "impact",
                "functional",
                "activity",
                "location",
                "actor",
                "information",
                "recoverability",
                "potential");
        blanks(report, "consent", "sharing");
        blanks(report, "personalData", "involved");
    }

    /// One line for each blank: where it is, what belongs there, and the words it may be.
    List<String> comments(ObjectNode report) {
        List<String> comments = new ArrayList<>();
        collect(report, schema, "", comments);
        return comments;
    }

    private void collect(JsonNode value, JsonNode rule, String pointer, List<String> comments) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> collect(
                            member.getValue(),
                            rule.path("properties").path(member.getKey()),
                            pointer + "/" + member.getKey(),
                            comments));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                if (value.get(i).asText().equals(BLANK)) {
                    comments.add(pointer + "/" + i + "  " + comment(rule, rule.path("items")));
                }
            }
        } else if (value.isTextual() && value.asText().equals(BLANK)) {
            comments.add(pointer + "  " + comment(rule, rule));
        }
    }

    private static String comment(JsonNode described, JsonNode rule) {
        StringBuilder text = new StringBuilder(described.path("description").asText("See the schema."));
        JsonNode words = rule.path("enum");
        if (words.isArray()) {
            List<String> all = new ArrayList<>();
            words.forEach(word -> all.add(word.asText()));
            text.append(" One of: ").append(String.join(", ", all)).append('.');
        } else if (rule.path("$ref").asText().endsWith("/time")) {
            text.append(" A time such as 2026-03-05T06:20:00Z.");
        }
        return text.toString();
    }

    private static void blank(ObjectNode report, String name) {
        if (!report.has(name)) {
            report.put(name, BLANK);
        }
    }

    private static void blanks(ObjectNode report, String object, String... names) {
        if (!report.has(object)) {
            ObjectNode part = report.putObject(object);
            for (String name : names) {
                part.put(name, BLANK);
            }
        }
    }
}
