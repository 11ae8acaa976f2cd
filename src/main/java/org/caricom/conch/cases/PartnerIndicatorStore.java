package org.caricom.conch.cases;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// Partners' indicators in the database.
final class PartnerIndicatorStore {
    /// A value of a case that a partner knows.
    ///
    /// @param cases cases that hold the value, this one among them
    record Match(String source, int trust, Tlp tlp, Observable observable, int seenIn, int cases) {}

    void take(Transaction tx, String source, int trust, Collection<PartnerIndicator> indicators, Instant now) {
        // The same object may come twice on one page; the newest version counts.
        Map<String, PartnerIndicator> newest = new LinkedHashMap<>();
        for (PartnerIndicator indicator : indicators) {
            newest.merge(
                    indicator.objectId(),
                    indicator,
                    (one, other) -> other.version().isBefore(one.version()) ? one : other);
        }
        if (newest.isEmpty()) {
            return;
        }
        List<String> stale = Rows.list(
                tx.query(
                        """
                        select distinct object_id
                          from unnest($2::text[], $3::timestamptz[]) as new (object_id, version)
                          join partner_indicators held using (object_id)
                         where held.source = $1
                           and held.version > new.version
                        """,
                        source,
                        newest.keySet().toArray(String[]::new),
                        newest.values().stream().map(PartnerIndicator::version).toArray(Instant[]::new)),
                row -> Rows.text(row, "object_id"));
        stale.forEach(newest::remove);
        tx.update(
                "delete from partner_indicators where source = $1 and object_id = any($2)",
                source,
                newest.keySet().toArray(String[]::new));
        List<String> ids = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<byte[]> digests = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> tlps = new ArrayList<>();
        List<Instant> versions = new ArrayList<>();
        List<@Nullable Instant> ends = new ArrayList<>();
        for (PartnerIndicator indicator : newest.values()) {
            for (Observable value : indicator.values()) {
                ids.add(indicator.objectId());
                types.add(value.type().word());
                digests.add(QueueStore.digest(value.value()));
                values.add(value.value());
                tlps.add(indicator.tlp().word());
                versions.add(indicator.version());
                ends.add(indicator.validUntil());
            }
        }
        tx.update(
                """
                insert into partner_indicators (source, object_id, type, digest, value, tlp, trust, version, valid_until,
                                                taken_at)
                select $1, object_id, type, digest, value, tlp, $2, version, valid_until, $3
                  from unnest($4::text[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::timestamptz[],
                              $10::timestamptz[])
                    as new (object_id, type, digest, value, tlp, version, valid_until)
                    on conflict do nothing
                """,
                source,
                trust,
                now,
                ids.toArray(String[]::new),
                types.toArray(String[]::new),
                digests.toArray(byte[][]::new),
                values.toArray(String[]::new),
                tlps.toArray(String[]::new),
                versions.toArray(Instant[]::new),
                ends.toArray(Instant[]::new));
    }

    void apply(Transaction tx, String source, int trust, Tlp floor) {
        String[] wider = Arrays.stream(Tlp.values())
                .filter(tlp -> tlp != floor && tlp.isAtMost(floor))
                .map(Tlp::word)
                .toArray(String[]::new);
        tx.update("""
                update partner_indicators
                   set trust = $2,
                       tlp = case when tlp = any($3::text[]) then $4 else tlp end
                 where source = $1
                   and (trust <> $2 or tlp = any($3::text[]))
                """, source, trust, wider, floor.word());
    }

    void keepOnly(Transaction tx, Collection<String> sources) {
        tx.update("delete from partner_indicators where source <> all($1)", (Object) sources.toArray(String[]::new));
    }

    /// The values of a case that partners know, as far as `limit` allows; one line for each source and value.
    List<Match> matches(Transaction tx, CaseId id, Tlp limit, @Nullable String scope, Instant now) {
        return Rows.list(
                tx.query(
                        """
                        with known as (
                            select p.source, min(p.trust) as trust, o.type, o.digest, o.value,
                                   max(array_position($2::text[], p.tlp)) as rank
                              from case_observables o
                              join partner_indicators p on p.digest = o.digest and p.type = o.type
                             where o.case_id = $1
                               and o.listed is null
                               and o.counts
                               and (p.valid_until is null or p.valid_until > $3)
                               and p.tlp = any($2::text[])
                             group by p.source, o.type, o.digest, o.value
                        )
                        select k.source, k.trust, k.type, k.value, ($2::text[])[k.rank] as tlp,
                               count(distinct o.member)::int as seen_in, count(*)::int as cases
                          from known k
                          join case_observables o on o.digest = k.digest and o.type = k.type and o.listed is null
                                                 and o.counts
                                                 and ($4::text is null or not o.discreet or o.member = $4)
                         group by k.source, k.trust, k.type, k.value, k.rank
                         order by k.source, k.type, k.value
                        """,
                        id.toString(),
                        Arrays.stream(Tlp.values())
                                .filter(tlp -> tlp.isAtMost(limit))
                                .map(Tlp::word)
                                .toArray(String[]::new),
                        now,
                        scope),
                row -> new Match(
                        Rows.text(row, "source"),
                        row.getInteger("trust"),
                        requireNonNull(Tlp.parse(Rows.text(row, "tlp"))),
                        new Observable(
                                requireNonNull(ObservableType.parse(Rows.text(row, "type"))), Rows.text(row, "value")),
                        row.getInteger("seen_in"),
                        row.getInteger("cases")));
    }
}
