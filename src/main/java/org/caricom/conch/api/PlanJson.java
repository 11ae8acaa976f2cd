package org.caricom.conch.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.json.Json;
import org.caricom.conch.plan.Catalogue;
import org.caricom.conch.plan.Figure;
import org.caricom.conch.plan.Live;
import org.caricom.conch.plan.PlanView;
import org.caricom.conch.plan.Statement;
import org.jspecify.annotations.Nullable;

/// Plans as the API writes them.
final class PlanJson {
    private PlanJson() {}

    /// A plan whole.
    static ObjectNode plan(PlanView view, String version) {
        Catalogue.Plan text = view.text();
        ObjectNode node = Json.object();
        node.put("id", text.id());
        node.put("title", text.title());
        node.put("version", version);
        node.put("adopted", text.adopted());
        node.put("adoptedNote", text.adoptedNote());
        node.put("coordinator", text.coordinator());
        node.put("completeness", text.completeness());
        node.put("completenessNote", text.completenessNote());
        ArrayNode scope = node.putArray("memberScope");
        text.memberScope().forEach(member -> scope.add(member.value()));
        texts(node.putArray("sources"), text.sources());
        node.set("live", live(view.live()));
        ArrayNode indicators = node.putArray("indicators");
        for (PlanView.IndicatorView indicator : view.indicators()) {
            ObjectNode one = indicators.addObject();
            one.put("id", indicator.text().id());
            one.put("title", indicator.text().title());
            one.put("unit", indicator.text().unit());
            one.put("baseline", indicator.text().baseline());
            ArrayNode targets = one.putArray("yearlyTargets");
            indicator.text().yearlyTargets().forEach(targets::add);
            one.put("endTarget", indicator.text().endTarget());
            one.set("live", figure(indicator.live()));
            one.put("liveMeans", indicator.means());
        }
        ArrayNode areas = node.putArray("areas");
        for (PlanView.AreaView area : view.areas()) {
            ObjectNode one = areas.addObject();
            one.put("id", area.text().id());
            one.put("title", area.text().title());
            one.put("crossCutting", area.text().crossCutting());
            one.put("budget", area.text().budget());
            one.put("done", area.done());
            one.set("live", live(area.live()));
            ArrayNode actions = one.putArray("actions");
            area.actions().forEach(action -> actions.add(action(action)));
        }
        return node;
    }

    private static ObjectNode action(PlanView.ActionView view) {
        Catalogue.Action text = view.text();
        ObjectNode node = Json.object();
        node.put("id", text.id());
        node.put("title", text.title());
        texts(node.putArray("outputs"), text.outputs());
        texts(node.putArray("leads"), text.leads());
        node.put("basis", text.basis());
        node.put("due", text.due());
        node.put("dueText", text.dueText());
        node.put("statusReported", text.statusReported());
        node.put("perMember", text.perMember());
        texts(node.putArray("related"), text.related());
        texts(node.putArray("sources"), text.sources());
        Statement current = view.current();
        node.set("statusCurrent", current == null ? null : statement(current));
        ArrayNode members = node.putArray("statusByMember");
        view.statements().stream()
                .filter(statement -> statement.member() != null)
                .forEach(statement -> members.add(statement(statement)));
        node.set("live", live(view.live()));
        node.put("why", view.why());
        return node;
    }

    private static ObjectNode statement(Statement statement) {
        ObjectNode node = Json.object();
        node.put(
                "member", statement.member() == null ? null : statement.member().value());
        node.put("status", statement.status().word());
        node.put("note", statement.note());
        node.put("by", statement.by());
        node.put("at", statement.at().toString());
        return node;
    }

    private static @Nullable ObjectNode live(@Nullable Live live) {
        if (live == null) {
            return null;
        }
        ObjectNode node = Json.object();
        node.set("cases", figure(live.cases()));
        node.set("members", figure(live.members()));
        node.put(
                "lastEvidence",
                live.lastEvidence() == null ? null : live.lastEvidence().toString());
        return node;
    }

    /// `{"count": 5}`, `{"fewerThan": 3}` or, rounded to tens, `{"about": 30}`.
    private static ObjectNode figure(Figure figure) {
        ObjectNode node = Json.object();
        return switch (figure) {
            case Figure.Exact(int value) -> node.put("count", value);
            case Figure.FewerThan(int bound) -> node.put("fewerThan", bound);
            case Figure.About(int value) -> node.put("about", value);
        };
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
