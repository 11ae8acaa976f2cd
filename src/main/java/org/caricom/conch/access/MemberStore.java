package org.caricom.conch.access;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.caricom.conch.db.Args;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// The table `members`.
final class MemberStore {
    private static final String INSERT = """
            insert into members (
                code, alpha3, name, status, languages, zone, aliases,
                cert_name, cert_parent, cert_established, cert_state, cert_networks, cert_note, cert_sources,
                law_hours, law_calendar_days, law_name, law_authority, law_clock_starts, law_note, law_sources,
                note)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                    $15, $16, $17, $18, $19, $20, $21, $22)
            on conflict (code)
            """;

    private static final String UPSERT = INSERT + """
            do update
               set alpha3            = excluded.alpha3,
                   name              = excluded.name,
                   status            = excluded.status,
                   languages         = excluded.languages,
                   zone              = excluded.zone,
                   aliases           = excluded.aliases,
                   cert_name         = excluded.cert_name,
                   cert_parent       = excluded.cert_parent,
                   cert_established  = excluded.cert_established,
                   cert_state        = excluded.cert_state,
                   cert_networks     = excluded.cert_networks,
                   cert_note         = excluded.cert_note,
                   cert_sources      = excluded.cert_sources,
                   law_hours         = excluded.law_hours,
                   law_calendar_days = excluded.law_calendar_days,
                   law_name          = excluded.law_name,
                   law_authority     = excluded.law_authority,
                   law_clock_starts  = excluded.law_clock_starts,
                   law_note          = excluded.law_note,
                   law_sources       = excluded.law_sources,
                   note              = excluded.note
            """;

    private static final String SELECT = """
            select code, alpha3, name, status, languages, zone, aliases,
                   cert_name, cert_parent, cert_established, cert_state, cert_networks, cert_note, cert_sources,
                   law_hours, law_calendar_days, law_name, law_authority, law_clock_starts, law_note, law_sources,
                   note, reports_through, suspended_at
              from members
            """;

    void upsertReference(Transaction tx, List<MemberInfo> members) {
        tx.batch(UPSERT, members.stream().map(MemberStore::values).toList());
    }

    /// False when there is such a member already.
    boolean insert(Transaction tx, MemberInfo member) {
        return tx.query(INSERT + "do nothing", values(member)).rowCount() == 1;
    }

    List<MemberInfo> list(Transaction tx) {
        return Rows.list(tx.query(SELECT + " order by code"), MemberStore::member);
    }

    @Nullable MemberInfo find(Transaction tx, MemberCode code) {
        return Rows.one(tx.query(SELECT + " where code = $1", code.value()), MemberStore::member);
    }

    boolean setReportsThrough(Transaction tx, MemberCode member, @Nullable MemberCode through) {
        return tx.update("""
                        update members
                           set reports_through = $2
                         where code = $1
                           and reports_through is distinct from $2
                        """, member.value(), through == null ? null : through.value()) == 1;
    }

    /// Whether it was not suspended before.
    boolean suspend(Transaction tx, MemberCode member, Instant since) {
        return tx.update("""
                        update members
                           set suspended_at = $2
                         where code = $1
                           and suspended_at is null
                        """, member.value(), since) == 1;
    }

    /// Whether it was suspended before.
    boolean resume(Transaction tx, MemberCode member) {
        return tx.update("""
                        update members
                           set suspended_at = null
                         where code = $1
                           and suspended_at is not null
                        """, member.value()) == 1;
    }

    List<MemberCode> reportingThrough(Transaction tx, MemberCode through) {
        return Rows.list(
                tx.query("select code from members where reports_through = $1 order by code", through.value()),
                row -> new MemberCode(Rows.text(row, "code")));
    }

    private static Tuple values(MemberInfo member) {
        Cert cert = member.cert();
        BreachLaw law = member.breachLaw();
        return Args.of(
                member.code().value(),
                member.alpha3(),
                member.name(),
                member.status().word(),
                array(member.languages()),
                member.zone().getId(),
                array(member.aliases()),
                cert.name(),
                cert.parent(),
                cert.established(),
                cert.state().word(),
                array(cert.networks()),
                cert.note(),
                array(cert.sources()),
                law.hours(),
                law.calendarDays(),
                law.law(),
                law.authority(),
                law.clockStarts(),
                law.note(),
                array(law.sources()),
                member.note());
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static MemberInfo member(Row row) {
        String through = row.getString("reports_through");
        return new MemberInfo(
                new MemberCode(Rows.text(row, "code")),
                row.getString("alpha3"),
                Rows.text(row, "name"),
                MembershipStatus.read(Rows.text(row, "status")),
                Rows.texts(row, "languages"),
                ZoneId.of(Rows.text(row, "zone")),
                Rows.texts(row, "aliases"),
                new Cert(
                        row.getString("cert_name"),
                        row.getString("cert_parent"),
                        row.getString("cert_established"),
                        Cert.State.read(Rows.text(row, "cert_state")),
                        Rows.texts(row, "cert_networks"),
                        row.getString("cert_note"),
                        Rows.texts(row, "cert_sources")),
                new BreachLaw(
                        row.getInteger("law_hours"),
                        row.getInteger("law_calendar_days"),
                        row.getString("law_name"),
                        row.getString("law_authority"),
                        row.getString("law_clock_starts"),
                        row.getString("law_note"),
                        Rows.texts(row, "law_sources")),
                row.getString("note"),
                through == null ? null : new MemberCode(through),
                Rows.instantOrNull(row, "suspended_at"));
    }
}
