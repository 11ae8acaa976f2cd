package org.caricom.conch.cases;

import io.vertx.sqlclient.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Keeps warning lists, and coordinators' words against them.
final class WarningListStore {
    /// Which lists there are, by the digest of what is on them.
    record Shelf(long version, Map<String, Sha256> digests) {}

    /// Waits until nobody changes the lists, and lets nobody change them until the transaction ends.
    void holdStill(Transaction tx) {
        tx.query("select pg_advisory_xact_lock_shared(hashtextextended('warning lists', 0))");
    }

    /// Waits until nobody who decides by the lists is still at it.
    void begin(Transaction tx) {
        tx.query("select pg_advisory_xact_lock(hashtextextended('warning lists', 0))");
    }

    long version(Transaction tx) {
        return Rows.only(
                tx.query("select version from warning_list_state"),
                row -> Objects.requireNonNull(row.getLong("version")));
    }

    void rise(Transaction tx) {
        tx.update("update warning_list_state set version = version + 1");
    }

    Shelf shelf(Transaction tx) {
        Map<String, Sha256> digests = new HashMap<>();
        long version = -1;
        for (Row row : tx.query("""
                select s.version, l.name, l.digest
                  from warning_list_state s
                  left join warning_lists l on true
                """)) {
            version = Objects.requireNonNull(row.getLong("version"));
            String name = row.getString("name");
            if (name != null) {
                digests.put(name, Sha256.fromBytes(Rows.bytes(row, "digest")));
            }
        }
        return new Shelf(version, digests);
    }

    /// One list whole; null when there is none of this name.
    @Nullable WarningList find(Transaction tx, String name) {
        return Rows.one(tx.query("""
                select name, description, version, kind, types, own, entries
                  from warning_lists
                 where name = $1
                """, name), WarningListStore::list);
    }

    void put(Transaction tx, WarningList list, Sha256 digest, String by, Instant now) {
        tx.update(
                """
                insert into warning_lists
                       (name, description, version, kind, types, own, entries, entry_count, digest, changed_at, changed_by)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                    on conflict (name) do update
                   set description = excluded.description,
                       version     = excluded.version,
                       kind        = excluded.kind,
                       types       = excluded.types,
                       own         = excluded.own,
                       entries     = excluded.entries,
                       entry_count = excluded.entry_count,
                       digest      = excluded.digest,
                       changed_at  = excluded.changed_at,
                       changed_by  = excluded.changed_by
                """,
                list.name(),
                list.description(),
                list.version(),
                list.kind().word(),
                words(list.types()),
                list.own(),
                packed(list.entries()),
                list.entries().size(),
                digest.toBytes(),
                now,
                by);
    }

    boolean remove(Transaction tx, String name) {
        return tx.update("delete from warning_lists where name = $1", name) == 1;
    }

    List<WarningListRow> rows(Transaction tx) {
        return Rows.list(
                tx.query("""
                        select name, description, version, kind, types, own, entry_count, changed_at, changed_by
                          from warning_lists
                         order by name
                        """),
                row -> new WarningListRow(
                        Rows.text(row, "name"),
                        Rows.text(row, "description"),
                        Objects.requireNonNull(row.getLong("version")),
                        Objects.requireNonNull(WarningList.Kind.parse(Rows.text(row, "kind"))),
                        types(row),
                        row.getBoolean("own"),
                        row.getInteger("entry_count"),
                        Rows.instant(row, "changed_at"),
                        Rows.text(row, "changed_by")));
    }

    /// Notes that a listed value of a case may be shared all the same; the first word stands.
    void override(Transaction tx, CaseId id, Observable value, WarningOverride override) {
        tx.update(
                """
                insert into warning_overrides (case_id, type, digest, list, reason, given_by, given_at)
                values ($1, $2, $3, $4, $5, $6, $7)
                    on conflict do nothing
                """,
                id.toString(),
                value.type().word(),
                QueueStore.digest(value.value()),
                override.list(),
                override.reason(),
                override.by(),
                override.at());
    }

    /// What coordinators have said of the listed values of a case.
    List<WarningOverride> overrides(Transaction tx, CaseId id) {
        return Rows.list(
                tx.query("""
                        select w.type, o.value, w.list, w.reason, w.given_by, w.given_at
                          from warning_overrides w
                          join case_observables o using (case_id, type, digest)
                         where w.case_id = $1
                         order by w.given_at, w.type, o.value
                        """, id.toString()),
                row -> new WarningOverride(
                        new Observable(
                                Objects.requireNonNull(ObservableType.parse(Rows.text(row, "type"))),
                                Rows.text(row, "value")),
                        Rows.text(row, "list"),
                        Rows.text(row, "reason"),
                        Rows.text(row, "given_by"),
                        Rows.instant(row, "given_at")));
    }

    List<Observable> overridden(Transaction tx) {
        return Rows.list(
                tx.query("""
                        select distinct w.type, o.value
                          from warning_overrides w
                          join case_observables o using (case_id, type, digest)
                        """),
                row -> new Observable(
                        Objects.requireNonNull(ObservableType.parse(Rows.text(row, "type"))), Rows.text(row, "value")));
    }

    private static WarningList list(Row row) {
        return new WarningList(
                Rows.text(row, "name"),
                Rows.text(row, "description"),
                Objects.requireNonNull(row.getLong("version")),
                Objects.requireNonNull(WarningList.Kind.parse(Rows.text(row, "kind"))),
                types(row),
                row.getBoolean("own"),
                unpacked(Rows.bytes(row, "entries")));
    }

    private static Set<ObservableType> types(Row row) {
        Set<ObservableType> types = new HashSet<>();
        Rows.texts(row, "types").forEach(word -> types.add(Objects.requireNonNull(ObservableType.parse(word), word)));
        return types.isEmpty() ? Set.of() : EnumSet.copyOf(types);
    }

    private static String[] words(Set<ObservableType> types) {
        return types.stream().map(ObservableType::word).sorted().toArray(String[]::new);
    }

    /// Entries as JSON texts, one a line, since one may hold a line break itself; compressed.
    private static byte[] packed(List<String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (String entry : entries) {
                out.write(Json.text(Json.object().textNode(entry)).getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<String> unpacked(byte[] packed) {
        List<String> entries = new ArrayList<>();
        try (var in = new java.io.BufferedReader(new java.io.InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(packed)), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                entries.add(Json.own(line).asText());
                line = in.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
