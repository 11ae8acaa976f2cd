package org.caricom.conch.access;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.sqlclient.Row;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.CertifiedKey;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.KeyHandle;
import org.caricom.conch.signature.KeyMaterial;
import org.caricom.conch.signature.OpenPgpKey;
import org.caricom.conch.signature.PlainKey;
import org.jspecify.annotations.Nullable;

/// The table `enrolled_keys`.
final class KeyStore {
    /// A key counts as revoked from the first of: its revocation, its suspension, its member's.
    private static final String SELECT = """
            select k.kid, k.member, k.algorithm, k.jwk, k.not_before, k.not_after,
                   least(k.revoked_at, k.suspended_at, m.suspended_at) as revoked_at,
                   k.added_at, k.added_by, k.approved_by, k.possession, k.replaces, k.suspended_at,
                   k.suspended_at is not null and k.stolen as stolen,
                   k.revoked_at as ended_at, k.revocation_reason, k.revocation_told_at, d.kind, d.document
              from enrolled_keys k
              join members m on m.code = k.member
              left join enrolled_document d on d.kid = k.kid
            """;

    List<EnrolledKey> candidates(Transaction tx, Collection<KeyHandle> handles) {
        return Rows.list(
                tx.query(
                        SELECT + """
                         where k.approved_at is not null
                           and k.kid in (select unnest($1::text[])
                                          union
                                         select kid
                                           from enrolled_handle
                                          where handle = any($2))
                         order by k.kid
                        """,
                        handles.stream()
                                .map(KeyHandle::enrolledName)
                                .filter(Objects::nonNull)
                                .toArray(String[]::new),
                        handles.stream().map(KeyHandle::value).toArray(String[]::new)),
                KeyStore::key);
    }

    List<KeyRecord> list(Transaction tx, @Nullable MemberCode member) {
        return Rows.list(
                tx.query(
                        SELECT + " where $1::text is null or k.member = $1 order by k.member, k.added_at, k.kid",
                        member == null ? null : member.value()),
                KeyStore::keyRecord);
    }

    @Nullable KeyRecord find(Transaction tx, String kid) {
        return Rows.one(tx.query(SELECT + " where k.kid = $1", kid), KeyStore::keyRecord);
    }

    @Nullable KeyRecord findByThumbprint(Transaction tx, String thumbprint) {
        return Rows.one(tx.query(SELECT + " where k.thumbprint = $1", thumbprint), KeyStore::keyRecord);
    }

    /// The same as [#find], and nobody else changes it until the transaction ends.
    @Nullable KeyRecord lock(Transaction tx, String kid) {
        return Rows.one(tx.query(SELECT + " where k.kid = $1 for update of k", kid), KeyStore::keyRecord);
    }

    /// Those of these keys that there are, waiting ones too.
    List<KeyRecord> find(Transaction tx, Collection<String> kids) {
        return Rows.list(
                tx.query(SELECT + " where k.kid = any($1)", (Object) kids.toArray(String[]::new)), KeyStore::keyRecord);
    }

    /// A page of the directory, newest first.
    ///
    /// @param waitingOf whose waiting keys are shown too; null for everyone's
    List<KeyRecord> page(Transaction tx, KeyQuery query, boolean allWaiting, @Nullable MemberCode waitingOf) {
        KeyQuery.Position after = query.after();
        return Rows.list(
                tx.query(
                        SELECT + """
                         where ($1::text is null or k.member = $1)
                           and (k.approved_at is not null or $2 or k.member = $3::text)
                           and ($4::timestamptz is null or (k.added_at, k.kid) < ($4, $5::text))
                         order by k.added_at desc, k.kid desc
                         limit $6
                        """,
                        query.member() == null ? null : query.member().value(),
                        allWaiting,
                        waitingOf == null ? null : waitingOf.value(),
                        after == null ? null : after.addedAt(),
                        after == null ? null : after.kid(),
                        query.limit()),
                KeyStore::keyRecord);
    }

    /// Approved keys that no other has taken over from, whose validity ends after `now` and by `horizon`; the first
    /// to end first.
    List<KeyRecord> ending(Transaction tx, Instant now, Instant horizon, @Nullable MemberCode member) {
        return Rows.list(
                tx.query(SELECT + """
                         where k.approved_at is not null
                           and ($3::text is null or k.member = $3)
                           and k.not_after > $1
                           and k.not_after <= $2
                           and not exists (select 1
                                             from enrolled_keys next
                                            where next.replaces = k.kid)
                         order by k.not_after, k.kid
                        """, now, horizon, member == null ? null : member.value()), KeyStore::keyRecord);
    }

    /// Notes that a reminder is given; whether nobody gave it before.
    boolean remind(Transaction tx, String kid, Instant endsAt, int days, Instant now) {
        return tx.update("""
                        insert into key_reminder (kid, ends_at, days, reminded_at)
                        values ($1, $2, $3, $4)
                            on conflict do nothing
                        """, kid, endsAt, days, now) == 1;
    }

    /// Who lets a key be used when it is enrolled.
    sealed interface Approval {
        /// A second person, later.
        record Waits() implements Approval {}

        /// Whoever adds it, when its member has a key in use; a second person otherwise.
        record IfMemberHasAKey() implements Approval {}

        /// The key that it takes over from.
        record ByOldKey(String kid) implements Approval {}
    }

    void insert(
            Transaction tx, EnrolledKey key, Possession possession, Approval approval, String addedBy, Instant now) {
        tx.update(
                """
                insert into enrolled_keys (kid, member, algorithm, jwk, thumbprint, not_before, not_after,
                                           added_at, added_by, possession, replaces, approved_at, approved_by)
                select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::text, $10, $11::text,
                       case when approver is not null then $8::timestamptz end, approver
                  from (select case $12::text
                                   when 'old-key' then 'key:' || $11::text
                                   when 'if-known' then (select $9::text
                                                          where exists (select 1
                                                                          from enrolled_keys
                                                                         where member = $2
                                                                           and approved_at is not null
                                                                           and not_before <= $8
                                                                           and coalesce(not_after > $8, true)
                                                                           and coalesce(revoked_at > $8, true)
                                                                           and suspended_at is null))
                               end as approver) as decision
                """,
                key.kid(),
                key.member().value(),
                key.algorithm().word(),
                switch (key.material()) {
                    case PlainKey(JWK jwk) -> jwk.toJSONString();
                    case OpenPgpKey openPgp -> openPgp.primary().toJSONString();
                    case CertifiedKey certified -> certified.jwk().toJSONString();
                },
                key.material().thumbprint(),
                key.notBefore(),
                key.notAfter(),
                now,
                addedBy,
                possession.word(),
                approval instanceof Approval.ByOldKey(String old) ? old : null,
                switch (approval) {
                    case Approval.Waits _ -> "waits";
                    case Approval.IfMemberHasAKey _ -> "if-known";
                    case Approval.ByOldKey _ -> "old-key";
                });
        insertDocument(tx, key);
    }

    /// Lets a key end at `end`, or earlier if it does already.
    void endBy(Transaction tx, String kid, Instant end) {
        tx.update("""
                update enrolled_keys
                   set not_after = least(not_after, $2::timestamptz)
                 where kid = $1
                """, kid, end);
    }

    /// Puts a newer certificate, the names that it gives the key, and its end, into the place of those before.
    void updateDocument(Transaction tx, String kid, OpenPgpKey key, @Nullable Instant notAfter) {
        putDocument(tx, kid, key, "openpgp", key.document());
        tx.update("update enrolled_keys set not_after = $2 where kid = $1", kid, notAfter);
    }

    /// The document that the key is enrolled with, if it is not a bare key, and the names that it gives it.
    private static void insertDocument(Transaction tx, EnrolledKey key) {
        switch (key.material()) {
            case PlainKey _ -> {}
            case CertifiedKey certified -> putDocument(tx, key.kid(), certified, "x509", certified.document());
            case OpenPgpKey openPgp -> putDocument(tx, key.kid(), openPgp, "openpgp", openPgp.document());
        }
    }

    private static void putDocument(Transaction tx, String kid, KeyMaterial material, String kind, byte[] document) {
        tx.update("""
                insert into enrolled_document (kid, kind, document)
                values ($1, $2, $3)
                    on conflict (kid) do update set document = excluded.document
                """, kid, kind, document);
        tx.update("""
                insert into enrolled_handle (handle, kid)
                select unnest($2::text[]), $1
                    on conflict do nothing
                """, kid, material.handles().stream().map(KeyHandle::value).toArray(String[]::new));
    }

    boolean approve(Transaction tx, String kid, String approvedBy, Instant now) {
        return tx.update("""
                        update enrolled_keys
                           set approved_at = $3,
                               approved_by = $2
                         where kid = $1
                           and approved_at is null
                           and added_by <> $2
                        """, kid, approvedBy, now) == 1;
    }

    /// Whether it was not suspended before, or not for this.
    boolean suspend(Transaction tx, String kid, boolean stolen, Instant since) {
        return tx.update("""
                        update enrolled_keys
                           set suspended_at = coalesce(suspended_at, $2),
                               stolen       = $3
                         where kid = $1
                           and (suspended_at is null or $3 and not stolen)
                        """, kid, since, stolen) == 1;
    }

    /// Whether it was suspended before.
    boolean resume(Transaction tx, String kid) {
        return tx.update("""
                        update enrolled_keys
                           set suspended_at = null,
                               stolen       = false
                         where kid = $1
                           and suspended_at is not null
                        """, kid) == 1;
    }

    /// Whether it was not revoked before, or only from later on.
    boolean revoke(Transaction tx, String kid, Revocation revocation) {
        return tx.update("""
                        update enrolled_keys
                           set revoked_at         = $2,
                               revocation_reason  = $3,
                               revocation_told_at = $4
                         where kid = $1
                           and (revoked_at is null or revoked_at > $2)
                        """, kid, revocation.from(), revocation.reason().word(), revocation.toldAt()) == 1;
    }

    private static KeyRecord keyRecord(Row row) {
        return new KeyRecord(
                key(row),
                Rows.instant(row, "added_at"),
                Rows.text(row, "added_by"),
                row.getString("approved_by"),
                Possession.readBack(Rows.text(row, "possession")),
                row.getString("replaces"),
                Rows.instantOrNull(row, "suspended_at"),
                row.getBoolean("stolen"),
                revocation(row));
    }

    /// One that an earlier version wrote tells no more than its time.
    private static @Nullable Revocation revocation(Row row) {
        Instant from = Rows.instantOrNull(row, "ended_at");
        if (from == null) {
            return null;
        }
        String word = row.getString("revocation_reason");
        RevocationReason reason = word == null ? null : RevocationReason.parse(word);
        Instant toldAt = Rows.instantOrNull(row, "revocation_told_at");
        return new Revocation(
                from, reason == null ? RevocationReason.UNSPECIFIED : reason, toldAt == null ? from : toldAt);
    }

    private static EnrolledKey key(Row row) {
        return new EnrolledKey(
                Rows.text(row, "kid"),
                new MemberCode(Rows.text(row, "member")),
                material(row),
                Rows.instant(row, "not_before"),
                Rows.instantOrNull(row, "not_after"),
                Rows.instantOrNull(row, "revoked_at"));
    }

    private static KeyMaterial material(Row row) {
        String kind = row.getString("kind");
        if (kind != null) {
            return switch (kind) {
                case "x509" -> CertifiedKey.readBack(Rows.bytes(row, "document"));
                case "openpgp" -> OpenPgpKey.stored(Rows.bytes(row, "document"));
                default -> throw new IllegalStateException("a stored key is of an unknown kind: " + kind);
            };
        }
        try {
            return new PlainKey(JWK.parse(Rows.text(row, "jwk")));
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }
}
