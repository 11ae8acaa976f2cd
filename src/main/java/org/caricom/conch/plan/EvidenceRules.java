package org.caricom.conch.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Which cases are evidence for which action, and why, as data. An action without a rule has no figures: nothing that a
/// case says would show it.
final class EvidenceRules {
    private final String version;
    private final Map<String, JsonNode> rules = new LinkedHashMap<>();

    private EvidenceRules(JsonNode node) {
        version = node.path("version").asText();
        for (JsonNode rule : node.path("rules")) {
            rules.put(rule.path("action").asText(), rule);
        }
    }

    /// The rules that Conch ships.
    static EvidenceRules standard() {
        return new EvidenceRules(Catalogue.json("evidence.json"));
    }

    String version() {
        return version;
    }

    /// Why a case counts for the action; null when none does.
    @Nullable String why(String action) {
        JsonNode rule = rules.get(action);
        return rule == null ? null : rule.path("why").asText();
    }

    Set<String> actions() {
        return Set.copyOf(rules.keySet());
    }

    /// The rules as SQL reads them, each with the plan and area of its action.
    String forSql(Catalogue catalogue) {
        ArrayNode array = Json.array();
        for (Catalogue.Plan plan : catalogue.plans()) {
            for (Catalogue.Area area : plan.areas()) {
                for (Catalogue.Action action : area.actions()) {
                    JsonNode rule = rules.get(action.id());
                    if (rule != null) {
                        ObjectNode row = array.addObject();
                        row.put("plan", plan.id()).put("area", area.id()).put("action", action.id());
                        row.set("sectors", rule.get("sectors"));
                        row.set("members", rule.get("members"));
                        row.set("needs", rule.get("needs"));
                    }
                }
            }
        }
        return Json.text(array);
    }
}
