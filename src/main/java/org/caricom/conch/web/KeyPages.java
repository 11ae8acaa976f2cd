package org.caricom.conch.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Enroller;
import org.caricom.conch.access.Enrolment;
import org.caricom.conch.access.KeyChallenge;
import org.caricom.conch.access.KeyEnrolment;
import org.caricom.conch.access.KeyFate;
import org.caricom.conch.access.KeyQuery;
import org.caricom.conch.access.KeyRecord;
import org.caricom.conch.access.KeyRequest;
import org.caricom.conch.access.KeyState;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Members;
import org.caricom.conch.access.Revocation;
import org.caricom.conch.access.RevocationReason;
import org.caricom.conch.access.Rights;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Form;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.intake.Reports;
import org.caricom.conch.intake.SignedReport;
import org.caricom.conch.signature.EnrolledKey;
import org.jspecify.annotations.Nullable;

/// The directory of signing keys, and what is done with one.
final class KeyPages {
    private static final String LIST = "page-keys";
    private static final String SIGNED = "page-signed";
    private static final int ROWS = 50;

    private final PageKit kit;
    private final Members members;
    private final Keys keys;
    private final KeyEnrolment enrolment;
    private final Reports reports;

    KeyPages(PageKit kit, Members members, Keys keys, KeyEnrolment enrolment, Reports reports) {
        this.kit = kit;
        this.members = members;
        this.keys = keys;
        this.enrolment = enrolment;
        this.reports = reports;
    }

    Answer list(Exchange exchange) throws Problem {
        Frame frame = kit.frame(exchange, Place.KEYS);
        Instant now = exchange.clock().instant();
        List<KeyRecord> found =
                keys.directory(exchange.caller(), new KeyQuery(null, position(exchange.cursor(LIST)), ROWS + 1));
        List<KeyRecord> rows = found.subList(0, Math.min(ROWS, found.size()));
        String next = null;
        if (found.size() > ROWS) {
            KeyRecord last = rows.getLast();
            next = "/keys?cursor="
                    + Addresses.encode(exchange.nextCursor(
                            LIST, last.addedAt().toString(), last.key().kid()));
        }
        KeysPage page = new KeysPage(
                rows.stream().map(record -> row(frame, record, now)).toList(), next, mayAdd(exchange.caller()));
        return kit.show(exchange, kit.templates().keys(frame, page));
    }

    Answer one(Exchange exchange) throws Problem {
        KeyRecord record = key(exchange);
        EnrolledKey key = record.key();
        Caller caller = exchange.caller();
        Frame frame = kit.frame(exchange, Place.KEYS);
        Instant now = exchange.clock().instant();
        List<SignedReport> signed =
                reports.signedBy(caller, key, ReportPages.position(exchange.cursor(SIGNED)), ROWS + 1);
        List<SignedReport> shown = signed.subList(0, Math.min(ROWS, signed.size()));
        String next = null;
        if (signed.size() > ROWS) {
            SignedReport last = shown.getLast();
            next = "/keys/" + key.kid() + "?cursor="
                    + Addresses.encode(exchange.nextCursor(
                            SIGNED, last.receivedAt().toString(), last.id().toString()));
        }
        boolean manages = Rights.mayManageKeys(caller, key.member());
        boolean revoked =
                record.revocation() != null && !record.revocation().from().isAfter(now);
        KeyPage page = new KeyPage(
                key.kid(),
                facts(frame, caller, record, now),
                alarm(frame, record, now),
                Rights.mayReadWhatAKeySigned(caller, key.member())
                        ? shown.stream()
                                .map(report -> signedRow(frame, caller, report, record.fate(), now))
                                .toList()
                        : null,
                next,
                record.isWaiting() && Rights.mayApproveKeys(caller),
                manages && !record.stolen() && !revoked,
                record.suspendedAt() != null && Rights.mayApproveKeys(caller),
                manages && !revoked,
                LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.MINUTES), ZoneOffset.UTC)
                        .toString(),
                Arrays.stream(RevocationReason.values())
                        .map(reason -> new KeyPage.Reason(reason.word(), KeyWords.reason(frame, reason)))
                        .toList());
        return kit.show(exchange, kit.templates().key(frame, page));
    }

    Answer approve(Exchange exchange) throws Problem {
        String kid = key(exchange).key().kid();
        return switch (keys.approve(kid, exchange.caller().name())) {
            case Enrolment.Enrolled _, Enrolment.Waiting _ ->
                kit.done(exchange, "/keys/" + kid, "toast.key-approved", kid);
            case Enrolment.Declined _ -> kit.done(exchange, "/keys/" + kid, "toast.key-second-person");
        };
    }

    Answer suspend(Exchange exchange) throws Problem {
        String kid = managed(exchange).key().kid();
        String by = exchange.caller().name();
        if (exchange.form().has("stolen")) {
            keys.suspendStolen(kid, by);
        } else {
            keys.suspend(kid, by);
        }
        return kit.done(exchange, "/keys/" + kid, "toast.key-suspended", kid);
    }

    Answer resume(Exchange exchange) throws Problem {
        String kid = key(exchange).key().kid();
        keys.resume(kid, exchange.caller().name());
        return kit.done(exchange, "/keys/" + kid, "toast.key-resumed", kid);
    }

    Answer revoke(Exchange exchange) throws Problem {
        String kid = managed(exchange).key().kid();
        Form form = exchange.form();
        RevocationReason reason = RevocationReason.parse(form.text("reason"));
        Instant from;
        try {
            from = LocalDateTime.parse(form.text("from")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw Problem.badRequest("Say from when, as 2026-03-02T12:00.");
        }
        if (reason == null) {
            throw Problem.badRequest("Say why.");
        }
        keys.revoke(kid, exchange.caller().name(), from, reason);
        return kit.done(exchange, "/keys/" + kid, "toast.key-revoked", kid);
    }

    Answer add(Exchange exchange) {
        return adding(exchange, null, null);
    }

    /// The key first; then the line that it has to sign is shown.
    Answer challenge(Exchange exchange) throws Problem {
        Form form = exchange.form();
        Caller caller = exchange.caller();
        MemberCode own = caller.member();
        MemberCode member = own == null ? member(form.text("member")) : own;
        KeyRequest request = new KeyRequest(
                member,
                form.text("key").getBytes(StandardCharsets.UTF_8),
                exchange.clock().instant(),
                null,
                replacement(form));
        return switch (enrolment.challenge(request, Enroller.of(caller))) {
            case KeyChallenge.Issued(String text, EnrolledKey _, Instant _) -> adding(exchange, text, null);
            case KeyChallenge.Declined(String reason) -> adding(exchange, null, reason);
        };
    }

    Answer enrol(Exchange exchange) throws Problem {
        Form form = exchange.form();
        List<byte[]> proofs = Stream.of(form.text("proof"), form.text("old-proof"))
                .filter(text -> !text.isBlank())
                .map(KeyPages::proof)
                .toList();
        return switch (enrolment.enrol(proofs, Enroller.of(exchange.caller()))) {
            case Enrolment.Enrolled(KeyRecord record) ->
                kit.done(
                        exchange,
                        "/keys/" + record.key().kid(),
                        "toast.key-added",
                        record.key().kid());
            case Enrolment.Waiting(KeyRecord record) ->
                kit.done(
                        exchange,
                        "/keys/" + record.key().kid(),
                        "toast.key-waits",
                        record.key().kid());
            case Enrolment.Declined(String reason) -> adding(exchange, form.get("line"), reason);
        };
    }

    private Answer adding(Exchange exchange, @Nullable String line, @Nullable String refusal) {
        Frame frame = kit.frame(exchange, Place.KEYS);
        List<NewKeyPage.Member> choices = exchange.caller().member() == null
                ? members.list().stream()
                        .map(member -> new NewKeyPage.Member(member.code().value(), member.name()))
                        .toList()
                : List.of();
        Instant now = exchange.clock().instant();
        List<String> inUse = keys.list(exchange.caller().member()).stream()
                .filter(record -> record.state(now) == KeyState.USABLE)
                .map(record -> record.key().kid())
                .toList();
        boolean takesOver = line != null && line.contains(" replaces=");
        return kit.show(
                exchange, kit.templates().newkey(frame, new NewKeyPage(choices, inUse, line, takesOver, refusal)));
    }

    private static KeyRequest.@Nullable Replacement replacement(Form form) throws Problem {
        String kid = form.text("replaces");
        if (kid.isEmpty()) {
            return null;
        }
        try {
            return new KeyRequest.Replacement(kid, Duration.ofDays(Integer.parseInt(form.text("overlap"))));
        } catch (NumberFormatException _) {
            throw Problem.badRequest("Say for how many days both keys are valid.");
        }
    }

    private KeysPage.Row row(Frame frame, KeyRecord record, Instant now) {
        EnrolledKey key = record.key();
        KeyState state = record.state(now);
        return new KeysPage.Row(
                "/keys/" + key.kid(),
                key.kid(),
                key.algorithm().word(),
                key.member(),
                kit.members().name(key.member()),
                KeyWords.validity(frame, record, now),
                KeyWords.state(frame, record, now),
                state == KeyState.WAITING || state == KeyState.SUSPENDED);
    }

    private KeyPage.SignedRow signedRow(Frame frame, Caller caller, SignedReport report, KeyFate fate, Instant now) {
        return new KeyPage.SignedRow(
                report.id().toString(),
                Rights.mayReadReports(caller, report.member()) ? "/reports/" + report.id() : null,
                frame.full(report.receivedAt()),
                frame.text("signing-report." + report.state().word()),
                KeyWords.standing(frame, fate, report.receivedAt(), now),
                fate.standing(report.receivedAt(), now) == KeyFate.Standing.DOUBTFUL);
    }

    private List<CasePage.Fact> facts(Frame frame, Caller caller, KeyRecord record, Instant now) {
        EnrolledKey key = record.key();
        List<CasePage.Fact> facts = new ArrayList<>();
        facts.add(fact(frame, "fact.member", kit.members().name(key.member())));
        facts.add(fact(frame, "queue.state", KeyWords.state(frame, record, now)));
        facts.add(fact(frame, "signing.validity", KeyWords.validity(frame, record, now)));
        facts.add(fact(frame, "signing.algorithm", key.algorithm().word()));
        facts.add(fact(frame, "signing.fingerprint", key.material().thumbprint()));
        facts.add(fact(frame, "signing.private", KeyWords.possession(frame, record.possession())));
        if (record.replaces() != null) {
            facts.add(fact(frame, "signing.replaces", record.replaces()));
        }
        boolean people = Rights.mayReadWaitingKeys(caller, key.member());
        facts.add(new CasePage.Fact(
                frame.text("signing.added"), frame.full(record.addedAt()), people ? record.addedBy() : null));
        if (people && record.approvedBy() != null) {
            facts.add(fact(frame, "signing.approved", record.approvedBy()));
        }
        return facts;
    }

    private static CasePage.Fact fact(Frame frame, String label, String value) {
        return new CasePage.Fact(frame.text(label), value, null);
    }

    private static @Nullable String alarm(Frame frame, KeyRecord record, Instant now) {
        Revocation revocation = record.revocation();
        if (revocation != null) {
            return frame.text(
                    "signing.revoked-since",
                    frame.full(revocation.from()),
                    KeyWords.reason(frame, revocation.reason()));
        }
        Instant suspended = record.suspendedAt();
        if (suspended != null) {
            return frame.text(
                    record.stolen() ? "signing.stolen-since" : "signing.suspended-since", frame.full(suspended));
        }
        return record.state(now) == KeyState.WAITING ? frame.text("signing.waits") : null;
    }

    private static boolean mayAdd(Caller caller) {
        MemberCode own = caller.member();
        return Rights.mayManageMembers(caller) || (own != null && Rights.mayManageKeys(caller, own));
    }

    private KeyRecord key(Exchange exchange) throws Problem {
        KeyRecord record = keys.show(exchange.caller(), exchange.path("kid"));
        if (record == null) {
            throw Problem.notFound();
        }
        return record;
    }

    private KeyRecord managed(Exchange exchange) throws Problem {
        KeyRecord record = key(exchange);
        if (!Rights.mayManageKeys(exchange.caller(), record.key().member())) {
            throw Problem.of(ProblemType.NOT_ALLOWED);
        }
        return record;
    }

    private static MemberCode member(String text) throws Problem {
        if (!text.matches("[A-Z]{2}")) {
            throw Problem.badRequest("Say whose key it is.");
        }
        return new MemberCode(text);
    }

    private static byte[] proof(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("-----BEGIN ") || stripped.startsWith("{") || stripped.indexOf('.') >= 0) {
            return stripped.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(stripped);
        } catch (IllegalArgumentException _) {
            return stripped.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static KeyQuery.@Nullable Position position(@Nullable List<String> cursor) throws Problem {
        if (cursor == null) {
            return null;
        }
        try {
            if (cursor.size() == 2) {
                return new KeyQuery.Position(Instant.parse(cursor.getFirst()), cursor.get(1));
            }
        } catch (DateTimeException _) {
            // Said below.
        }
        throw Problem.badRequest("There is no such place in the list.");
    }
}
