package org.caricom.conch.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;
import org.caricom.conch.scrub.Cleared;
import org.caricom.conch.stix.PatternValues;
import org.caricom.conch.stix.ValuePaths;
import org.jspecify.annotations.Nullable;

/// An indicator that may be shown, with what it stands for.
public final class ClearedIndicator {
    private final Cleared indicator;
    private final List<Cleared> indicates;
    private final ReportersBucket reporters;
    private final int ruleNumber;
    private final Instant addedAt;
    private @Nullable JsonNode json;

    /// @param indicator  the indicator itself
    /// @param indicates  malware and techniques that it indicates
    /// @param reporters  how many members have told of it, coarsely
    /// @param ruleNumber by which rules for it are called, 1,000,000 to 1,999,999; the same for all of its versions
    /// @param addedAt    when its current version was added to the collections
    public ClearedIndicator(
            Cleared indicator, List<Cleared> indicates, ReportersBucket reporters, int ruleNumber, Instant addedAt) {
        this.indicator = indicator;
        this.indicates = List.copyOf(indicates);
        this.reporters = reporters;
        this.ruleNumber = ruleNumber;
        this.addedAt = addedAt;
    }

    public Cleared indicator() {
        return indicator;
    }

    public List<Cleared> indicates() {
        return indicates;
    }

    public ReportersBucket reporters() {
        return reporters;
    }

    public int ruleNumber() {
        return ruleNumber;
    }

    public Instant addedAt() {
        return addedAt;
    }

    /// The indicator's properties, read once: a feed asks for them several times. Read them, do not change them.
    public JsonNode json() {
        JsonNode known = json;
        if (known == null) {
            known = Json.own(indicator.json());
            json = known;
        }
        return known;
    }

    /// Whether it is to be looked for at `now`: not withdrawn, and within its time.
    public boolean isActive(Instant now) {
        return isWithinTime(json(), now);
    }

    private boolean isWithinTime(JsonNode json, Instant now) {
        String end = json.path("valid_until").asText();
        return !indicator.revoked() && (end.isEmpty() || now.isBefore(Instant.parse(end)));
    }

    /// When its time ends; null when it has no end.
    public @Nullable Instant end() {
        String end = json().path("valid_until").asText();
        return end.isEmpty() ? null : Instant.parse(end);
    }

    /// What it is worth at `now`, 0 to 100, as feeds tell it.
    public int score(Instant now) {
        return indicator.revoked() ? 0 : Score.of(json(), values(), now);
    }

    /// The values to look for at `now`; none when it is not active.
    public List<Observable> activeValues(Instant now) {
        JsonNode json = json();
        return isWithinTime(json, now) ? values(json) : List.of();
    }

    /// What it stands for, in a few words for people: `LockBit, T1071.001`; empty when nothing is known.
    public String about() {
        return Stream.concat(malware().stream(), techniques().stream()).collect(Collectors.joining(", "));
    }

    /// The values it tests.
    public List<Observable> values() {
        return values(json());
    }

    /// The names of the malware it indicates.
    public List<String> malware() {
        return indicates.stream()
                .filter(object -> object.type().equals("malware"))
                .map(object -> Json.own(object.json()).path("name").asText())
                .toList();
    }

    /// The ATT&CK techniques it indicates, by number.
    public List<String> techniques() {
        return indicates.stream()
                .filter(object -> object.type().equals("attack-pattern"))
                .map(object -> Json.own(object.json())
                        .path("external_references")
                        .path(0)
                        .path("external_id")
                        .asText())
                .toList();
    }

    /// The values that an indicator tests; none for any other object.
    public static List<Observable> valuesOf(Cleared object) {
        return values(Json.own(object.json()));
    }

    private static List<Observable> values(JsonNode indicator) {
        return switch (PatternValues.of(indicator.path("pattern").asText())) {
            case PatternValues.Untranslatable _ -> List.of();
            case PatternValues.Choice choice -> {
                List<Observable> values = new ArrayList<>();
                for (ValuePaths.Value value : choice.values()) {
                    ObservableType type = ObservableType.parse(value.word());
                    if (type != null) {
                        values.add(new Observable(type, value.value()));
                    }
                }
                yield List.copyOf(values);
            }
        };
    }
}
