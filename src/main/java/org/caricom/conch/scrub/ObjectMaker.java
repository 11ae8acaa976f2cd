package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.StixTimestamp;
import org.caricom.conch.stix.ValuePaths;
import org.jspecify.annotations.Nullable;

/// Makes one object that may leave, property by property, as the policy says.
final class ObjectMaker {
    /// What an object is made from, once the first look has passed it.
    ///
    /// @param name  a family, technique or CVE; empty for an indicator
    /// @param terms of the object's own vocabulary
    private record Material(
            String name,
            String kind,
            Collection<String> terms,
            Collection<String> phases,
            @Nullable Integer confidence,
            @Nullable String pattern,
            @Nullable Instant firstSeen) {}

    private final Policy policy;

    ObjectMaker(Policy policy) {
        this.policy = policy;
    }

    /// An indicator for a value that has passed.
    DraftObject indicator(Observable observable, ReportedIndicator told, boolean toTheDay) {
        Policy.Value value = policy.values().get(observable.type());
        ValuePaths.ValuePath path = ValuePaths.byWord(observable.type().word());
        if (value == null || path == null) {
            throw new IllegalArgumentException("no indicator is made of " + observable.type());
        }
        Instant seen = told.firstSeen();
        Material material = new Material(
                "",
                value.kind(),
                told.indicatorTypes(),
                told.killChainPhases(),
                told.confidence(),
                path.pattern(observable.value()),
                seen == null ? null : seen.truncatedTo(toTheDay ? ChronoUnit.DAYS : ChronoUnit.HOURS));
        NaturalKey key = new NaturalKey("indicator", observable.type().word() + ":" + observable.value());
        return new DraftObject(key, properties("indicator", material), null, null, true);
    }

    /// A malware family, a technique or a vulnerability, each known by its name or number.
    ///
    /// @param known whether the name needs no person's word
    DraftObject named(String type, String name, Set<String> terms, boolean known) {
        Material material = new Material(name, "", terms, Set.of(), null, null, null);
        return new DraftObject(
                new NaturalKey(type, known ? name : Folding.fold(name)), properties(type, material), null, null, known);
    }

    static DraftObject relationship(NaturalKey source, String type, NaturalKey target) {
        ObjectNode properties = Json.object().put("relationship_type", type);
        return new DraftObject(NaturalKey.relationship(source, type, target), properties, source, target, true);
    }

    private ObjectNode properties(String type, Material material) {
        ObjectNode object = Json.object();
        Map<String, Making> properties = policy.objects().getOrDefault(type, Map.of());
        properties.forEach((property, making) -> put(object, property, making, material));
        return object;
    }

    private static void put(ObjectNode object, String property, Making making, Material material) {
        switch (making) {
            case Making.Template(String text) ->
                object.put(property, text.replace("{kind}", material.kind()).replace("{name}", material.name()));
            case Making.Terms(Set<String> allowed) -> list(object, property, allowed, material.terms());
            case Making.Phases(Set<String> allowed) -> phases(object, property, allowed, material.phases());
            case Making.Pattern _ -> {
                if (material.pattern() != null) {
                    object.put(property, material.pattern());
                }
            }
            case Making.RoundedTime _ -> {
                if (material.firstSeen() != null) {
                    object.put(property, StixTimestamp.of(material.firstSeen()).toString());
                }
            }
            // Known only at the time of publication: Stamping fills it in.
            case Making.Lifetime _ -> {}
            case Making.Scale(List<Integer> steps) -> scale(object, property, steps, material.confidence());
            case Making.True _ -> object.put(property, true);
            case Making.Reference(String catalogue) -> reference(object, property, catalogue, material.name());
        }
    }

    private static void list(ObjectNode object, String property, Set<String> allowed, Collection<String> told) {
        Set<String> terms = new TreeSet<>(told);
        terms.retainAll(allowed);
        if (!terms.isEmpty()) {
            ArrayNode array = object.putArray(property);
            terms.forEach(array::add);
        }
    }

    private static void phases(ObjectNode object, String property, Set<String> allowed, Collection<String> told) {
        Set<String> terms = new TreeSet<>(told);
        terms.retainAll(allowed);
        if (!terms.isEmpty()) {
            ArrayNode array = object.putArray(property);
            terms.forEach(phase ->
                    array.addObject().put("kill_chain_name", "mitre-attack").put("phase_name", phase));
        }
    }

    private static void scale(ObjectNode object, String property, List<Integer> steps, @Nullable Integer told) {
        if (told != null) {
            steps.stream()
                    .filter(step -> step <= told)
                    .max(Integer::compare)
                    .ifPresent(step -> object.put(property, step.intValue()));
        }
    }

    private static void reference(ObjectNode object, String property, String catalogue, String name) {
        ObjectNode reference = object.putArray(property).addObject();
        reference.put("source_name", catalogue).put("external_id", name);
        if (catalogue.equals("mitre-attack")) {
            reference.put("url", "https://attack.mitre.org/techniques/" + name.replace('.', '/'));
        }
    }
}
