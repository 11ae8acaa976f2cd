package org.caricom.conch.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.KeyFate;
import org.caricom.conch.access.Keys;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.intake.RawReport;
import org.caricom.conch.intake.ReportEntry;
import org.caricom.conch.intake.ReportQuery;
import org.caricom.conch.intake.ReportState;
import org.caricom.conch.intake.Reports;
import org.jspecify.annotations.Nullable;

/// Reports: the list, one of them, and its bytes; how to file one.
final class ReportPages {
    private static final String LIST = "page-reports";
    private static final int ROWS = 40;

    private final PageKit kit;
    private final Reports reports;
    private final Keys keys;
    private final Cases cases;

    ReportPages(PageKit kit, Reports reports, Keys keys, Cases cases) {
        this.kit = kit;
        this.reports = reports;
        this.keys = keys;
        this.cases = cases;
    }

    Answer list(Exchange exchange) throws Problem {
        Frame frame = kit.frame(exchange, Place.REPORTS);
        Caller caller = exchange.caller();
        ReportQuery query = new ReportQuery(null, null, position(exchange.cursor(LIST)), ROWS + 1);
        List<ReportEntry> found = reports.list(caller, query);
        List<ReportEntry> rows = found.subList(0, Math.min(ROWS, found.size()));
        String next = null;
        if (found.size() > ROWS) {
            ReportEntry last = rows.getLast();
            next = "/reports?cursor="
                    + Addresses.encode(exchange.nextCursor(
                            LIST, last.receivedAt().toString(), last.id().toString()));
        }
        ReportsPage page = new ReportsPage(
                rows.stream().map(entry -> row(frame, caller, entry)).toList(), next, caller.member() != null);
        return kit.show(exchange, kit.templates().reports(frame, page));
    }

    Answer one(Exchange exchange) throws Problem {
        ReportEntry entry = entry(exchange);
        Frame frame = kit.frame(exchange, Place.REPORTS);
        CaseId caseId = cases.caseOf(exchange.caller(), entry.id());
        ReportPage page = new ReportPage(
                entry.id().toString(),
                entry.title(),
                "",
                entry.tlp(),
                entry.receivedAt(),
                facts(frame, entry),
                entry.sha256().toString(),
                entry.flaws().stream()
                        .map(flaw -> new ReportPage.FlawRow(flaw.pointer(), flaw.detail()))
                        .toList(),
                entry.state() == ReportState.QUARANTINED,
                caseId == null ? null : "/cases/" + caseId,
                caseId == null ? null : caseId.toString(),
                standings(frame, entry, exchange.clock().instant()));
        return kit.show(exchange, kit.templates().report(frame, page));
    }

    /// The exact bytes, offered for saving.
    Answer raw(Exchange exchange) throws Problem {
        ReportId id = id(exchange);
        RawReport raw = reports.raw(exchange.caller(), id);
        if (raw == null) {
            throw Problem.notFound();
        }
        return Answer.bytes(raw.contentType(), raw.message()).download(id + ending(raw.contentType()));
    }

    Answer receipt(Exchange exchange) throws Problem {
        ReportEntry entry = entry(exchange);
        return Answer.bytes("application/jose", entry.receipt().getBytes(StandardCharsets.UTF_8))
                .download(entry.id() + ".receipt.jws");
    }

    Answer bundle(Exchange exchange) throws Problem {
        ReportId id = id(exchange);
        byte[] bundle = reports.bundle(exchange.caller(), id);
        if (bundle == null) {
            throw Problem.notFound();
        }
        return Answer.bytes("application/stix+json;version=2.1", bundle).download(id + ".stix.json");
    }

    /// The key that signs a report never comes near the hub, so no form here could file one.
    Answer filing(Exchange exchange) {
        Frame frame = kit.frame(exchange, Place.REPORTS);
        MemberCode member = exchange.caller().member();
        return kit.show(
                exchange,
                kit.templates().filing(frame, exchange.publicUrl(), member == null ? "MEMBER" : member.value()));
    }

    /// What became of the keys that signed, where it matters for this report.
    private List<String> standings(Frame frame, ReportEntry entry, Instant now) {
        List<String> standings = new ArrayList<>();
        for (KeyFate fate : keys.fates(
                entry.signatures().stream().map(ReportEntry.SignedBy::keyId).toList())) {
            String standing = KeyWords.standing(frame, fate, entry.receivedAt(), now);
            if (standing != null) {
                standings.add(fate.kid() + ": " + standing);
            }
        }
        return standings;
    }

    private ReportsPage.Row row(Frame frame, Caller caller, ReportEntry entry) {
        CaseId caseId = entry.state() == ReportState.FILED ? cases.caseOf(caller, entry.id()) : null;
        return new ReportsPage.Row(
                "/reports/" + entry.id(),
                entry.receivedAt(),
                entry.member(),
                entry.title(),
                "",
                stage(frame, entry.stage()),
                format(frame, entry.format()),
                entry.state() == ReportState.QUARANTINED ? entry.flaws().size() : null,
                caseId == null ? null : caseId.toString(),
                entry.tlp());
    }

    private List<CasePage.Fact> facts(Frame frame, ReportEntry entry) {
        List<CasePage.Fact> facts = new ArrayList<>();
        facts.add(new CasePage.Fact(
                frame.text("fact.member"),
                kit.members().name(entry.member()),
                entry.filedBy().equals(entry.member())
                        ? null
                        : frame.text("report.filed-by", kit.members().name(entry.filedBy()))));
        facts.add(new CasePage.Fact(frame.text("fact.received"), frame.full(entry.receivedAt()), null));
        if (entry.state() == ReportState.FILED) {
            facts.add(new CasePage.Fact(frame.text("fact.stage"), stage(frame, entry.stage()), null));
            facts.add(new CasePage.Fact(frame.text("fact.format"), format(frame, entry.format()), null));
        }
        if (entry.reference() != null) {
            facts.add(new CasePage.Fact(frame.text("fact.reference"), entry.reference(), null));
        }
        facts.add(new CasePage.Fact(
                frame.text("report.signed"),
                entry.signatures().isEmpty()
                        ? frame.text("report.not-signed")
                        : entry.signatures().stream()
                                .map(by -> by.keyId() + " (" + by.algorithm() + ")")
                                .collect(Collectors.joining(", ")),
                entry.issuedAt() == null ? null : frame.near(entry.issuedAt())));
        facts.add(new CasePage.Fact(frame.text("report.size"), frame.text("report.bytes", entry.size()), null));
        facts.add(new CasePage.Fact(frame.text("report.log"), frame.text("fact.number", entry.logIndex()), null));
        return facts;
    }

    private static String stage(Frame frame, @Nullable ReportStage stage) {
        return stage == null ? "" : new Words(frame.messages()).stage(stage);
    }

    /// The name of the format, which is a proper noun but for our own.
    private static String format(Frame frame, @Nullable String format) {
        if (format == null) {
            return "";
        }
        String own = frame.messages().find("format." + format.toLowerCase(Locale.ROOT));
        return own == null ? format : own;
    }

    private ReportEntry entry(Exchange exchange) throws Problem {
        ReportEntry entry = reports.find(exchange.caller(), id(exchange));
        if (entry == null) {
            throw Problem.notFound();
        }
        return entry;
    }

    private static ReportId id(Exchange exchange) throws Problem {
        ReportId id = ReportId.parse(exchange.path("id"));
        if (id == null) {
            throw Problem.notFound();
        }
        return id;
    }

    static ReportQuery.@Nullable Position position(@Nullable List<String> cursor) throws Problem {
        if (cursor == null) {
            return null;
        }
        try {
            ReportId id = cursor.size() == 2 ? ReportId.parse(cursor.get(1)) : null;
            if (id != null) {
                return new ReportQuery.Position(Instant.parse(cursor.getFirst()), id);
            }
        } catch (DateTimeException _) {
            // Said below.
        }
        throw Problem.badRequest("There is no such place in the list.");
    }

    private static String ending(String contentType) {
        return switch (contentType) {
            case "application/jose" -> ".jws";
            case "application/jose+json" -> ".jws.json";
            case "application/cms", "application/pkcs7-mime" -> ".p7m";
            case "application/pgp" -> ".asc";
            default -> ".bin";
        };
    }
}
