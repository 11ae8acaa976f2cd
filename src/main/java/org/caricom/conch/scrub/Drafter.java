package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.stix.PatternText;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.ValuePaths;
import org.jspecify.annotations.Nullable;

/// The first look: makes from the sources the objects that the policy lets leave, and notes what became of the rest.
///
/// Values come from the facts alone, which are typed and normalised; the STIX objects of a source add which malware or
/// technique an indicator stands for, and terms of closed lists. No text is ever copied.
final class Drafter {
    private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,19}");
    private static final Pattern FAMILY_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]{1,39}");

    private final Policy policy;
    private final Lists lists;
    private final List<Source> sources;
    private final ValueRules rules;
    private final ObjectMaker maker;
    private final List<DraftObject> objects = new ArrayList<>();
    private final Set<String> accounted = new TreeSet<>();
    private final Map<String, NaturalKey> keysByWording = new HashMap<>();

    Drafter(Policy policy, Lists lists, List<Source> sources) {
        this.policy = policy;
        this.lists = lists;
        this.sources = sources;
        List<IPAddress> networks = new ArrayList<>();
        for (Source source : sources) {
            networks.addAll(Networks.addresses(source.facts().victim().networks()));
            source.facts().indicators().stream()
                    .filter(indicator -> indicator.role() == ReportedIndicator.Role.VICTIM)
                    .map(indicator -> Networks.parse(indicator.observable().value()))
                    .filter(address -> address != null)
                    .forEach(networks::add);
        }
        this.rules = new ValueRules(
                policy, networks, SourceWords.names(sources, lists).needles());
        this.maker = new ObjectMaker(policy);
    }

    Draft draft() {
        PreviewRows rows = new PreviewRows();
        sources.stream().filter(Source::shareable).forEach(rows::told);
        values(rows);
        names(rows);
        relationships();
        rows.identifiers(
                sources, (int) objects.stream().map(DraftObject::key).distinct().count());
        int sourceObjects =
                sources.stream().mapToInt(source -> source.objects().size()).sum();
        return new Draft(objects, rows.rows(), SourceWords.of(sources, accounted, lists), sourceObjects);
    }

    /// Every value once, by the strictest word that any report says of it.
    private void values(PreviewRows rows) {
        Map<Observable, List<ReportedIndicator>> told = new LinkedHashMap<>();
        Map<Observable, Tlp> markings = new HashMap<>();
        Set<Observable> known = new LinkedHashSet<>();
        Set<Observable> current = new LinkedHashSet<>();
        for (Source source : sources) {
            known.addAll(source.known());
            for (ReportedIndicator indicator : source.facts().indicators()) {
                Observable observable = indicator.observable();
                told.computeIfAbsent(observable, _ -> new ArrayList<>())
                        .add(source.shareable() ? indicator : Merging.warning(indicator));
                markings.merge(observable, source.facts().tlp(), Tlp::strictest);
                if (source.shareable()) {
                    current.add(observable);
                }
            }
        }
        for (Observable observable : current) {
            ReportedIndicator merged = Merging.merge(told.getOrDefault(observable, List.of()));
            Look look = rules.look(merged, known.contains(observable));
            rows.value(observable, look);
            String output = switch (look) {
                case Look.Kept(String value) -> value;
                case Look.Changed(String value, Reason _) -> value;
                case Look.Dropped _ -> null;
            };
            if (output != null) {
                boolean toTheDay = !markings.getOrDefault(observable, Tlp.RED).isAtMost(Tlp.AMBER);
                DraftObject object = maker.indicator(new Observable(observable.type(), output), merged, toTheDay);
                rows.validFrom(merged.firstSeen(), object, toTheDay);
                objects.add(object);
                account(observable.value());
                account(output);
                keysByWording.put(observable.type().word() + ":" + observable.value(), object.key());
            }
        }
    }

    private void names(PreviewRows rows) {
        Set<String> techniques = new LinkedHashSet<>();
        Set<String> malware = new LinkedHashSet<>();
        Set<String> vulnerabilities = new LinkedHashSet<>();
        for (Source source : sources) {
            if (source.shareable()) {
                techniques.addAll(source.facts().techniques());
                malware.addAll(source.facts().malware());
                vulnerabilities.addAll(source.facts().vulnerabilities());
            }
        }
        for (String technique : techniques) {
            if (rows.keptWhen(
                    Preview.Property.TECHNIQUES,
                    technique,
                    TECHNIQUE.matcher(technique).matches())) {
                add(technique, maker.named("attack-pattern", technique, Set.of(), true));
            }
        }
        for (String vulnerability : vulnerabilities) {
            if (rows.keptWhen(
                    Preview.Property.VULNERABILITIES,
                    vulnerability,
                    CVE.matcher(vulnerability).matches())) {
                add(vulnerability, maker.named("vulnerability", vulnerability, Set.of(), true));
            }
        }
        for (String name : malware) {
            String family = lists.family(name);
            if (rows.keptWhen(
                    Preview.Property.MALWARE,
                    name,
                    family != null || FAMILY_NAME.matcher(name).matches())) {
                account(name);
                add(name, maker.named("malware", family == null ? name : family, malwareTypes(name), family != null));
            }
        }
    }

    private void add(String wording, DraftObject object) {
        objects.add(object);
        account(wording);
        keysByWording.put(object.key().type() + ":" + Folding.fold(wording), object.key());
    }

    /// Relationships of the sources whose ends both leave.
    private void relationships() {
        for (Source source : shareable()) {
            Map<String, Set<NaturalKey>> ends = new HashMap<>();
            for (StixObject object : source.objects()) {
                ends.put(object.id().toString(), keysOf(object));
            }
            for (StixObject object : source.objects()) {
                String type = object.text("relationship_type");
                if (type == null || !object.type().equals("relationship")) {
                    continue;
                }
                for (NaturalKey from : ends.getOrDefault(text(object, "source_ref"), Set.of())) {
                    for (NaturalKey to : ends.getOrDefault(text(object, "target_ref"), Set.of())) {
                        if (policy.relationships().contains(new Policy.Link(from.type(), type, to.type()))) {
                            objects.add(ObjectMaker.relationship(from, type, to));
                        }
                    }
                }
            }
        }
    }

    /// Which shared objects an object of the source stands for; none when it stays back.
    private Set<NaturalKey> keysOf(StixObject object) {
        Set<NaturalKey> keys = new LinkedHashSet<>();
        switch (object.type()) {
            case "indicator" -> {
                List<PatternText.Atom> atoms = PatternText.atoms(text(object, "pattern"));
                for (PatternText.Atom atom : atoms == null ? List.<PatternText.Atom>of() : atoms) {
                    ValuePaths.ValuePath path = ValuePaths.byPath(atom.path());
                    if (path != null) {
                        addKnown(keys, path.word() + ":" + atom.value());
                    }
                }
            }
            case "malware" -> addKnown(keys, "malware:" + Folding.fold(text(object, "name")));
            case "attack-pattern", "vulnerability" -> {
                addKnown(keys, object.type() + ":" + Folding.fold(text(object, "name")));
                for (JsonNode reference : object.json().path("external_references")) {
                    addKnown(
                            keys,
                            object.type() + ":"
                                    + Folding.fold(reference.path("external_id").asText()));
                }
            }
            default -> {}
        }
        return keys;
    }

    private static String text(StixObject object, String name) {
        String text = object.text(name);
        return text == null ? "" : text;
    }

    private void addKnown(Set<NaturalKey> keys, String wording) {
        @Nullable NaturalKey key = keysByWording.get(wording);
        if (key != null) {
            keys.add(key);
        }
    }

    private List<Source> shareable() {
        return sources.stream().filter(Source::shareable).toList();
    }

    private Set<String> malwareTypes(String name) {
        Set<String> types = new TreeSet<>();
        for (Source source : shareable()) {
            for (StixObject object : source.objects()) {
                if (object.type().equals("malware") && name.equals(object.text("name"))) {
                    types.addAll(object.texts("malware_types"));
                }
            }
        }
        return types;
    }

    /// Free text may repeat what leaves anyway: the value, and for hosts and links the domains it lies in.
    private void account(String value) {
        accounted.add(value);
        String host = value.replaceFirst("^[a-z]+://", "")
                .replaceFirst("[/:?#].*$", "")
                .replaceFirst("^.*@", "");
        if (host.indexOf('.') > 0) {
            for (String rest = host; rest.indexOf('.') > 0; rest = rest.substring(rest.indexOf('.') + 1)) {
                accounted.add(rest);
            }
        }
    }
}
