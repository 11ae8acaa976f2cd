package org.caricom.conch.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.cases.CaseRow;
import org.caricom.conch.cases.CaseView;
import org.caricom.conch.cases.Correlation;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.json.Json;
import org.caricom.conch.plan.Evidence;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.Finding;
import org.caricom.conch.triage.NcissScore;
import org.jspecify.annotations.Nullable;

/// Cases as the API writes them. The answer's shape is part of the outside contract.
final class CaseJson {
    private CaseJson() {}

    /// A case in a list.
    static ObjectNode row(CaseRow row, Instant now) {
        ObjectNode node = Json.object();
        node.put("id", row.id().toString());
        node.put("version", row.version());
        node.put("member", row.member().value());
        node.put("title", row.title());
        node.put("language", row.language());
        node.put("state", row.state().word());
        node.put("outcome", row.outcome() == null ? null : row.outcome().word());
        node.put("test", row.test());
        ArrayNode classes = node.putArray("classes");
        row.classes().stream().map(Rsit::code).forEach(classes::add);
        node.put("sector", row.sector() == null ? null : row.sector().word());
        node.putObject("score")
                .put("value", row.score())
                .put("level", row.level().word())
                .put("incomplete", row.incomplete());
        node.put("priority", row.priority().word());
        node.put("assignee", row.assignee());
        node.put("tlp", row.tlp().label());
        node.set("clock", row.clock() == null ? null : clock(row.clock(), now));
        node.put("seenIn", row.seenIn());
        node.put("reportCount", row.reports());
        node.put("openedAt", row.openedAt().toString());
        node.put("changedAt", row.changedAt().toString());
        return node;
    }

    /// A case whole.
    static ObjectNode view(CaseView view, List<Evidence> evidence, Instant now) {
        ObjectNode node = row(view.row(), now);
        node.set("score", score(view.score()));
        ArrayNode findings = node.putArray("findings");
        for (Finding finding : view.findings()) {
            findings.addObject()
                    .put("type", finding.type().code())
                    .put("label", finding.type().label())
                    .put("reported", finding.reported())
                    .put("why", finding.why());
        }
        node.put("priorityByTriage", view.byTriage().word());
        CaseView.PriorityOverride override = view.override();
        if (override == null) {
            node.putNull("priorityOverride");
        } else {
            node.putObject("priorityOverride")
                    .put("priority", override.priority().word())
                    .put("reason", override.reason())
                    .put("by", override.by())
                    .put("at", override.at().toString());
        }
        ArrayNode clocks = node.putArray("clocks");
        view.clocks().forEach(clock -> clocks.add(clock(clock, now)));
        node.set("facts", facts(view.facts()));
        ArrayNode reports = node.putArray("reports");
        for (CaseView.FiledVersion report : view.reports()) {
            reports.addObject()
                    .put("id", report.id().toString())
                    .put("stage", report.stage().word())
                    .put("receivedAt", report.receivedAt().toString())
                    .put("current", report.current());
        }
        ArrayNode values = node.putArray("observables");
        for (CaseView.SeenValue value : view.values()) {
            observable(values.addObject(), value.observable())
                    .put("seenIn", value.seenIn())
                    .put("listed", value.listed());
        }
        ArrayNode states = node.putArray("nextStates");
        view.next().stream().sorted().map(CaseState::word).forEach(states::add);
        ArrayNode actions = node.putArray("planActions");
        for (Evidence action : evidence) {
            actions.addObject()
                    .put("plan", action.plan())
                    .put("action", action.action())
                    .put("title", action.title())
                    .put("why", action.why());
        }
        return node;
    }

    static ObjectNode clock(Clock clock, Instant now) {
        Clock.Reading reading = clock.at(now);
        ObjectNode node = Json.object();
        node.put("kind", clock.kind().word());
        node.put("status", reading.status().word());
        node.put("law", clock.kind().law());
        node.put("basis", clock.basis());
        node.put("startedAt", clock.start() == null ? null : clock.start().toString());
        node.put("dueAt", clock.due() == null ? null : clock.due().toString());
        node.put("metAt", clock.metAt() == null ? null : clock.metAt().toString());
        node.put(
                "stoppedBecause",
                clock.stopped() == null ? null : clock.stopped().word());
        node.put("used", BigDecimal.valueOf(reading.used()).setScale(3, RoundingMode.HALF_UP));
        if (reading.left() == null) {
            node.putNull("leftSeconds");
        } else {
            node.put("leftSeconds", reading.left().toSeconds());
        }
        return node;
    }

    static ObjectNode entry(TimelineEntry entry) {
        ObjectNode node = Json.object();
        node.put("number", entry.number());
        node.put("at", entry.at().toString());
        node.put("actor", entry.actor());
        node.put("kind", entry.kind().word());
        ObjectNode details = node.putObject("details");
        entry.details().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(detail -> details.put(detail.getKey(), detail.getValue()));
        node.put("text", entry.text());
        node.put("audience", entry.audience().word());
        return node;
    }

    static ObjectNode correlation(Correlation correlation) {
        ObjectNode node = Json.object();
        Correlation.Known known = correlation.known();
        node.put("known", known != null);
        if (known != null) {
            node.put("case", known.id().toString());
            node.put("member", known.member().value());
            node.put("title", known.title());
            node.put("openedAt", known.openedAt().toString());
        }
        if (correlation.other() instanceof Correlation.Partner partner) {
            node.put("source", partner.source());
            node.put("tlp", partner.tlp().label());
            node.put("trust", partner.trust());
        }
        node.put("score", correlation.score());
        node.put("sameCampaign", correlation.sameCampaign());
        node.put("duplicate", correlation.duplicate());
        ArrayNode reasons = node.putArray("reasons");
        correlation.reasons().forEach(reasons::add);
        ArrayNode shared = node.putArray("shared");
        for (Correlation.Shared value : correlation.shared()) {
            observable(shared.addObject(), value.observable()).put("seenIn", value.seenIn());
        }
        return node;
    }

    private static ObjectNode score(NcissScore score) {
        ObjectNode node = Json.object();
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
                    .put("possible", input.possible())
                    .put("answered", input.answered());
        }
        return node;
    }

    /// What the page shows of the facts; the report itself has them all.
    private static ObjectNode facts(Facts facts) {
        ObjectNode node = Json.object();
        node.put("reference", facts.reference());
        node.put("stage", facts.stage().word());
        node.put("summary", facts.summary());
        node.put("beganAt", text(facts.beganAt()));
        node.put("noticedAt", text(facts.noticedAt()));
        node.put("awareAt", text(facts.awareAt()));
        node.put("victim", facts.victim().name());
        texts(node.putArray("services"), facts.services());
        node.put("peopleAffected", facts.peopleAffected());
        node.put("systemsAffected", facts.systemsAffected());
        texts(node.putArray("techniques"), facts.techniques());
        texts(node.putArray("malware"), facts.malware());
        texts(node.putArray("vulnerabilities"), facts.vulnerabilities());
        texts(node.putArray("actionsTaken"), facts.actionsTaken());
        node.put("helpWanted", facts.helpWanted());
        node.put("personalData", facts.personalData().involved().name().toLowerCase(java.util.Locale.ROOT));
        node.put("outcome", facts.outcome() == null ? null : facts.outcome().word());
        node.putObject("consent")
                .put("sharing", facts.consent().sharing().word())
                .put("limit", facts.consent().limit().label());
        return node;
    }

    private static ObjectNode observable(ObjectNode node, Observable observable) {
        return node.put("type", observable.type().word()).put("value", observable.value());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
