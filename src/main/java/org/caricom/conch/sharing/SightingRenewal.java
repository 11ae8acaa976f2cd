package org.caricom.conch.sharing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;
import org.caricom.conch.render.ReportersBucket;
import org.caricom.conch.scrub.Cleared;
import org.caricom.conch.scrub.Decay;
import org.caricom.conch.scrub.NaturalKey;
import org.caricom.conch.scrub.Scrubber;
import org.caricom.conch.scrub.SharedId;
import org.jspecify.annotations.Nullable;

/// Makes sightings known, after the hour in which they were told: an indicator that was seen lasts longer, by its curve
/// from the end of the day on which it was seen last, and once enough members have seen it a STIX sighting says so.
///
/// All of an hour come out together, in no order and with times to the hour: who polls learns neither when somebody
/// told
/// nor what was told together.
public final class SightingRenewal {
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Clock clock;
    private final Scrubber scrubber = Scrubber.withCurrentPolicy();
    private final SightingStore store = new SightingStore();
    private final ReleaseStore things = new ReleaseStore();
    private final PublicationStore publications = new PublicationStore();

    public SightingRenewal(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Makes known what was told before this hour. Every process may do so at any time.
    ///
    /// @return how many versions were published
    public int round() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        int published = 0;
        int done;
        do {
            int[] counts = database.inTransaction(tx -> some(tx, hour));
            done = counts[0];
            published += counts[1];
        } while (done == AT_ONCE);
        return published;
    }

    private int[] some(Transaction tx, Instant hour) {
        store.settleOthers(tx, hour);
        // Nothing to tell: the clock of publications stays as it is.
        if (store.waiting(tx, hour, 1).isEmpty()) {
            return new int[] {0, 0};
        }
        Instant first = publications.takeTimes(tx, clock.instant(), 2 * AT_ONCE + 1);
        // Read again behind the clock: another process may have been at it.
        List<SightingStore.Waiting> waiting = store.waiting(tx, hour, AT_ONCE);
        Map<NaturalKey, SharedThing> known = things.things(tx, keys(waiting));
        List<Cleared> versions = new ArrayList<>();
        Map<NaturalKey, SharedThing> changed = new HashMap<>();
        boolean crowd = false;
        for (SightingStore.Waiting seen : waiting) {
            SharedThing thing = known.get(seen.key());
            Published current = thing == null ? null : publications.current(tx, thing.objectId());
            if (thing == null || current == null || current.object().revoked()) {
                continue;
            }
            Cleared renewed = scrubber.renewal(current.object(), thing.id(), end(seen, current.object()), hour);
            if (renewed != null) {
                versions.add(renewed);
                changed.put(seen.key(), Publisher.thing(renewed));
            }
            NaturalKey key = new NaturalKey("sighting", seen.key().about());
            Cleared sighting = sighting(tx, seen, known.get(key), current.object(), hour);
            if (sighting != null) {
                crowd = true;
                versions.add(sighting);
                changed.put(key, Publisher.thing(sighting));
            }
        }
        Collections.shuffle(versions);
        if (crowd) {
            Cleared region = region();
            if (publications.known(tx, List.of(region.id())).isEmpty()) {
                versions.addFirst(region);
            }
        }
        publications.add(tx, versions, first);
        things.put(tx, changed);
        store.settle(
                tx,
                hour,
                keys(waiting).stream()
                        .filter(key -> key.type().equals("indicator"))
                        .toList());
        return new int[] {waiting.size(), versions.size()};
    }

    private static Instant end(SightingStore.Waiting seen, Cleared indicator) {
        JsonNode confidence = Json.own(indicator.json()).path("confidence");
        Instant day = seen.lastSeen()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return Decay.standard().end(seen.of().type(), confidence.isInt() ? (Integer) confidence.intValue() : null, day);
    }

    /// The sighting of an indicator as it is to be told now; null while too few have seen it, or when that is told
    /// already.
    private @Nullable Cleared sighting(
            Transaction tx, SightingStore.Waiting seen, @Nullable SharedThing before, Cleared indicator, Instant hour) {
        int atLeast = switch (ReportersBucket.of(seen.members())) {
            case FEWER_THAN_3 -> 0;
            case FROM_3_TO_5 -> 3;
            case MORE_THAN_5 -> 6;
        };
        if (atLeast == 0) {
            return null;
        }
        SharedId id = before == null || before.withdrawn() ? SharedId.unused(UUID.randomUUID()) : before.id();
        String exchange = ExchangeIdentity.id().toString();
        Cleared made = scrubber.sighting(indicator, id, exchange, region().id(), atLeast, seen.from(), seen.to(), hour);
        Published told = before == null || before.withdrawn() ? null : publications.current(tx, before.objectId());
        return told != null && sameBut(told.object(), made) ? null : made;
    }

    private static boolean sameBut(Cleared told, Cleared made) {
        JsonNode one = Json.own(told.json());
        JsonNode other = Json.own(made.json());
        return told.tlp() == made.tlp()
                && one.path("count").equals(other.path("count"))
                && one.path("first_seen").equals(other.path("first_seen"))
                && one.path("last_seen").equals(other.path("last_seen"))
                && one.path("sighting_of_ref").equals(other.path("sighting_of_ref"));
    }

    private Cleared region() {
        return scrubber.region(ExchangeIdentity.id().toString(), ExchangeIdentity.SINCE);
    }

    private static List<NaturalKey> keys(List<SightingStore.Waiting> waiting) {
        List<NaturalKey> keys = new ArrayList<>();
        for (SightingStore.Waiting seen : waiting) {
            keys.add(seen.key());
            keys.add(new NaturalKey("sighting", seen.key().about()));
        }
        return keys;
    }
}
