package org.caricom.conch.cases;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// The timelines' rows, which are only ever added to.
final class TimelineStore {
    void add(
            Transaction tx,
            CaseId id,
            Instant at,
            String actor,
            TimelineEntry.Kind kind,
            Map<String, String> details,
            @Nullable String comment,
            TimelineEntry.Audience audience) {
        var node = Json.object();
        details.forEach(node::put);
        tx.query("""
                insert into case_timeline (case_id, at, actor, kind, details, comment, audience)
                values ($1, $2, $3, $4, $5, $6, $7)
                """, id.toString(), at, actor, kind.word(), Json.text(node), comment, audience.word());
    }

    /// Newest first, below `before`.
    List<TimelineEntry> list(Transaction tx, CaseId id, boolean coordinators, long before, int limit) {
        return Rows.list(tx.query("""
                        select number, at, actor, kind, details, comment, audience
                        from case_timeline
                        where case_id = $1
                          and number < $2
                          and (audience = 'case' or $3)
                        order by number desc
                        limit $4
                        """, id.toString(), before, coordinators, limit), TimelineStore::entry);
    }

    private static TimelineEntry entry(Row row) {
        Map<String, String> details = new LinkedHashMap<>();
        Json.own(Rows.text(row, "details"))
                .properties()
                .forEach(
                        member -> details.put(member.getKey(), member.getValue().asText()));
        return new TimelineEntry(
                row.getLong("number"),
                Rows.instant(row, "at"),
                Rows.text(row, "actor"),
                TimelineEntry.Kind.valueOf(
                        Rows.text(row, "kind").toUpperCase(Locale.ROOT).replace('-', '_')),
                details,
                row.getString("comment"),
                Objects.requireNonNull(TimelineEntry.Audience.parse(Rows.text(row, "audience"))));
    }
}
