package org.caricom.conch.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.json.Json;
import org.caricom.conch.triage.Finding;
import org.caricom.conch.triage.Level;
import org.caricom.conch.triage.NcissScore;
import org.jspecify.annotations.Nullable;

/// Findings and score as they are kept with the case, so that a later version of the tables does not change what was
/// once assessed.
final class AssessmentJson {
    private AssessmentJson() {}

    /// What is kept.
    record Kept(List<Finding> findings, NcissScore score) {}

    static String write(List<Finding> findings, NcissScore score) {
        ObjectNode node = Json.object();
        ArrayNode classes = node.putArray("findings");
        for (Finding finding : findings) {
            classes.addObject()
                    .put("type", finding.type().code())
                    .put("reported", finding.reported())
                    .put("why", finding.why());
        }
        node.put("value", score.value());
        node.put("level", score.level().word());
        node.put("incomplete", score.incomplete());
        node.put("tables", score.tables());
        node.put("cutOffs", score.cutOffs());
        ArrayNode inputs = node.putArray("inputs");
        for (NcissScore.Input input : score.inputs()) {
            inputs.addObject()
                    .put("category", input.category())
                    .put("label", input.label())
                    .put("choice", input.choice())
                    .put("choiceLabel", input.choiceLabel())
                    .put("points", input.points())
                    .put("possible", input.possible());
        }
        return Json.text(node);
    }

    static Kept read(String text) {
        JsonNode node = Json.own(text);
        List<Finding> findings = new ArrayList<>();
        for (JsonNode finding : node.path("findings")) {
            Rsit type = Rsit.parse(finding.path("type").asText());
            findings.add(new Finding(
                    type == null ? Rsit.OTHER : type,
                    finding.path("reported").asBoolean(),
                    finding.path("why").asText()));
        }
        List<NcissScore.Input> inputs = new ArrayList<>();
        for (JsonNode input : node.path("inputs")) {
            inputs.add(new NcissScore.Input(
                    input.path("category").asText(),
                    input.path("label").asText(),
                    textOrNull(input.path("choice")),
                    textOrNull(input.path("choiceLabel")),
                    input.path("points").decimalValue(),
                    input.path("possible").decimalValue()));
        }
        Level level = Objects.requireNonNull(Level.parse(node.path("level").asText()));
        return new Kept(
                findings,
                new NcissScore(
                        node.path("value").decimalValue(),
                        level,
                        inputs,
                        node.path("incomplete").asBoolean(),
                        node.path("tables").asText(),
                        node.path("cutOffs").asText()));
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
