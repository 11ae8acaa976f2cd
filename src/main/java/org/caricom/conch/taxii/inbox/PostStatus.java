package org.caricom.conch.taxii.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.caricom.conch.intake.Inbox;
import org.caricom.conch.intake.ReportEntry;
import org.caricom.conch.intake.ReportState;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.MadeCollections.PostReport;
import org.caricom.conch.sharing.PostOutcome;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixReading;
import org.caricom.conch.stix.StixRules;
import org.caricom.conch.taxii.TaxiiStatus;
import org.jspecify.annotations.Nullable;

/// Writes what became of a post as TAXII's status resource (TAXII 2.1 §4.3). It is complete at once. The post is one
/// report: what is valid in it is taken, and when nothing is, all of it is in quarantine.
final class PostStatus {
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String OBJECTS = "/objects/";

    private PostStatus() {}

    /// The version of an object as TAXII counts it (§3.4): where it has none, when it came.
    static String version(@Nullable String version, Instant addedAt) {
        return version == null ? MICROSECONDS.format(addedAt) : version;
    }

    static ObjectNode of(Inbox.Post post) {
        ReportEntry entry = post.entry();
        boolean taken = entry.state() == ReportState.FILED;
        JsonNode objects = Json.own(post.message()).path("objects");
        Map<String, List<Flaw>> flaws = entry.flaws().stream().collect(Collectors.groupingBy(PostStatus::place));
        List<PostOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            JsonNode object = objects.path(i);
            boolean whole = taken && isValid(object);
            outcomes.add(
                    new PostOutcome(object.path("id").asText(), written(object), whole ? null : message(flaws, i)));
        }
        return TaxiiStatus.of(new PostReport(entry.id().value(), entry.receivedAt(), outcomes));
    }

    private static boolean isValid(JsonNode object) {
        return StixObject.read(object) instanceof StixReading.Whole(StixObject read)
                && StixRules.check(read).isEmpty();
    }

    private static @Nullable String written(JsonNode object) {
        String modified = object.path("modified").textValue();
        return modified == null ? object.path("created").textValue() : modified;
    }

    /// Which object a flaw is in: its index as written; empty for the whole.
    private static String place(Flaw flaw) {
        String pointer = flaw.pointer();
        if (!pointer.startsWith(OBJECTS)) {
            return "";
        }
        int end = pointer.indexOf('/', OBJECTS.length());
        return pointer.substring(OBJECTS.length(), end < 0 ? pointer.length() : end);
    }

    /// What is wrong with one object, or else with the whole.
    private static String message(Map<String, List<Flaw>> flaws, int index) {
        String own = sentences(flaws.getOrDefault(Integer.toString(index), List.of()));
        String whole = sentences(flaws.getOrDefault("", List.of()));
        if (!own.isEmpty() || !whole.isEmpty()) {
            return (own + " " + whole).strip();
        }
        return "Nothing else of this post can be used, so that it is in quarantine as a whole.";
    }

    private static String sentences(List<Flaw> flaws) {
        return flaws.stream()
                .map(flaw -> flaw.pointer() + " " + flaw.detail())
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }
}
