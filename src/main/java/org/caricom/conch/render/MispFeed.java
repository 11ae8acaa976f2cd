package org.caricom.conch.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;

/// The parts of a MISP feed: one event for each day on which indicators were first shared. Identifiers follow from the
/// day and the indicator, so that a reader updates what it has.
public final class MispFeed {
    private static final String ORGANISATION = "CARICOM cyber incident exchange";
    private static final UUID ORGANISATION_ID = uuid("organisation");

    private MispFeed() {}

    /// The identifier of a day's event.
    public static UUID event(LocalDate day) {
        return uuid("event " + day);
    }

    /// What `manifest.json` says of an event, which stands at the head of the event's own file too.
    ///
    /// @param tlp    the narrowest marking in it
    /// @param newest when the newest of what is in it was added
    public static ObjectNode summary(LocalDate day, Tlp tlp, Instant newest) {
        ObjectNode summary = Json.object()
                .put("info", "Indicators first shared on " + day)
                .put("date", day.toString())
                .put("analysis", "2")
                .put("threat_level_id", "4")
                .put("timestamp", Long.toString(newest.getEpochSecond()));
        summary.putObject("Orgc").put("name", ORGANISATION).put("uuid", ORGANISATION_ID.toString());
        summary.putArray("Tag").add(tag(tlp));
        return summary;
    }

    /// The attributes for an indicator: one for each value that MISP can carry. What is withdrawn is deleted, what has
    /// expired is no longer for detection.
    static ArrayNode attributes(ClearedIndicator indicator, Instant now) {
        ArrayNode attributes = Json.array();
        boolean active = indicator.isActive(now);
        // MISP takes an attribute anew only when its time is later: expiry is a change like any other.
        Instant end = indicator.end();
        Instant changed =
                end != null && !now.isBefore(end) && end.isAfter(indicator.addedAt()) ? end : indicator.addedAt();
        boolean revoked = indicator.indicator().revoked();
        String id = indicator.indicator().id();
        UUID uuid = UUID.fromString(id.substring(id.indexOf("--") + 2));
        for (Observable value : indicator.values()) {
            MispTypes type = MispTypes.of(value);
            if (type == null) {
                continue;
            }
            ObjectNode attribute = attributes
                    .addObject()
                    .put("uuid", (attributes.size() == 1 ? uuid : uuid(uuid + " " + attributes.size())).toString())
                    .put("type", type.type())
                    .put("category", type.category())
                    .put("value", type.value())
                    .put("to_ids", active)
                    .put("deleted", revoked)
                    .put("disable_correlation", false)
                    .put("comment", indicator.about())
                    .put("timestamp", Long.toString(changed.getEpochSecond()));
            attribute.putArray("Tag").add(tag(indicator.indicator().tlp()));
        }
        return attributes;
    }

    /// The MD5 digests of the values of an indicator, as `hashes.csv` has them: what MISP looks up to find the event.
    static List<String> digests(ClearedIndicator indicator) {
        return indicator.indicator().revoked()
                ? List.of()
                : indicator.values().stream()
                        .map(MispTypes::of)
                        .filter(Objects::nonNull)
                        .map(type -> md5(type.value()))
                        .toList();
    }

    private static ObjectNode tag(Tlp tlp) {
        return Json.object().put("name", "tlp:" + tlp.word()).put("colour", colour(tlp));
    }

    /// The colours of TLP 2.0.
    private static String colour(Tlp tlp) {
        return switch (tlp) {
            case CLEAR -> "#ffffff";
            case GREEN -> "#33ff00";
            case AMBER, AMBER_STRICT -> "#ffc000";
            case RED -> "#ff2b2b";
        };
    }

    private static UUID uuid(String name) {
        return Sha256.of(("misp feed: " + name).getBytes(StandardCharsets.UTF_8))
                .toUuid();
    }

    private static String md5(String value) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
