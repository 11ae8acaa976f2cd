package org.caricom.conch.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.ValuePaths;

/// Puts indicators straight into the collection `clear`, past the scrubber, which would not let most hostile values
/// through: the writers are not to count on it.
public final class Shelf {
    private static final int AT_ONCE = 5_000;

    private Shelf() {}

    /// The identifier of the indicator for the value at a position.
    static UUID id(int position) {
        return Sha256.of(ByteBuffer.allocate(Integer.BYTES).putInt(position).array())
                .toUuid();
    }

    /// Adds one indicator for each value, a microsecond apart.
    public static void put(Database database, List<Observable> values, Instant first) {
        for (int from = 0; from < values.size(); from += AT_ONCE) {
            put(
                    database,
                    values.subList(from, Math.min(values.size(), from + AT_ONCE)),
                    first.plusNanos(from * 1000L),
                    from);
        }
    }

    private static void put(Database database, List<Observable> values, Instant first, int number) {
        int count = values.size();
        Instant hour = first.truncatedTo(ChronoUnit.HOURS);
        String version = hour.toString().replace("Z", ".000Z");
        Instant[] added = new Instant[count];
        UUID[] uuids = new UUID[count];
        String[] texts = new String[count];
        String[] words = new String[count];
        byte[][] digests = new byte[count][];
        for (int i = 0; i < count; i++) {
            Observable value = values.get(i);
            added[i] = first.plusNanos(i * 1000L);
            uuids[i] = id(number + i);
            words[i] = value.type().word();
            digests[i] =
                    Sha256.of(value.value().getBytes(StandardCharsets.UTF_8)).toBytes();
            texts[i] = Json.text(indicator(uuids[i], value, version));
        }
        database.doInTransaction(tx -> {
            tx.query("""
                    insert into shared_things (key_digest, type, uuid, created_at, modified_at, tlp_rank)
                    select sha256(uuid::text::bytea), 'indicator', uuid, $2, $2, 0
                      from unnest($1::uuid[]) as new (uuid)
                    """, uuids, first);
            tx.query("""
                    insert into publications (added_at, object_id, type, version, version_text, tlp_rank, revoked, json)
                    select added_at, 'indicator--' || uuid, 'indicator', $4::timestamptz, $5, 0, false, json
                      from unnest($1::timestamptz[], $2::uuid[], $3::text[]) as new (added_at, uuid, json)
                    """, added, uuids, texts, hour, version);
            tx.query("""
                    update publication_clock
                       set last_at = greatest(last_at, $1)
                    """, added[count - 1]);
            tx.query("""
                    insert into publication_values (value_digest, word, object_id)
                    select digest, word, 'indicator--' || uuid
                      from unnest($1::bytea[], $2::text[], $3::uuid[]) as new (digest, word, uuid)
                    """, digests, words, uuids);
        });
    }

    private static ObjectNode indicator(UUID uuid, Observable value, String created) {
        ObjectNode json = Json.object()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", "indicator--" + uuid)
                .put("created", created)
                .put("modified", created)
                .put("name", "Indicator")
                .put(
                        "pattern",
                        Objects.requireNonNull(ValuePaths.byWord(value.type().word()))
                                .pattern(value.value()))
                .put("pattern_type", "stix")
                .put("valid_from", created)
                .put(
                        "valid_until",
                        DateTimeFormatter.ISO_INSTANT.format(
                                Instant.parse(created).plus(Duration.ofDays(60))))
                .put("confidence", 50);
        json.putArray("indicator_types").add("malicious-activity");
        json.putArray("object_marking_refs").add(Markings.tlp("clear").id().toString());
        return json;
    }
}
