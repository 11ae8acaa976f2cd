package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// Gives a drafted object what makes it a STIX object: identifier, creator, times and marking.
final class Stamping {
    private Stamping() {}

    /// The object as it would leave. The first version's time is rounded down to the hour, so that it does not tell
    /// when
    /// a coordinator was at work on whose case; a later version must come after the one before it (STIX 2.1 §3.6).
    static ObjectNode stamp(DraftObject draft, Stamp stamp) {
        SharedId id = sharedId(stamp, draft.key());
        Instant first = stamp.at().truncatedTo(ChronoUnit.HOURS);
        Instant created = Objects.requireNonNullElse(id.created(), first);
        Instant before = id.modified();
        Instant modified = before == null ? created : later(stamp.at().truncatedTo(ChronoUnit.MILLIS), before);

        ObjectNode object = Json.object();
        object.put("type", draft.key().type());
        object.put("spec_version", "2.1");
        object.put("id", text(stamp, draft.key()));
        object.put("created_by_ref", stamp.exchange());
        object.put("created", StixTimestamp.of(created).toString());
        object.put("modified", StixTimestamp.of(modified).toString());
        for (Map.Entry<String, JsonNode> property : draft.properties().properties()) {
            object.set(property.getKey(), property.getValue());
        }
        if (draft.key().type().equals("indicator")) {
            if (!object.has("valid_from")) {
                object.put("valid_from", StixTimestamp.of(first).toString());
            }
            Instant validFrom = Instant.parse(object.path("valid_from").asText());
            Instant from = validFrom.isAfter(first) ? validFrom : first;
            object.put(
                    "valid_until",
                    StixTimestamp.of(Decay.standard().end(kind(draft.key()), confidence(object), from))
                            .toString());
        }
        if (draft.source() != null && draft.target() != null) {
            object.put("source_ref", text(stamp, draft.source()));
            object.put("target_ref", text(stamp, draft.target()));
        }
        object.putArray("object_marking_refs")
                .add(Markings.tlp(stamp.tlp().word()).id().toString());
        return object;
    }

    /// The kind of value that the key of an indicator is about.
    private static ObservableType kind(NaturalKey key) {
        String about = key.about();
        return Objects.requireNonNull(ObservableType.parse(about.substring(0, about.indexOf(':'))), about);
    }

    static @Nullable Integer confidence(JsonNode object) {
        return object.path("confidence").isInt() ? object.path("confidence").intValue() : null;
    }

    /// The time of a version made now of an object that may have versions already.
    static String nextVersion(SharedId id, Instant at) {
        Instant before = id.modified();
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        return StixTimestamp.of(before == null ? now : later(now, before)).toString();
    }

    /// Every identifier that a stamp can put into an object.
    static Set<String> ids(Stamp stamp) {
        Set<String> ids = new HashSet<>();
        ids.add(stamp.exchange());
        ids.add(Markings.tlp(stamp.tlp().word()).id().toString());
        stamp.ids().keySet().forEach(key -> ids.add(text(stamp, key)));
        return ids;
    }

    private static String text(Stamp stamp, NaturalKey key) {
        return key.type() + "--" + sharedId(stamp, key).uuid();
    }

    private static SharedId sharedId(Stamp stamp, NaturalKey key) {
        SharedId id = stamp.ids().get(key);
        if (id == null) {
            throw new IllegalArgumentException("no identifier was handed in for a " + key.type());
        }
        return id;
    }

    private static Instant later(Instant wanted, Instant before) {
        Instant earliest = before.plusMillis(1);
        return wanted.isBefore(earliest) ? earliest : wanted;
    }
}
