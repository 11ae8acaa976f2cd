package org.caricom.conch.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.KeyFate;
import org.caricom.conch.access.Keys;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.ClientCertificates;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.intake.Filing;
import org.caricom.conch.intake.FilingAnswer;
import org.caricom.conch.intake.FilingAnswer.Why;
import org.caricom.conch.intake.Intake;
import org.caricom.conch.intake.RawReport;
import org.caricom.conch.intake.ReportEntry;
import org.caricom.conch.intake.ReportQuery;
import org.caricom.conch.intake.ReportState;
import org.caricom.conch.intake.Reports;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Beside;
import org.caricom.conch.signature.Envelopes;
import org.caricom.conch.signature.Evidence;
import org.caricom.conch.signature.Refused;
import org.jspecify.annotations.Nullable;

/// `/api/v1/reports`: filing, and reading what was filed. CONTRACT.md section 3.
public final class ReportsApi {
    private static final String PATH = "/api/v1/reports";
    private static final String RECEIPT_TYPE = "application/jose";
    private static final String STIX_TYPE = "application/stix+json;version=2.1";
    private static final String PROBLEM_TYPE = "application/problem+json";
    private static final String ACCEPTED_TYPES = "application/jose, application/jose+json, application/cms,"
            + " application/pkcs7-mime, application/pgp, multipart/signed";
    private static final int LONGEST_TYPE = 255;

    /// A JWS over the body without the body in it, RFC 7515 appendix F.
    private static final String DETACHED = "X-JWS-Signature";

    private final Intake intake;
    private final Reports reports;
    private final Keys keys;
    private final Cases cases;
    private final int largest;

    /// @param largest bytes that a filing may have
    public ReportsApi(Intake intake, Reports reports, Keys keys, Cases cases, int largest) {
        this.intake = intake;
        this.reports = reports;
        this.keys = keys;
        this.cases = cases;
        this.largest = largest;
    }

    public void mount(Routes routes) {
        Allow readers = Allow.roles(Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);
        routes.post(PATH, Allow.signed(), this::file, largest);
        routes.get(PATH, readers, this::list);
        routes.get(PATH + "/:id", readers, this::show);
        routes.get(PATH + "/:id/raw", readers, this::raw);
        routes.get(PATH + "/:id/bundle", readers, this::bundle);
        routes.get(PATH + "/:id/receipt", readers, this::receipt);
        routes.get(PATH + "/:id/evidence", readers, this::evidence);
    }

    private Answer file(Exchange exchange) throws Problem {
        String type = exchange.header("Content-Type");
        // It is given back as it came with the raw report, so it must be fit for a header.
        if (type == null
                || type.length() > LONGEST_TYPE
                || !type.chars().allMatch(letter -> letter >= ' ' && letter <= '~')) {
            throw unsupportedType();
        }
        return switch (intake.file(filing(exchange, type))) {
            case FilingAnswer.Accepted(ReportId report, String receipt, List<Flaw> _) ->
                Answer.created(PATH + "/" + report, RECEIPT_TYPE, ascii(receipt));
            case FilingAnswer.Repeated(ReportId report, String receipt) ->
                Answer.bytes(RECEIPT_TYPE, ascii(receipt)).header("Location", PATH + "/" + report);
            case FilingAnswer.Quarantined(ReportId report, List<Flaw> flaws) -> quarantined(exchange, report, flaws);
            case FilingAnswer.Unreadable(String code, String detail) -> throw unreadable(code, detail);
            case FilingAnswer.UnsupportedType _ -> throw unsupportedType();
            case FilingAnswer.Unproven(Refused.Reason _) -> unproven(exchange);
            case FilingAnswer.NotEntitled(Why why) ->
                throw Problem.of(ProblemType.SIGNATURE_NOT_ACCEPTED, why.sentence())
                        .with("code", new TextNode(why.word()));
            case FilingAnswer.MessageIdReused _ ->
                throw Problem.of(
                        ProblemType.CONFLICT,
                        "This key has signed another content under the same jti before. Sign it again with a new one.");
        };
    }

    /// What signs a message stands in its body when the declared type is that of an envelope, beside it
    /// when the request holds a signature, and nowhere when only the connection says who files.
    private static Filing filing(Exchange exchange, String type) throws Problem {
        byte[] body = exchange.body();
        Caller token = exchange.callerOrNull();
        if (Envelopes.isEnvelope(body, type)) {
            return new Filing.Signed(body, type, token);
        }
        Beside beside = beside(exchange);
        ClientCertificates.Peer peer = exchange.peer();
        if (beside != null || peer == null) {
            return new Filing.Signed(body, type, token, beside);
        }
        MemberCode member = peer.caller().member();
        if (member == null) {
            throw unsupportedType();
        }
        return new Filing.Connected(member, body, type, peer.der(), token);
    }

    private static @Nullable Beside beside(Exchange exchange) throws Problem {
        List<String> detached = exchange.headers(DETACHED).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .toList();
        boolean signed = !exchange.headers("Signature-Input").isEmpty();
        if (signed && !detached.isEmpty()) {
            throw Problem.of(
                    ProblemType.UNREADABLE_ENVELOPE,
                    "Sign with " + DETACHED + " or with Signature-Input, not with both.");
        }
        if (signed) {
            return new Beside.Request(
                    exchange.method(),
                    exchange.targetUri(),
                    exchange.headers().stream()
                            .map(line -> new Beside.Field(
                                    line.getKey(), line.getValue().strip()))
                            .toList());
        }
        return detached.isEmpty() ? null : new Beside.Detached(detached);
    }

    private Problem unreadable(String code, String detail) {
        return code.equals("size")
                ? Problem.of(ProblemType.TOO_LARGE, "A filing has at most " + largest + " bytes, and a small header.")
                : Problem.of(ProblemType.UNREADABLE_ENVELOPE, "The signed message cannot be read: " + detail + ".")
                        .with("code", new TextNode(code));
    }

    private static Problem unsupportedType() {
        return Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "A report is filed as a signed message of one of these types: " + ACCEPTED_TYPES
                                + "; or as any other, with " + DETACHED + " or Signature-Input (RFC 9421) beside it.")
                .header("Accept-Post", ACCEPTED_TYPES);
    }

    /// The same bytes for every message whose signature shows nothing: what exactly is wrong would help a
    /// forger more than the sender.
    private static Answer unproven(Exchange exchange) {
        ObjectNode body = problem(exchange, ProblemType.UNVERIFIED_SIGNATURE);
        return Answer.bytes(PROBLEM_TYPE, Json.write(body))
                .status(ProblemType.UNVERIFIED_SIGNATURE.status())
                .header("WWW-Authenticate", "Signed-Message realm=\"Conch\"");
    }

    /// The same bytes for every repeat, so nothing of the request is in it.
    private static Answer quarantined(Exchange exchange, ReportId report, List<Flaw> flaws) {
        ObjectNode body = problem(exchange, ProblemType.QUARANTINED);
        body.put("report", report.toString());
        body.set("flaws", ReportJson.flaws(flaws));
        return Answer.bytes(PROBLEM_TYPE, Json.write(body))
                .status(ProblemType.QUARANTINED.status())
                .header("Location", PATH + "/" + report);
    }

    private static ObjectNode problem(Exchange exchange, ProblemType type) {
        ObjectNode body = Json.object();
        body.put("type", exchange.publicUrl() + "/problems/" + type.slug());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", type.explanation());
        return body;
    }

    private Answer list(Exchange exchange) throws Problem {
        exchange.allowQuery("limit", "cursor", "member", "state");
        int limit = exchange.limit(50, 500);
        List<ReportEntry> entries = reports.list(
                exchange.caller(),
                new ReportQuery(member(exchange), state(exchange), position(exchange.cursor("reports")), limit + 1));
        boolean more = entries.size() > limit;
        List<ReportEntry> shown = more ? entries.subList(0, limit) : entries;
        String next = null;
        if (more) {
            ReportEntry last = shown.getLast();
            next = exchange.nextCursor(
                    "reports", last.receivedAt().toString(), last.id().toString());
        }
        return Answer.page(exchange, shown.stream().map(ReportJson::item).toList(), next);
    }

    private static @Nullable MemberCode member(Exchange exchange) throws Problem {
        String text = exchange.query("member");
        try {
            return text == null ? null : new MemberCode(text);
        } catch (IllegalArgumentException _) {
            throw Problem.badRequest("member is a code of two capital letters.");
        }
    }

    private static @Nullable ReportState state(Exchange exchange) throws Problem {
        String text = exchange.query("state");
        ReportState state = text == null ? null : ReportState.parse(text);
        if (text != null && state == null) {
            throw Problem.badRequest("state is filed or quarantined.");
        }
        return state;
    }

    static ReportQuery.@Nullable Position position(@Nullable List<String> cursor) throws Problem {
        if (cursor == null) {
            return null;
        }
        ReportId id = cursor.size() == 2 ? ReportId.parse(cursor.get(1)) : null;
        try {
            if (id != null) {
                return new ReportQuery.Position(Instant.parse(cursor.getFirst()), id);
            }
        } catch (DateTimeException _) {
            // Sealed by us, so it is a cursor of an earlier release.
        }
        throw Problem.badRequest("This cursor is too old; begin again without it.");
    }

    private Answer show(Exchange exchange) throws Problem {
        ReportEntry entry = there(reports.find(exchange.caller(), id(exchange)));
        List<KeyFate> fates = keys.fates(
                entry.signatures().stream().map(ReportEntry.SignedBy::keyId).toList());
        return Answer.json(
                200,
                ReportJson.whole(
                        entry,
                        cases.caseOf(exchange.caller(), entry.id()),
                        fates,
                        exchange.clock().instant()));
    }

    private Answer raw(Exchange exchange) throws Problem {
        ReportId id = id(exchange);
        RawReport raw = there(reports.raw(exchange.caller(), id));
        return Answer.bytes(raw.contentType(), raw.message()).download("report-" + id);
    }

    private Answer bundle(Exchange exchange) throws Problem {
        ReportId id = id(exchange);
        ReportEntry entry = there(reports.find(exchange.caller(), id));
        if (entry.state() == ReportState.QUARANTINED) {
            throw Problem.of(ProblemType.NOT_FOUND, "The report is in quarantine: there is no bundle of it.");
        }
        return Answer.bytes(STIX_TYPE, there(reports.bundle(exchange.caller(), id)));
    }

    private Answer receipt(Exchange exchange) throws Problem {
        ReportEntry entry = there(reports.find(exchange.caller(), id(exchange)));
        return Answer.bytes(RECEIPT_TYPE, ascii(entry.receipt()));
    }

    private Answer evidence(Exchange exchange) throws Problem {
        Evidence evidence = reports.evidence(exchange.caller(), id(exchange));
        if (evidence == null) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "There is no such report, or the bytes filed show by themselves who filed them: see raw.");
        }
        return Answer.json(200, evidence.toJson());
    }

    private static ReportId id(Exchange exchange) throws Problem {
        return there(ReportId.parse(exchange.path("id")));
    }

    private static <T> T there(@Nullable T value) throws Problem {
        if (value == null) {
            throw Problem.notFound();
        }
        return value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
