package org.caricom.conch.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// The texts of the plans that Conch tracks, as far as public sources tell them. What a source does not say is null or
/// empty; nothing is filled in.
///
/// @param version of this collection
/// @param plans   in the order they are shown
public record Catalogue(String version, List<Plan> plans) {

    /// One plan.
    ///
    /// @param adopted          year, month or day, as far as known
    /// @param completeness     how much of the plan the sources gave, as a slug
    /// @param completenessNote the same in words
    /// @param memberScope      the members it is for; empty means all
    public record Plan(
            String id,
            String title,
            String adopted,
            @Nullable String adoptedNote,
            String completeness,
            String completenessNote,
            @Nullable String coordinator,
            List<MemberCode> memberScope,
            List<String> sources,
            List<Indicator> indicators,
            List<Area> areas) {
        public Plan {
            memberScope = List.copyOf(memberScope);
            sources = List.copyOf(sources);
            indicators = List.copyOf(indicators);
            areas = List.copyOf(areas);
        }
    }

    /// A measure that the plan itself sets.
    ///
    /// @param yearlyTargets for the first year, the second, …
    public record Indicator(
            String id, String title, String unit, int baseline, List<Integer> yearlyTargets, int endTarget) {
        public Indicator {
            yearlyTargets = List.copyOf(yearlyTargets);
        }
    }

    /// An area of a plan: a pillar, a component.
    public record Area(
            String id,
            String title,
            boolean crossCutting,
            @Nullable String budget,
            List<Action> actions) {
        public Area {
            actions = List.copyOf(actions);
        }
    }

    /// One action.
    ///
    /// @param basis          where its text is from: `document-row`, `official-summary`, …
    /// @param due            `YYYY-MM` or `YYYY-MM-DD`; null when the source states none
    /// @param statusReported what the source says of its state; not Conch's view
    /// @param perMember      whether progress makes sense for each member
    /// @param related        ids of areas and actions elsewhere that it touches
    public record Action(
            String id,
            String title,
            List<String> outputs,
            List<String> leads,
            String basis,
            @Nullable String due,
            @Nullable String dueText,
            @Nullable String statusReported,
            boolean perMember,
            List<String> related,
            List<String> sources) {
        public Action {
            outputs = List.copyOf(outputs);
            leads = List.copyOf(leads);
            related = List.copyOf(related);
            sources = List.copyOf(sources);
        }
    }

    public Catalogue {
        plans = List.copyOf(plans);
    }

    /// The collection that Conch ships.
    public static Catalogue standard() {
        JsonNode json = json("catalogue.json");
        List<Plan> plans = new ArrayList<>();
        json.path("plans").forEach(plan -> plans.add(plan(plan)));
        return new Catalogue(json.path("version").asText(), plans);
    }

    static JsonNode json(String name) {
        try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return Json.own(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Plan plan(JsonNode node) {
        List<Area> areas = new ArrayList<>();
        node.path("areas").forEach(area -> areas.add(area(area)));
        List<Indicator> indicators = new ArrayList<>();
        for (JsonNode indicator : node.path("indicators")) {
            List<Integer> targets = new ArrayList<>();
            indicator.path("yearly_targets").forEach(target -> targets.add(target.asInt()));
            indicators.add(new Indicator(
                    indicator.path("id").asText(),
                    indicator.path("title").asText(),
                    indicator.path("unit").asText(),
                    indicator.path("baseline").asInt(),
                    targets,
                    indicator.path("end_target").asInt()));
        }
        return new Plan(
                node.path("id").asText(),
                node.path("title").asText(),
                node.path("adopted").asText(),
                text(node.path("adopted_note")),
                node.path("completeness").asText(),
                node.path("completeness_note").asText(),
                text(node.path("coordinator")),
                texts(node.path("member_scope")).stream().map(MemberCode::new).toList(),
                texts(node.path("source")),
                indicators,
                areas);
    }

    private static Area area(JsonNode node) {
        List<Action> actions = new ArrayList<>();
        for (JsonNode action : node.path("actions")) {
            actions.add(new Action(
                    action.path("id").asText(),
                    action.path("title").asText(),
                    texts(action.path("outputs")),
                    texts(action.path("leads")),
                    action.path("basis").asText(),
                    text(action.path("due")),
                    text(action.path("due_text")),
                    text(action.path("status_reported")),
                    action.path("per_member").asBoolean(false),
                    texts(action.path("related")),
                    texts(action.path("source"))));
        }
        return new Area(
                node.path("id").asText(),
                node.path("title").asText(),
                node.path("cross_cutting").asBoolean(false),
                text(node.path("budget")),
                actions);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
