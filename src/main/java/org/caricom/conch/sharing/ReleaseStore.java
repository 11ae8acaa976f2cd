package org.caricom.conch.sharing;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.scrub.NaturalKey;
import org.jspecify.annotations.Nullable;

/// Keeps decisions to share, and the identifiers of what is shared.
final class ReleaseStore {
    /// What a decision keeps beside what [Release] shows.
    record Details(MemberCode member, boolean automatic, Sha256 previewDigest, String answersJson) {}

    void add(Transaction tx, Release release, Details details) {
        tx.query(
                """
                insert into releases
                       (id, case_id, member, tlp_rank, automatic, decided_by, decided_at, reason, policy_version,
                        preview_digest, answers, objects)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::jsonb, $12)
                """,
                release.id(),
                release.caseId().toString(),
                details.member().value(),
                Collection.rank(release.tlp()),
                details.automatic(),
                release.decidedBy(),
                release.decidedAt(),
                release.reason(),
                release.policyVersion(),
                details.previewDigest().toBytes(),
                details.answersJson(),
                release.objects());
    }

    /// The releases from a case, newest first.
    List<Release> ofCase(Transaction tx, CaseId id) {
        return Rows.list(tx.query("""
                select id, case_id, tlp_rank, decided_by, decided_at, reason, policy_version, objects
                  from releases
                 where case_id = $1
                 order by decided_at desc, id
                """, id.toString()), ReleaseStore::release);
    }

    /// How the sharing of these keys stands; keys never shared are not in the answer.
    Map<NaturalKey, SharedThing> things(Transaction tx, java.util.Collection<NaturalKey> keys) {
        Map<Sha256, NaturalKey> byDigest = new HashMap<>();
        keys.forEach(key -> byDigest.put(key.digest(), key));
        Map<NaturalKey, SharedThing> things = new HashMap<>();
        for (Row row : tx.query("""
                select key_digest, type, uuid, created_at, modified_at, tlp_rank, withdrawn
                  from shared_things
                 where key_digest = any($1)
                """, (Object) digests(keys))) {
            NaturalKey key = byDigest.get(Sha256.fromBytes(Rows.bytes(row, "key_digest")));
            if (key != null) {
                things.put(key, thing(row));
            }
        }
        return things;
    }

    /// Notes the current version of each.
    void put(Transaction tx, Map<NaturalKey, SharedThing> things) {
        int count = things.size();
        byte[][] digests = new byte[count][];
        String[] types = new String[count];
        UUID[] uuids = new UUID[count];
        Instant[] created = new Instant[count];
        Instant[] modified = new Instant[count];
        Integer[] ranks = new Integer[count];
        Boolean[] withdrawn = new Boolean[count];
        int next = 0;
        for (Map.Entry<NaturalKey, SharedThing> entry : things.entrySet()) {
            SharedThing thing = entry.getValue();
            digests[next] = entry.getKey().digest().toBytes();
            types[next] = entry.getKey().type();
            uuids[next] = thing.uuid();
            created[next] = thing.created();
            modified[next] = thing.modified();
            ranks[next] = thing.rank();
            withdrawn[next] = thing.withdrawn();
            next++;
        }
        tx.query("""
                insert into shared_things (key_digest, type, uuid, created_at, modified_at, tlp_rank, withdrawn)
                select key_digest, type, uuid, created_at, modified_at, tlp_rank, withdrawn
                  from unnest($1::bytea[], $2::text[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::int[],
                              $7::boolean[])
                    as new (key_digest, type, uuid, created_at, modified_at, tlp_rank, withdrawn)
                    on conflict (key_digest) do update
                   set uuid        = excluded.uuid,
                       created_at  = excluded.created_at,
                       modified_at = excluded.modified_at,
                       tlp_rank    = excluded.tlp_rank,
                       withdrawn   = excluded.withdrawn
                """, digests, types, uuids, created, modified, ranks, withdrawn);
    }

    /// Notes what a release draws on, and counts anew how many members have told of each.
    void link(Transaction tx, UUID release, java.util.Collection<NaturalKey> keys) {
        tx.query("""
                insert into release_things (release_id, key_digest)
                select $1, key_digest
                  from unnest($2::bytea[]) as new (key_digest)
                """, release, digests(keys));
        tx.query("""
                update shared_things s
                   set members = (select count(distinct r.member)
                                    from release_things t
                                    join releases r on r.id = t.release_id
                                   where t.key_digest = s.key_digest)
                 where s.key_digest = any($1)
                """, (Object) digests(keys));
    }

    /// How many of these were already released from this case as widely as `rank`.
    int releasedBefore(Transaction tx, CaseId id, int rank, java.util.Collection<NaturalKey> keys) {
        return Rows.only(tx.query("""
                        select count(distinct t.key_digest)::int as known
                          from releases r
                          join release_things t on t.release_id = r.id
                         where r.case_id = $1
                           and r.tlp_rank <= $2
                           and t.key_digest = any($3)
                        """, id.toString(), rank, digests(keys)), row -> row.getInteger("known"));
    }

    /// One release; null when there is none.
    @Nullable Release find(Transaction tx, UUID id) {
        return Rows.one(tx.query("""
                select id, case_id, tlp_rank, decided_by, decided_at, reason, policy_version, objects
                  from releases
                 where id = $1
                """, id), ReleaseStore::release);
    }

    /// What a release made known that no other release still stands for as widely, with its digest.
    Map<Sha256, SharedThing> onlyBy(Transaction tx, UUID release) {
        Map<Sha256, SharedThing> things = new HashMap<>();
        for (Row row : tx.query("""
                select s.key_digest, s.type, s.uuid, s.created_at, s.modified_at, s.tlp_rank, s.withdrawn
                  from release_things t
                  join shared_things s on s.key_digest = t.key_digest
                 where t.release_id = $1
                   and not s.withdrawn
                   and not exists (select from release_things o
                                     join releases other on other.id = o.release_id
                                    where o.key_digest = t.key_digest
                                      and o.release_id <> t.release_id
                                      and other.tlp_rank <= s.tlp_rank
                                      and other.withdrawn_at is null)
                """, release)) {
            things.put(Sha256.fromBytes(Rows.bytes(row, "key_digest")), thing(row));
        }
        return things;
    }

    /// The shared things with these identifiers that are not withdrawn, by the digest of their keys.
    Map<Sha256, SharedThing> thingsOf(Transaction tx, List<String> objectIds) {
        Map<Sha256, SharedThing> things = new HashMap<>();
        if (objectIds.isEmpty()) {
            return things;
        }
        UUID[] uuids = objectIds.stream()
                .map(id -> UUID.fromString(id.substring(id.indexOf("--") + 2)))
                .toArray(UUID[]::new);
        for (Row row : tx.query("""
                select key_digest, type, uuid, created_at, modified_at, tlp_rank, withdrawn
                  from shared_things
                 where uuid = any($1)
                   and not withdrawn
                """, (Object) uuids)) {
            things.put(Sha256.fromBytes(Rows.bytes(row, "key_digest")), thing(row));
        }
        return things;
    }

    /// The cases from which a shared thing was released.
    List<CaseId> casesOf(Transaction tx, Sha256 key) {
        return Rows.list(
                tx.query("""
                        select distinct r.case_id
                          from release_things t
                          join releases r on r.id = t.release_id
                         where t.key_digest = $1
                           and r.withdrawn_at is null
                         order by r.case_id
                        """, (Object) key.toBytes()),
                row -> Objects.requireNonNull(CaseId.parse(Rows.text(row, "case_id"))));
    }

    /// Notes that a release is withdrawn; the first time counts.
    void withdraw(Transaction tx, UUID release, Instant at) {
        tx.query("""
                update releases
                   set withdrawn_at = coalesce(withdrawn_at, $2)
                 where id = $1
                """, release, at);
    }

    /// Whether a person has withdrawn something from this case.
    boolean anyWithdrawn(Transaction tx, CaseId id) {
        return Rows.only(tx.query("""
                        select exists (select from releases where case_id = $1 and withdrawn_at is not null) as found
                        """, id.toString()), row -> row.getBoolean("found"));
    }

    /// Notes that these are withdrawn.
    void withdraw(Transaction tx, java.util.Collection<Sha256> keys) {
        tx.query("""
                update shared_things
                   set withdrawn = true
                 where key_digest = any($1)
                """, (Object) keys.stream().map(Sha256::toBytes).toArray(byte[][]::new));
    }

    private static SharedThing thing(Row row) {
        return new SharedThing(
                Rows.text(row, "type"),
                Objects.requireNonNull(row.getUUID("uuid")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "modified_at"),
                row.getInteger("tlp_rank"),
                row.getBoolean("withdrawn"));
    }

    private static Release release(Row row) {
        return new Release(
                Objects.requireNonNull(row.getUUID("id")),
                Objects.requireNonNull(CaseId.parse(Rows.text(row, "case_id"))),
                Collection.tlpOf(row.getInteger("tlp_rank")),
                Rows.text(row, "decided_by"),
                Rows.instant(row, "decided_at"),
                row.getString("reason"),
                row.getInteger("policy_version"),
                row.getInteger("objects"));
    }

    private static byte[][] digests(java.util.Collection<NaturalKey> keys) {
        return keys.stream().map(key -> key.digest().toBytes()).toArray(byte[][]::new);
    }
}
