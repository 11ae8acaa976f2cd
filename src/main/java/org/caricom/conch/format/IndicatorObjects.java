package org.caricom.conch.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.Sro;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;

/// The values of a report as STIX: every value an observable in what was observed, and those that detect an
/// indicator with a pattern as well, based on that.
///
/// Values of one owner that were seen in the same span of time are one observation. The victim's are never
/// indicators.
final class IndicatorObjects {
    private final ReportScope scope;
    private final Stamp stamp;
    private final Facts facts;
    private final Indications indications;
    private final List<StixObject> indicators = new ArrayList<>();
    private final Map<StixId, StixObject> observables = new LinkedHashMap<>();
    private final Map<Seen, List<StixId>> observations = new LinkedHashMap<>();
    private final List<String> homeless = new ArrayList<>();

    /// What values of one observation have in common.
    private record Seen(boolean victim, Instant first, Instant last) {}

    IndicatorObjects(ReportScope scope, Stamp stamp, Facts facts) {
        this.scope = scope;
        this.stamp = stamp;
        this.facts = facts;
        this.indications = new Indications(scope, facts);
    }

    List<StixObject> all() {
        facts.indicators().forEach(this::take);
        List<StixObject> all = new ArrayList<>(observables.values());
        observations.forEach((seen, contents) -> all.add(stamp.on(Sdo.observedData(
                        observationId(seen),
                        stamp.created(),
                        StixTimestamp.of(seen.first()),
                        StixTimestamp.of(seen.last()),
                        1,
                        contents.stream().distinct().toList())
                .labels(seen.victim() ? List.of("conch:role=\"victim\"") : List.of()))));
        all.addAll(indicators);
        if (!homeless.isEmpty()) {
            all.add(new Notes(scope, stamp, facts.language())
                    .about(
                            scope.id("incident", "incident"),
                            "Values without a place in STIX",
                            String.join("\n", homeless)));
        }
        return all;
    }

    private void take(ReportedIndicator reported) {
        Observable value = reported.observable();
        Seen seen = seen(reported);
        StixObject observable = Observables.toSco(value);
        if (observable != null) {
            observables.computeIfAbsent(observable.id(), _ -> stamp.onObservable(observable));
            observations.computeIfAbsent(seen, _ -> new ArrayList<>()).add(observable.id());
        }
        String pattern = reported.detects() && reported.role() != Role.VICTIM ? Observables.toPattern(value) : null;
        if (pattern == null) {
            if (observable == null) {
                homeless.add(value.type().word() + ": " + value.value());
            }
            return;
        }
        StixObject indicator = indicator(reported, pattern);
        indicators.add(indicator);
        if (observable != null) {
            indicators.add(
                    stamp.on(Sro.relationship(indicator.id(), "based-on", observationId(seen), stamp.created())));
        }
        if (reported.firstSeen() != null || reported.lastSeen() != null) {
            indicators.add(sighting(indicator.id(), seen, observable != null));
        }
        for (StixId indicated : indications.of(reported)) {
            indicators.add(stamp.on(Sro.relationship(indicator.id(), "indicates", indicated, stamp.created())));
        }
    }

    /// The identifier of the indicator for a value.
    static StixId id(ReportScope scope, Observable value) {
        return scope.id("indicator", value.type().word() + " " + value.value());
    }

    private StixObject indicator(ReportedIndicator reported, String pattern) {
        Observable value = reported.observable();
        Instant from = reported.firstSeen() != null ? reported.firstSeen() : began();
        List<String> types = reported.indicatorTypes().isEmpty()
                ? List.of(reported.role() == Role.ATTACKER ? "malicious-activity" : "unknown")
                : reported.indicatorTypes();
        StixBuilder builder = Sdo.indicator(id(scope, value), stamp.created(), pattern, StixTimestamp.of(from))
                .set("name", name(value))
                .set("indicator_types", types)
                .confidence(reported.confidence())
                .description(reported.context());
        reported.killChainPhases().forEach(phase -> builder.killChainPhase("mitre-attack", phase));
        return stamp.on(builder);
    }

    private StixObject sighting(StixId indicator, Seen seen, boolean observed) {
        return stamp.on(Sro.sighting(scope.id("sighting", indicator.toString()), indicator, stamp.created(), null)
                .set("first_seen", StixTimestamp.of(seen.first()))
                .set("last_seen", StixTimestamp.of(seen.last()))
                .set("where_sighted_refs", List.of(stamp.createdBy()))
                .set("observed_data_refs", observed ? List.of(observationId(seen)) : List.of()));
    }

    private Seen seen(ReportedIndicator reported) {
        Instant first = reported.firstSeen() != null ? reported.firstSeen() : reported.lastSeen();
        Instant last = reported.lastSeen() != null ? reported.lastSeen() : reported.firstSeen();
        boolean victim = reported.role() == Role.VICTIM;
        return first == null || last == null ? new Seen(victim, began(), began()) : new Seen(victim, first, last);
    }

    /// The earliest time that the report tells, for values without one of their own.
    private Instant began() {
        if (facts.beganAt() != null) {
            return facts.beganAt();
        }
        return facts.noticedAt() != null ? facts.noticedAt() : scope.createdAt();
    }

    private StixId observationId(Seen seen) {
        String whose = seen.victim() ? "victim" : "seen";
        return scope.id("observed-data", whose + " " + seen.first() + " " + seen.last());
    }

    private static String name(Observable value) {
        String name = value.type().word().toUpperCase(Locale.ROOT) + " " + Observables.defang(value);
        return name.length() > 250 ? name.substring(0, 249) + "…" : name;
    }
}
