package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.caricom.conch.cases.CaseChange;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// Reads the JSON merge patch (RFC 7396) of a case into the change it asks for, telling every flaw in one go.
final class CasePatch {
    private static final Set<String> KNOWN = Set.of("state", "outcome", "assignee", "priority", "priorityReason");

    private final JsonNode patch;
    private final List<Flaw> flaws = new ArrayList<>();

    private CasePatch(JsonNode patch) {
        this.patch = patch;
    }

    static CaseChange read(JsonNode patch) throws Problem {
        if (!patch.isObject()) {
            throw Problem.of(ProblemType.UNUSABLE, "A merge patch of a case is a JSON object.");
        }
        return new CasePatch(patch).change();
    }

    private CaseChange change() throws Problem {
        patch.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                flaw(name, "unknown", "A case has no such member that can be changed.");
            }
        });
        CaseState state = word("state", CaseState::parse, "no such state");
        Outcome outcome = word("outcome", Outcome::parse, "no such outcome");
        CaseChange.Assignment assignment = null;
        if (patch.has("assignee")) {
            assignment = new CaseChange.Assignment(textOrNull("assignee"));
        }
        CaseChange.PriorityChoice choice = priority();
        if (!flaws.isEmpty()) {
            throw Problem.of(ProblemType.UNUSABLE, "The change cannot be read; errors says where.")
                    .with(flaws);
        }
        return new CaseChange(state, outcome, assignment, choice);
    }

    private CaseChange.@Nullable PriorityChoice priority() {
        if (!patch.has("priority")) {
            if (patch.has("priorityReason")) {
                flaw("priorityReason", "alone", "A reason comes with the priority it explains.");
            }
            return null;
        }
        JsonNode node = patch.path("priority");
        String reason = textOrNull("priorityReason");
        if (node.isNull()) {
            return new CaseChange.PriorityChoice(null, reason == null ? "back to what triage gives" : reason);
        }
        Priority priority = word("priority", Priority::parse, "no such priority");
        if (reason == null || reason.isBlank()) {
            flaw("priorityReason", "missing", "Say why the priority shall be another than triage gives.");
            return null;
        }
        return new CaseChange.PriorityChoice(priority, reason);
    }

    private <T> @Nullable T word(String name, Function<String, @Nullable T> parse, String complaint) {
        JsonNode node = patch.get(name);
        if (node == null || (node.isNull() && name.equals("outcome"))) {
            return null;
        }
        T value = node.isTextual() ? parse.apply(node.textValue()) : null;
        if (value == null) {
            flaw(name, "not-a-word", "There is " + complaint + ".");
        }
        return value;
    }

    private @Nullable String textOrNull(String name) {
        JsonNode node = patch.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            flaw(name, "not-text", "This is a text or null.");
            return null;
        }
        return node.textValue();
    }

    private void flaw(String name, String code, String detail) {
        flaws.add(new Flaw(JsonPointers.append("", name), code, detail));
    }
}
