package org.caricom.conch.intake;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.db.Args;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.intake.Draft.Identity;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Evidence;
import org.jspecify.annotations.Nullable;

/// Reports in the database: filed once, never changed.
final class ReportStore {
    private static final String ENTRY = """
            select report_id, member, filed_by, received_at, state, content_type, message_size, message_sha256,
                   payload_type, payload_sha256, signatures, issued_at, message_id, format, stage, reference, title, tlp,
                   flaws, log_index, receipt
              from report
            """;

    private ReportStore() {}

    /// A draft with what only the log could tell.
    record Logged(Draft draft, long logIndex, String receipt) {}

    /// Which of these filings were kept before.
    static Map<Identity, Kept> find(Transaction tx, List<Identity> identities) {
        Map<Identity, Kept> kept = new HashMap<>();
        tx.query(
                        """
                        select report.filed_by, report.message_sha256, report.report_id, report.state, report.receipt,
                               report.flaws
                          from unnest($1::text[], $2::bytea[]) as wanted (filed_by, message_sha256)
                          join report using (filed_by, message_sha256)
                        """,
                        array(identities, identity -> identity.filedBy().value(), String[]::new),
                        array(identities, identity -> identity.messageSha256().toBytes(), byte[][]::new))
                .forEach(row -> kept.put(
                        new Identity(
                                new MemberCode(Rows.text(row, "filed_by")),
                                Sha256.fromBytes(Rows.bytes(row, "message_sha256"))),
                        new Kept(
                                id(row),
                                state(row),
                                Rows.text(row, "receipt"),
                                StoredJson.readFlawsBack(Rows.text(row, "flaws")))));
        return kept;
    }

    /// A message's own name, by the key that signed.
    record MessageName(String keyId, String messageId) {}

    /// @param holders whose content each name stands for now
    /// @param fresh   the names that were free until now
    record Claims(Map<MessageName, Sha256> holders, Set<MessageName> fresh) {}

    /// Takes each name for its content where it is free.
    static Claims claimNames(Transaction tx, Map<MessageName, Sha256> wanted) {
        // In one order everywhere, so that two transactions never wait for each other in a ring.
        List<MessageName> names = wanted.keySet().stream()
                .sorted(Comparator.comparing(MessageName::keyId).thenComparing(MessageName::messageId))
                .toList();
        String[] keyIds = array(names, MessageName::keyId, String[]::new);
        String[] messageIds = array(names, MessageName::messageId, String[]::new);
        Set<MessageName> fresh = new HashSet<>();
        tx.query(
                        """
                        insert into report_message_id (key_id, message_id, payload_sha256)
                        select key_id, message_id, payload_sha256
                          from unnest($1::text[], $2::text[], $3::bytea[]) as claim (key_id, message_id, payload_sha256)
                            on conflict do nothing
                        returning key_id, message_id
                        """,
                        keyIds,
                        messageIds,
                        array(
                                names,
                                name -> Objects.requireNonNull(wanted.get(name)).toBytes(),
                                byte[][]::new))
                .forEach(row -> fresh.add(name(row)));
        Map<MessageName, Sha256> holders = new HashMap<>();
        tx.query("""
                        select key_id, message_id, payload_sha256
                          from unnest($1::text[], $2::text[]) as claim (key_id, message_id)
                          join report_message_id using (key_id, message_id)
                        """, keyIds, messageIds)
                .forEach(row -> holders.put(name(row), Sha256.fromBytes(Rows.bytes(row, "payload_sha256"))));
        return new Claims(holders, fresh);
    }

    private static MessageName name(Row row) {
        return new MessageName(Rows.text(row, "key_id"), Rows.text(row, "message_id"));
    }

    /// Gives back names that this transaction took.
    static void freeNames(Transaction tx, Set<MessageName> names) {
        List<MessageName> list = List.copyOf(names);
        tx.update(
                """
                delete from report_message_id
                 using unnest($1::text[], $2::text[]) as free (key_id, message_id)
                 where report_message_id.key_id = free.key_id
                   and report_message_id.message_id = free.message_id
                """,
                array(list, MessageName::keyId, String[]::new),
                array(list, MessageName::messageId, String[]::new));
    }

    /// Keeps reports, all in one go.
    static void add(Transaction tx, List<Logged> reports) {
        tx.query(
                """
                insert into report (report_id, member, filed_by, received_at, state, content_type, message_size,
                                    message_sha256, payload_type, payload_sha256, signatures, issued_at, message_id,
                                    format, stage, reference, title, tlp, flaws, log_index, receipt)
                select *
                  from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::int[],
                              $8::bytea[], $9::text[], $10::bytea[], $11::text[], $12::timestamptz[], $13::text[],
                              $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[],
                              $20::bigint[], $21::text[])
                """,
                column(reports, draft -> draft.id().value(), UUID[]::new),
                column(reports, draft -> draft.member().value(), String[]::new),
                column(reports, draft -> draft.verified().member().value(), String[]::new),
                column(reports, Draft::receivedAt, Instant[]::new),
                column(reports, draft -> draft.state().word(), String[]::new),
                column(reports, Draft::contentType, String[]::new),
                column(reports, draft -> draft.message().length, Integer[]::new),
                column(reports, draft -> draft.messageSha256().toBytes(), byte[][]::new),
                column(reports, draft -> draft.verified().contentType(), String[]::new),
                column(reports, draft -> draft.verified().payloadDigest().toBytes(), byte[][]::new),
                column(reports, draft -> StoredJson.signatures(draft.verified().signatures()), String[]::new),
                column(reports, draft -> draft.verified().issuedAt(), Instant[]::new),
                column(reports, draft -> draft.verified().messageId(), String[]::new),
                column(
                        reports,
                        draft -> draft.normal() == null ? null : draft.normal().format(),
                        String[]::new),
                column(
                        reports,
                        draft -> draft.normal() == null
                                ? null
                                : draft.normal().facts().stage().word(),
                        String[]::new),
                column(
                        reports,
                        draft -> draft.normal() == null
                                ? null
                                : draft.normal().facts().reference(),
                        String[]::new),
                column(
                        reports,
                        draft -> draft.normal() == null
                                ? null
                                : draft.normal().facts().title(),
                        String[]::new),
                column(
                        reports,
                        draft -> draft.normal() == null
                                ? null
                                : draft.normal().facts().tlp().word(),
                        String[]::new),
                column(reports, draft -> StoredJson.flaws(draft.flaws()), String[]::new),
                array(reports, Logged::logIndex, Long[]::new),
                array(reports, Logged::receipt, String[]::new));
        tx.query(
                """
                insert into report_content (report_id, message, facts, bundle, evidence)
                select *
                  from unnest($1::uuid[], $2::bytea[], $3::text[], $4::bytea[], $5::text[])
                """,
                column(reports, draft -> draft.id().value(), UUID[]::new),
                column(reports, Draft::message, byte[][]::new),
                column(reports, Draft::facts, String[]::new),
                column(reports, Draft::bundle, byte[][]::new),
                column(
                        reports,
                        draft -> draft.evidence() == null
                                ? null
                                : Json.text(draft.evidence().toJson()),
                        String[]::new));
    }

    static @Nullable ReportEntry entry(Transaction tx, ReportId id) {
        return Rows.one(tx.query(ENTRY + " where report_id = $1", id.value()), ReportStore::entry);
    }

    /// @param member whose reports alone; null for everyone's
    static List<ReportEntry> entries(Transaction tx, @Nullable MemberCode member, ReportQuery query) {
        ReportQuery.Position after = query.after();
        return Rows.list(
                tx.query(
                        ENTRY + """
                                 where ($1::text is null or member = $1)
                                   and ($2::text is null or state = $2)
                                   and ($3::timestamptz is null or (received_at, report_id) < ($3, $4::uuid))
                                 order by received_at desc, report_id desc
                                 limit $5
                                """,
                        member == null ? null : member.value(),
                        query.state() == null ? null : query.state().word(),
                        after == null ? null : after.receivedAt(),
                        after == null ? null : after.id().value(),
                        query.limit()),
                ReportStore::entry);
    }

    /// What a key signed, newest first.
    static List<SignedReport> signedBy(Transaction tx, String keyId, ReportQuery.@Nullable Position after, int limit) {
        return Rows.list(
                tx.query(
                        """
                        select report_id, member, received_at, state
                          from report
                         where signatures::jsonb @> jsonb_build_array(jsonb_build_object('keyId', $1::text))
                           and ($2::timestamptz is null or (received_at, report_id) < ($2, $3::uuid))
                         order by received_at desc, report_id desc
                         limit $4
                        """,
                        keyId,
                        after == null ? null : after.receivedAt(),
                        after == null ? null : after.id().value(),
                        limit),
                row -> new SignedReport(
                        id(row),
                        new MemberCode(Rows.text(row, "member")),
                        Rows.instant(row, "received_at"),
                        state(row)));
    }

    /// Every report whose entry is below `size`, with all that tells of it, a hundred at a time.
    static void eachStored(Transaction tx, long size, Consumer<StoredReports.Stored> reader) {
        tx.forEach(
                """
                select report.report_id, report.member, report.received_at, report.message_sha256, report.message_size,
                       report.log_index, report.receipt, report_content.message, audit_entry.leaf
                  from report
                  left join report_content using (report_id)
                  left join audit_entry using (log_index)
                 where report.log_index < $1
                 order by report.log_index
                """,
                Args.of(size),
                100,
                row -> reader.accept(new StoredReports.Stored(
                        new Receipt(
                                new ReportId(row.getUUID("report_id")),
                                Sha256.fromBytes(Rows.bytes(row, "message_sha256")),
                                new MemberCode(Rows.text(row, "member")),
                                Rows.instant(row, "received_at"),
                                row.getLong("log_index")),
                        Rows.text(row, "receipt"),
                        Rows.bytesOrNull(row, "message"),
                        row.getInteger("message_size"),
                        Rows.bytesOrNull(row, "leaf"))));
    }

    static byte @Nullable [] message(Transaction tx, ReportId id) {
        return bytes(tx.query("select message as bytes from report_content where report_id = $1", id.value()));
    }

    /// What shows who filed it, where the message alone does not; null when it does.
    static @Nullable Evidence evidence(Transaction tx, ReportId id) {
        for (Row row : tx.query("select evidence from report_content where report_id = $1", id.value())) {
            String json = row.getString("evidence");
            return json == null ? null : Evidence.readBack(Json.own(json));
        }
        return null;
    }

    static byte @Nullable [] bundle(Transaction tx, ReportId id) {
        return bytes(tx.query(
                "select bundle as bytes from report_content where report_id = $1 and bundle is not null", id.value()));
    }

    /// What a report says; null when there is none, or it is in quarantine.
    static @Nullable FiledReport filed(Transaction tx, ReportId id) {
        return Rows.one(
                tx.query("""
                        select report_id, member, received_at, payload_sha256, facts, bundle
                          from report
                          join report_content using (report_id)
                         where report_id = $1
                           and state = 'filed'
                        """, id.value()),
                row -> new FiledReport(
                        id(row),
                        new MemberCode(Rows.text(row, "member")),
                        Rows.instant(row, "received_at"),
                        Sha256.fromBytes(Rows.bytes(row, "payload_sha256")),
                        StoredFacts.readBack(Json.own(Rows.text(row, "facts"))),
                        StoredJson.readBundleBack(Rows.bytes(row, "bundle"))));
    }

    private static byte @Nullable [] bytes(RowSet<Row> rows) {
        for (Row row : rows) {
            return Rows.bytes(row, "bytes");
        }
        return null;
    }

    private static ReportEntry entry(Row row) {
        String stage = row.getString("stage");
        String tlp = row.getString("tlp");
        return new ReportEntry(
                id(row),
                new MemberCode(Rows.text(row, "member")),
                new MemberCode(Rows.text(row, "filed_by")),
                Rows.instant(row, "received_at"),
                state(row),
                Rows.text(row, "content_type"),
                row.getInteger("message_size"),
                Sha256.fromBytes(Rows.bytes(row, "message_sha256")),
                row.getString("payload_type"),
                Sha256.fromBytes(Rows.bytes(row, "payload_sha256")),
                StoredJson.readSignaturesBack(Rows.text(row, "signatures")),
                Rows.instantOrNull(row, "issued_at"),
                row.getString("message_id"),
                row.getString("format"),
                stage == null ? null : stage(stage),
                row.getString("reference"),
                row.getString("title"),
                tlp == null ? null : Objects.requireNonNullElse(Tlp.parse(tlp), Tlp.RED),
                StoredJson.readFlawsBack(Rows.text(row, "flaws")),
                row.getLong("log_index"),
                Rows.text(row, "receipt"));
    }

    private static @Nullable ReportStage stage(String word) {
        for (ReportStage stage : ReportStage.values()) {
            if (stage.word().equals(word)) {
                return stage;
            }
        }
        return null;
    }

    private static ReportId id(Row row) {
        return new ReportId(Objects.requireNonNull(row.getUUID("report_id")));
    }

    private static ReportState state(Row row) {
        return Objects.requireNonNull(ReportState.parse(Rows.text(row, "state")));
    }

    private static <A, B extends @Nullable Object> B[] array(
            List<A> list, Function<A, B> value, IntFunction<B[]> make) {
        List<B> values = new ArrayList<>(list.size());
        list.forEach(one -> values.add(value.apply(one)));
        return values.toArray(make);
    }

    private static <B extends @Nullable Object> B[] column(
            List<Logged> reports, Function<Draft, B> value, IntFunction<B[]> make) {
        return array(reports, logged -> value.apply(logged.draft()), make);
    }
}
