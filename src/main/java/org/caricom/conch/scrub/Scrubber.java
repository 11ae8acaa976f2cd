package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.scrub.Preview.Part;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// Makes releases anonymous. First look: only what the policy lists is made, from typed values. Second look: every word
/// of
/// the source is searched in the bytes that would leave. Only what passes both becomes [Cleared].
public final class Scrubber {
    private final Policy policy;
    private final Lists lists;

    private Scrubber(Policy policy, Lists lists) {
        this.policy = policy;
        this.lists = lists;
    }

    /// The scrubber with the policy in force.
    public static Scrubber withCurrentPolicy() {
        return new Scrubber(Policy.load(), Lists.load());
    }

    /// The number of the policy in force, for the record.
    public int policyVersion() {
        return policy.version();
    }

    /// First look: what may leave of these reports.
    public Draft draft(List<Source> sources) {
        return new Drafter(policy, lists, sources).draft();
    }

    /// What a release would show, and what the second look finds.
    ///
    /// @param stamp with identifiers for all of [Draft#keys()]; those not published yet may change
    public Preview preview(Draft draft, Stamp stamp) {
        List<Preview.Shown> shown = new ArrayList<>();
        SecondLook look = new SecondLook(draft, policy);
        List<Finding> findings = List.of();
        int bytes = 0;
        for (DraftObject object : draft.objects()) {
            byte[] output = Json.write(Stamping.stamp(object, stamp));
            bytes += output.length;
            findings = look.search(object, output, stamp);
            shown.add(new Preview.Shown(object.key(), new String(output, StandardCharsets.UTF_8)));
        }
        List<Part> parts =
                draft.rows().stream().flatMap(row -> row.parts().stream()).toList();
        return new Preview(
                policy.version(),
                policy.reviewed(),
                draft.sourceObjects(),
                shown.size(),
                (int) parts.stream().filter(part -> part.output() == null).count(),
                (int) parts.stream()
                        .filter(part -> part.output() != null && part.reason() != null)
                        .count(),
                draft.rows(),
                shown,
                findings,
                draft.needles().size(),
                bytes,
                digest(draft, stamp.tlp()));
    }

    /// Both looks done: what may be published, or what stands against it.
    ///
    /// @param answers what a person has decided about findings; answers to no finding are ignored
    public Clearing clear(Draft draft, Stamp stamp, List<Answer> answers) {
        Map<String, Answer> answered = new HashMap<>();
        answers.forEach(answer -> answered.put(answer.finding(), answer));
        SecondLook look = new SecondLook(draft, policy);
        Map<NaturalKey, byte[]> outputs = new HashMap<>();
        List<Finding> findings = List.of();
        for (DraftObject object : draft.objects()) {
            byte[] output = Json.write(Stamping.stamp(object, stamp));
            outputs.put(object.key(), output);
            findings = look.search(object, output, stamp);
        }
        Set<NaturalKey> removed = new HashSet<>();
        List<Finding> open = new ArrayList<>();
        for (Finding finding : findings) {
            switch (answered.get(finding.id())) {
                case null -> open.add(finding);
                case Answer.Keep _ -> {}
                case Answer.Remove _ -> removed.add(finding.object());
            }
        }
        open.removeIf(finding -> removed.contains(finding.object()));
        if (!open.isEmpty()) {
            return new Clearing.Leak(open);
        }
        List<Clearing.Entry> entries = new ArrayList<>();
        for (DraftObject object : draft.objects()) {
            byte[] output = outputs.get(object.key());
            if (output != null && !leavesWith(object, removed)) {
                entries.add(new Clearing.Entry(object.key(), cleared(output, stamp.tlp())));
            }
        }
        return new Clearing.Passed(entries);
    }

    /// The objects that every collection needs and that tell of no report: the exchange's identity and the marking.
    ///
    /// @param exchange the exchange's own identity
    public List<Clearing.Entry> common(StixObject exchange, Tlp tlp) {
        StixObject marking = Markings.tlp(tlp.word());
        return List.of(
                new Clearing.Entry(
                        new NaturalKey("identity", "exchange"), cleared(Json.write(exchange.json()), Tlp.CLEAR)),
                new Clearing.Entry(
                        new NaturalKey("marking-definition", tlp.word()), cleared(Json.write(marking.json()), tlp)));
    }

    /// A further version of a published object that withdraws it (STIX 2.1 §3.6).
    public Cleared withdrawal(Cleared published, SharedId id, Instant at) {
        ObjectNode object = (ObjectNode) Json.own(published.json());
        object.put("modified", Stamping.nextVersion(id, at)).put("revoked", true);
        return cleared(Json.write(object), published.tlp());
    }

    /// A further version of a published indicator that lasts until `end`; null when it lasts as long already. A
    /// sighting
    /// never shortens.
    public @Nullable Cleared renewal(Cleared published, SharedId id, Instant end, Instant at) {
        ObjectNode object = (ObjectNode) Json.own(published.json());
        String now = object.path("valid_until").asText();
        if (published.revoked() || now.isEmpty() || !end.isAfter(Instant.parse(now))) {
            return null;
        }
        object.put("modified", Stamping.nextVersion(id, at))
                .put("valid_until", StixTimestamp.of(end).toString());
        return cleared(Json.write(object), published.tlp());
    }

    /// A version of the sighting of a published indicator: how many saw it in a number so round, and days so whole,
    /// that
    /// nobody can be made out; the place is the region.
    ///
    /// @param seen     the indicator
    /// @param exchange STIX id of the exchange's own identity
    /// @param region   STIX id of [#region]
    /// @param atLeast  how many members have seen it at least
    public Cleared sighting(
            Cleared seen,
            SharedId id,
            String exchange,
            String region,
            int atLeast,
            LocalDate from,
            LocalDate to,
            Instant at) {
        Instant first = at.truncatedTo(ChronoUnit.HOURS);
        Instant created = id.created() == null ? first : id.created();
        String modified = id.modified() == null ? StixTimestamp.of(created).toString() : Stamping.nextVersion(id, at);
        ObjectNode object = Json.object()
                .put("type", "sighting")
                .put("spec_version", "2.1")
                .put("id", "sighting--" + id.uuid())
                .put("created_by_ref", exchange)
                .put("created", StixTimestamp.of(created).toString())
                .put("modified", modified)
                .put("first_seen", day(from))
                .put("last_seen", day(to))
                .put("count", atLeast)
                .put("sighting_of_ref", seen.id());
        object.putArray("where_sighted_refs").add(region);
        object.putArray("object_marking_refs")
                .add(Markings.tlp(seen.tlp().word()).id().toString());
        return cleared(Json.write(object), seen.tlp());
    }

    private static String day(LocalDate day) {
        return StixTimestamp.of(day.atStartOfDay(ZoneOffset.UTC).toInstant()).toString();
    }

    /// The place that every sighting names, for all alike.
    ///
    /// @param exchange STIX id of the exchange's own identity
    /// @param since    when it was made
    public Cleared region(String exchange, String since) {
        ObjectNode object = Json.object()
                .put("type", "location")
                .put("spec_version", "2.1")
                .put("id", StixId.derived("location", "caribbean").toString())
                .put("created_by_ref", exchange)
                .put("created", since)
                .put("modified", since)
                .put("region", "caribbean");
        object.putArray("object_marking_refs")
                .add(Markings.tlp(Tlp.CLEAR.word()).id().toString());
        return cleared(Json.write(object), Tlp.CLEAR);
    }

    private static boolean leavesWith(DraftObject object, Set<NaturalKey> removed) {
        Set<NaturalKey> keys = new LinkedHashSet<>(Set.of(object.key()));
        if (object.source() != null) {
            keys.add(object.source());
        }
        if (object.target() != null) {
            keys.add(object.target());
        }
        return keys.stream().anyMatch(removed::contains);
    }

    private static Cleared cleared(byte[] output, Tlp tlp) {
        String json = new String(output, StandardCharsets.UTF_8);
        StixObject object = StixObject.of(Json.own(output));
        Object version = object.version() == null ? "" : object.version();
        return new ClearedObject(
                object.id().toString(), object.type(), version.toString(), tlp, object.isRevoked(), json);
    }

    private Sha256 digest(Draft draft, Tlp tlp) {
        ObjectNode all = Json.object();
        all.put("policy", policy.version()).put("tlp", tlp.word());
        ArrayNode objects = all.putArray("objects");
        for (DraftObject object : draft.objects()) {
            objects.addObject().put("key", object.key().toString()).set("properties", object.properties());
        }
        ArrayNode words = all.putArray("words");
        draft.needles().stream().map(Needle::squeezed).sorted().forEach(words::add);
        return Sha256.of(Json.canonical(all));
    }
}
