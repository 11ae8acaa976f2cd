package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.scrub.Answer;
import org.caricom.conch.scrub.Cleared;
import org.caricom.conch.scrub.Clearing;
import org.caricom.conch.scrub.Draft;
import org.caricom.conch.scrub.NaturalKey;
import org.caricom.conch.scrub.Scrubber;
import org.caricom.conch.scrub.SharedId;
import org.caricom.conch.scrub.Stamp;

/// Puts cleared objects into the collections, each under the one identifier of its natural key.
final class Publisher {
    private final Scrubber scrubber;
    private final ReleaseStore releases;
    private final PublicationStore publications;

    Publisher(Scrubber scrubber, ReleaseStore releases, PublicationStore publications) {
        this.scrubber = scrubber;
        this.releases = releases;
        this.publications = publications;
    }

    /// What came of publishing.
    sealed interface Outcome {
        /// It is published.
        ///
        /// @param keys    everything the release stands for
        /// @param changed how many of them are new in the collections, or reach further than before
        record Done(List<NaturalKey> keys, int changed) implements Outcome {}

        /// Nothing is: there are findings that nobody has answered.
        record Leaking(Clearing.Leak leak) implements Outcome {}
    }

    /// A stamp for a look at what would go out: identifiers never published yet are only examples.
    Stamp trial(Transaction tx, Draft draft, Tlp tlp, Instant now) {
        return stamp(releases.things(tx, draft.keys()), draft, tlp, now);
    }

    /// Clears and publishes. Holds the clock of publications until `tx` ends.
    Outcome publish(Transaction tx, Draft draft, Tlp tlp, List<Answer> answers, Instant now) {
        // Taken first: what others publish in the meantime must not change the identifiers read below.
        Instant first = publications.takeTimes(tx, now, draft.keys().size() + 2);
        Map<NaturalKey, SharedThing> things = releases.things(tx, draft.keys());
        return switch (scrubber.clear(draft, stamp(things, draft, tlp, now), answers)) {
            case Clearing.Leak leak -> new Outcome.Leaking(leak);
            case Clearing.Passed(List<Clearing.Entry> entries) -> {
                int rank = Collection.rank(tlp);
                List<Clearing.Entry> changed = entries.stream()
                        .filter(entry -> !reached(things, entry.key(), rank))
                        .toList();
                add(tx, changed, tlp, first);
                yield new Outcome.Done(entries.stream().map(Clearing.Entry::key).toList(), changed.size());
            }
        };
    }

    /// Publishes versions that withdraw all that only this release stands for.
    ///
    /// @return how many objects are withdrawn
    int withdraw(Transaction tx, UUID release, Instant now) {
        Map<Sha256, SharedThing> things = new HashMap<>(releases.onlyBy(tx, release));
        List<String> sightings = things.values().stream()
                .flatMap(thing -> publications.naming(tx, thing.objectId()).stream())
                .filter(id -> id.startsWith("sighting--"))
                .toList();
        things.putAll(releases.thingsOf(tx, sightings));
        Instant first = publications.takeTimes(tx, now, Math.max(1, things.size()));
        List<Cleared> withdrawn = new ArrayList<>();
        Set<Sha256> keys = new HashSet<>();
        things.forEach((key, thing) -> {
            Published current = publications.current(tx, thing.objectId());
            if (current != null) {
                withdrawn.add(scrubber.withdrawal(current.object(), thing.id(), now));
                keys.add(key);
            }
        });
        publications.add(tx, withdrawn, first);
        releases.withdraw(tx, keys);
        return withdrawn.size();
    }

    /// Publishes a version that withdraws one object, with the relationships and sightings that name it, whatever
    /// releases stand for it.
    ///
    /// @return how many objects are withdrawn
    int withdraw(Transaction tx, String objectId, Instant now) {
        List<String> ids = new ArrayList<>(publications.naming(tx, objectId));
        ids.addFirst(objectId);
        Map<Sha256, SharedThing> things = releases.thingsOf(tx, ids);
        Instant first = publications.takeTimes(tx, now, Math.max(1, things.size()));
        List<Cleared> withdrawn = new ArrayList<>();
        things.forEach((key, thing) -> {
            Published current = publications.current(tx, thing.objectId());
            if (current != null && !current.object().revoked()) {
                withdrawn.add(scrubber.withdrawal(current.object(), thing.id(), now));
            }
        });
        publications.add(tx, withdrawn, first);
        releases.withdraw(tx, things.keySet());
        return withdrawn.size();
    }

    private void add(Transaction tx, List<Clearing.Entry> changed, Tlp tlp, Instant first) {
        List<Cleared> objects = new ArrayList<>(common(tx, tlp));
        // The order of a report's objects would tell which belong together.
        List<Clearing.Entry> mixed = new ArrayList<>(changed);
        Collections.shuffle(mixed);
        mixed.forEach(entry -> objects.add(entry.object()));
        publications.add(tx, objects, first);

        Map<NaturalKey, SharedThing> things = new HashMap<>();
        for (Clearing.Entry entry : changed) {
            things.put(entry.key(), thing(entry.object()));
        }
        releases.put(tx, things);
        index(tx, changed);
    }

    /// Notes the values of indicators, and what they stand for, so that both are found.
    private void index(Transaction tx, List<Clearing.Entry> changed) {
        List<PublicationStore.Wanted> values = new ArrayList<>();
        List<String> holders = new ArrayList<>();
        List<PublicationStore.Edge> edges = new ArrayList<>();
        for (Clearing.Entry entry : changed) {
            switch (entry.object().type()) {
                case "indicator" -> {
                    for (Observable value : ClearedIndicator.valuesOf(entry.object())) {
                        values.add(new PublicationStore.Wanted(
                                value.value(), value.type().word()));
                        holders.add(entry.object().id());
                    }
                }
                case "relationship" -> {
                    var relationship = Json.own(entry.object().json());
                    edges.add(new PublicationStore.Edge(
                            entry.object().id(),
                            relationship.path("source_ref").asText(),
                            relationship.path("target_ref").asText()));
                }
                default -> {}
            }
        }
        publications.addValues(tx, values, holders);
        publications.addEdges(tx, edges);
    }

    /// The objects every reader needs, as far as they are not there yet.
    private List<Cleared> common(Transaction tx, Tlp tlp) {
        List<Cleared> objects = scrubber.common(ExchangeIdentity.object(), tlp).stream()
                .map(Clearing.Entry::object)
                .toList();
        List<String> known =
                publications.known(tx, objects.stream().map(Cleared::id).toList());
        return objects.stream().filter(object -> !known.contains(object.id())).toList();
    }

    private static Stamp stamp(Map<NaturalKey, SharedThing> things, Draft draft, Tlp tlp, Instant now) {
        Map<NaturalKey, SharedId> ids = new LinkedHashMap<>();
        for (NaturalKey key : draft.keys()) {
            SharedThing thing = things.get(key);
            ids.put(key, thing == null || thing.withdrawn() ? SharedId.unused(UUID.randomUUID()) : thing.id());
        }
        return new Stamp(tlp, now, ExchangeIdentity.id().toString(), ids);
    }

    private static boolean reached(Map<NaturalKey, SharedThing> things, NaturalKey key, int rank) {
        SharedThing thing = things.get(key);
        return thing != null && thing.reaches(rank);
    }

    static SharedThing thing(Cleared object) {
        var json = Json.own(object.json());
        return new SharedThing(
                object.type(),
                UUID.fromString(object.id().substring(object.id().indexOf("--") + 2)),
                Instant.parse(json.path("created").asText()),
                Instant.parse(json.path("modified").asText()),
                Collection.rank(object.tlp()),
                false);
    }
}
