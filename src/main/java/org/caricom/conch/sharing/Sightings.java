package org.caricom.conch.sharing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.ReportSource;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.intake.FiledReport;
import org.caricom.conch.jobs.OutboxMessage;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.render.ReportersBucket;
import org.caricom.conch.stix.PatternValues;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.ValuePaths;
import org.jspecify.annotations.Nullable;

/// Who has seen what too. Others learn of it in a crowd and by the hour only: [SightingRenewal] makes it
/// known.
public final class Sightings {
    /// Most sightings of one message.
    public static final int MOST = 1_000;

    /// Most new sightings of one reporter a day, so that nobody fills the hub.
    public static final int MOST_A_DAY = 20_000;

    private static final Duration DAY = Duration.ofDays(1);

    private final Database database;
    private final Cases cases;
    private final Votes votes;
    private final ReportSource reports;
    private final Clock clock;
    private final SightingStore store = new SightingStore();
    private final PublicationStore publications = new PublicationStore();

    public Sightings(Database database, Cases cases, Votes votes, ReportSource reports, Clock clock) {
        this.database = database;
        this.cases = cases;
        this.votes = votes;
        this.reports = reports;
        this.clock = clock;
    }

    /// What came of telling.
    public sealed interface Answer {
        /// Everything is on record.
        ///
        /// @param added by position, whether it was not told before
        record Recorded(List<Boolean> added) implements Answer {
            public Recorded {
                added = List.copyOf(added);
            }
        }

        /// Too many in one day.
        record TooMany() implements Answer {}
    }

    /// The value that a published indicator tests, for a caller who may see it; null when there is no such
    /// indicator.
    public @Nullable Observable valueOf(Caller caller, String objectId) {
        return database.read(tx -> shared(tx, caller, objectId));
    }

    /// Notes what a member or a partner has seen.
    public Answer tell(Caller caller, List<Sighting> sightings) {
        if (sightings.size() > MOST || (caller.role() != Role.ANALYST && caller.role() != Role.PARTNER)) {
            throw new IllegalArgumentException("members and partners tell of up to " + MOST + " sightings");
        }
        MemberCode member = caller.member();
        String reporter = member == null ? "partner:" + caller.name() : reporter(member);
        return database.inTransaction(tx -> {
            Instant now = clock.instant();
            if (store.since(tx, reporter, now.minus(DAY)) + sightings.size() > MOST_A_DAY) {
                return new Answer.TooMany();
            }
            Set<Integer> added = add(tx, reporter, member, caller.name(), sightings, now);
            List<Boolean> answers = new ArrayList<>();
            for (int i = 0; i < sightings.size(); i++) {
                answers.add(added.contains(i));
            }
            return new Answer.Recorded(answers);
        });
    }

    /// Handles a message that a report was filed: the STIX sightings in it, and what MISP calls so, are the
    /// member's. A report that nothing may be told of, or that is an exercise, tells of no sightings
    /// either.
    public void takeFiled(Transaction tx, OutboxMessage message) {
        ReportId id = ReportId.parse(message.payload().path("report").asText());
        FiledReport report = id == null ? null : reports.report(tx, id);
        if (report == null || !mayTell(report) || cases.isTest(tx, report.id())) {
            return;
        }
        Instant now = clock.instant();
        List<Sighting> sightings = new ArrayList<>();
        Map<String, StixObject> objects = new HashMap<>();
        report.bundle().objects().forEach(object -> objects.put(object.id().toString(), object));
        for (StixObject object : report.bundle().objects()) {
            if (sightings.size() < MOST) {
                switch (object.type()) {
                    case "sighting" -> sightings.addAll(read(tx, report, object, objects, now));
                    case "opinion" -> sightings.addAll(refuted(tx, report, object, objects));
                    default -> {}
                }
            }
        }
        if (!sightings.isEmpty()) {
            add(tx, reporter(report.member()), report.member(), report.member().value(), sightings, now);
        }
    }

    /// How many members have seen each of these objects, so coarsely that none can be made out; nothing for
    /// one that nobody has told of.
    public Map<String, ReportersBucket> known(List<String> objectIds) {
        Map<String, ReportersBucket> known = new HashMap<>();
        if (!objectIds.isEmpty()) {
            database.read(tx -> store.members(tx, objectIds))
                    .forEach((id, members) -> known.put(id, ReportersBucket.of(members)));
        }
        return known;
    }

    private Set<Integer> add(
            Transaction tx,
            String reporter,
            @Nullable MemberCode member,
            String by,
            List<Sighting> sightings,
            Instant now) {
        Set<Integer> added = store.add(tx, reporter, member, sightings, now);
        Set<Observable> seen = new HashSet<>();
        for (int position : added.stream().sorted().toList()) {
            Sighting sighting = sightings.get(position);
            switch (sighting.kind()) {
                case SEEN -> seen.add(sighting.of());
                case FALSE_POSITIVE -> {
                    if (member != null) {
                        votes.bySighting(tx, member, by, sighting.of());
                    }
                }
            }
        }
        cases.sighted(tx, member, by, seen);
        return added;
    }

    private @Nullable Observable shared(Transaction tx, Caller caller, String objectId) {
        Collection collection = Collection.widestFor(caller);
        Published current = publications.current(tx, objectId);
        if (collection == null
                || current == null
                || current.object().revoked()
                || !current.object().type().equals("indicator")
                || !current.object().tlp().isAtMost(collection.tlp())) {
            return null;
        }
        List<Observable> values = ClearedIndicator.valuesOf(current.object());
        return values.isEmpty() ? null : values.getFirst();
    }

    private static boolean mayTell(FiledReport report) {
        Consent consent = report.facts().consent();
        return report.facts().tlp() != Tlp.RED && consent.sharing() != SharingConsent.NONE;
    }

    /// A sighting of something shared, by its identifier, or of an indicator that came along.
    private List<Sighting> read(
            Transaction tx, FiledReport report, StixObject object, Map<String, StixObject> objects, Instant now) {
        List<Observable> values =
                named(tx, report, objects, object.json().path("sighting_of_ref").asText());
        Instant last = time(object.json().path("last_seen"), report.receivedAt());
        Instant first = time(object.json().path("first_seen"), last);
        Instant end = last.isAfter(now) ? now : last;
        Instant begin = first.isAfter(end) ? end : first;
        JsonNode counted = object.json().path("count");
        int count = counted.canConvertToInt() ? counted.intValue() : 1;
        return count < 1
                ? List.of()
                : values.stream()
                        .map(value -> new Sighting(value, Sighting.Kind.SEEN, count, begin, end))
                        .toList();
    }

    /// What a report does not believe: MISP's sightings of type 1 come as such an opinion.
    private List<Sighting> refuted(
            Transaction tx, FiledReport report, StixObject opinion, Map<String, StixObject> objects) {
        if (!Set.of("disagree", "strongly-disagree").contains(String.valueOf(opinion.text("opinion")))) {
            return List.of();
        }
        List<Sighting> refuted = new ArrayList<>();
        Instant at = report.receivedAt();
        for (JsonNode of : opinion.json().path("object_refs")) {
            named(tx, report, objects, of.asText())
                    .forEach(value -> refuted.add(new Sighting(value, Sighting.Kind.FALSE_POSITIVE, 1, at, at)));
        }
        return refuted;
    }

    /// The values of an indicator that came along, or of one that is shared with the report's member.
    private List<Observable> named(
            Transaction tx, FiledReport report, Map<String, StixObject> objects, String objectId) {
        StixObject along = objects.get(objectId);
        if (along != null) {
            return values(along);
        }
        Observable value = shared(tx, new Caller(report.member().value(), Role.ANALYST, report.member()), objectId);
        return value == null ? List.of() : List.of(value);
    }

    private static List<Observable> values(StixObject indicator) {
        String pattern = indicator.text("pattern");
        if (!indicator.type().equals("indicator")
                || pattern == null
                || !(PatternValues.of(pattern) instanceof PatternValues.Choice choice)) {
            return List.of();
        }
        List<Observable> values = new ArrayList<>();
        for (ValuePaths.Value value : choice.values()) {
            ObservableType type = ObservableType.parse(value.word());
            if (type != null) {
                values.add(new Observable(type, value.value()));
            }
        }
        return values;
    }

    private static Instant time(JsonNode text, Instant otherwise) {
        try {
            return text.isTextual() ? Instant.parse(text.textValue()).truncatedTo(ChronoUnit.MILLIS) : otherwise;
        } catch (DateTimeParseException _) {
            return otherwise;
        }
    }

    private static String reporter(MemberCode member) {
        return "member:" + member;
    }
}
