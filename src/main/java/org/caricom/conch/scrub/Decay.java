package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// How an indicator loses its worth with time, by the kind of its value: MISP's decaying model,
/// `score(t) = base × (1 − (t / lifetime)^(1 / speed))`, and its end where the score falls under the threshold.
///
/// The curves are data, `decay.json` beside this class. An end is always a full hour: what feeds hold changes only
/// then,
/// and it tells no time to the minute.
public final class Decay {
    private static final Decay STANDARD = load();

    /// One curve.
    private record Curve(double lifetimeSeconds, double speed, int threshold) {}

    private final int version;
    private final Map<ObservableType, Curve> curves;
    private final int unstated;
    private final NavigableMap<Integer, Integer> bases;

    private Decay(int version, Map<ObservableType, Curve> curves, int unstated, NavigableMap<Integer, Integer> bases) {
        this.version = version;
        this.curves = curves;
        this.unstated = unstated;
        this.bases = bases;
    }

    /// The curves in force.
    public static Decay standard() {
        return STANDARD;
    }

    private static Decay load() {
        try (InputStream in = Decay.class.getResourceAsStream("decay.json")) {
            if (in == null) {
                throw new IllegalStateException("decay.json is missing from the program");
            }
            return read(Json.own(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads curves; every kind of value must have exactly one, and every base must lie above each threshold, since an
    /// indicator would be expired when it is born otherwise.
    static Decay read(JsonNode json) {
        NavigableMap<Integer, Integer> bases = new TreeMap<>();
        json.path("bases")
                .path("byConfidence")
                .properties()
                .forEach(step -> bases.put(
                        Integer.valueOf(step.getKey()), step.getValue().asInt()));
        int unstated = json.path("bases").path("unstated").asInt();
        if (!bases.containsKey(0)) {
            throw new IllegalArgumentException("a base for every confidence is needed, from 0 on");
        }
        Map<ObservableType, Curve> curves = new EnumMap<>(ObservableType.class);
        for (JsonNode one : json.path("curves")) {
            Curve curve = new Curve(
                    one.path("lifetimeDays").asDouble() * Duration.ofDays(1).toSeconds(),
                    one.path("speed").asDouble(),
                    one.path("threshold").asInt());
            boolean falls = curve.lifetimeSeconds() > 0 && curve.speed() > 0 && curve.threshold() >= 0;
            if (!falls
                    || unstated <= curve.threshold()
                    || bases.values().stream().anyMatch(b -> b <= curve.threshold())) {
                throw new IllegalArgumentException("a curve that starts below its end: " + one.path("types"));
            }
            for (JsonNode word : one.path("types")) {
                ObservableType type = ObservableType.parse(word.asText());
                if (type == null || curves.put(type, curve) != null) {
                    throw new IllegalArgumentException("no such kind of value, or one with two curves: " + word);
                }
            }
        }
        for (ObservableType type : ObservableType.values()) {
            if (!curves.containsKey(type)) {
                throw new IllegalArgumentException("no curve for " + type.word());
            }
        }
        return new Decay(json.path("version").asInt(), curves, unstated, bases);
    }

    /// The number of these curves, for the record.
    public int version() {
        return version;
    }

    /// When an indicator that was last heard of at `from` expires: `lifetime × (1 − threshold / base)^speed` later,
    /// rounded up to the hour.
    ///
    /// @param confidence what STIX calls so; null when nobody stated it
    public Instant end(ObservableType type, @Nullable Integer confidence, Instant from) {
        Instant end = from.plus(hours(type, confidence), ChronoUnit.HOURS);
        Instant hour = end.truncatedTo(ChronoUnit.HOURS);
        return hour.equals(end) ? end : hour.plus(1, ChronoUnit.HOURS);
    }

    /// What an indicator is worth, 0 to 100: 0 once it has expired.
    ///
    /// @param end when it expires, as [#end] says; sightings move it, and the curve moves along
    public int score(ObservableType type, @Nullable Integer confidence, Instant end, Instant now) {
        if (!now.isBefore(end)) {
            return 0;
        }
        Curve curve = curve(type);
        Instant from = end.minus(hours(type, confidence), ChronoUnit.HOURS);
        double age = Math.max(0, Duration.between(from, now).toSeconds());
        double left = 1 - Math.pow(Math.min(1, age / curve.lifetimeSeconds()), 1 / curve.speed());
        return (int) Math.round(base(confidence) * left);
    }

    /// What an indicator is worth at first.
    public int base(@Nullable Integer confidence) {
        return confidence == null || confidence < 0
                ? unstated
                : bases.floorEntry(confidence).getValue();
    }

    private long hours(ObservableType type, @Nullable Integer confidence) {
        Curve curve = curve(type);
        double share = Math.pow(1 - (double) curve.threshold() / base(confidence), curve.speed());
        return (long) Math.ceil(curve.lifetimeSeconds() * share / 3600);
    }

    private Curve curve(ObservableType type) {
        Curve curve = curves.get(type);
        if (curve == null) {
            throw new IllegalStateException("read() saw to it that every kind has a curve");
        }
        return curve;
    }
}
