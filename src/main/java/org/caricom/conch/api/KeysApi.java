package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Enroller;
import org.caricom.conch.access.Enrolment;
import org.caricom.conch.access.KeyChallenge;
import org.caricom.conch.access.KeyEnrolment;
import org.caricom.conch.access.KeyQuery;
import org.caricom.conch.access.KeyRecord;
import org.caricom.conch.access.KeyRequest;
import org.caricom.conch.access.KeyRequest.Replacement;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.RevocationReason;
import org.caricom.conch.access.Rights;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.intake.Reports;
import org.caricom.conch.intake.SignedReport;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.EnrolledKey;
import org.jspecify.annotations.Nullable;

/// `/api/v1/keys`: the directory of keys, and what members and administrators do with them.
public final class KeysApi {
    private static final String PATH = "/api/v1/keys";
    private static final String KEY = PATH + "/:kid";
    private static final int SIGNED_AT_ONCE = 100;

    /// Later ones can be written, and neither kept nor read by everybody.
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private static final Allow READERS = Allow.roles(Role.ANALYST, Role.COORDINATOR, Role.AUDITOR, Role.ADMIN);
    private static final Allow MANAGERS = Allow.roles(Role.ANALYST, Role.ADMIN);
    private static final Allow APPROVERS = Allow.roles(Role.ADMIN);

    private final Keys keys;
    private final KeyEnrolment enrolment;
    private final Reports reports;

    public KeysApi(Keys keys, KeyEnrolment enrolment, Reports reports) {
        this.keys = keys;
        this.enrolment = enrolment;
        this.reports = reports;
    }

    /// Adds the routes of this door.
    public void mount(Routes routes) {
        routes.get(PATH, READERS, this::list);
        routes.post(PATH, MANAGERS, this::enrol);
        routes.post(PATH + "/challenges", MANAGERS, this::challenge);
        routes.get(KEY, READERS, this::show);
        routes.get(KEY + "/reports", READERS, this::signed);
        routes.post(KEY + "/approval", APPROVERS, this::approve);
        routes.post(KEY + "/suspension", MANAGERS, this::suspend);
        routes.delete(KEY + "/suspension", APPROVERS, this::resume);
        routes.post(KEY + "/revocation", MANAGERS, this::revoke);
    }

    private Answer list(Exchange exchange) throws Problem {
        exchange.allowQuery("limit", "cursor", "member");
        int limit = exchange.limit(50, 500);
        List<KeyRecord> found = keys.directory(
                exchange.caller(),
                new KeyQuery(member(exchange.query("member")), position(exchange.cursor("keys")), limit + 1));
        boolean more = found.size() > limit;
        List<KeyRecord> shown = more ? found.subList(0, limit) : found;
        String next = null;
        if (more) {
            KeyRecord last = shown.getLast();
            next = exchange.nextCursor(
                    "keys", last.addedAt().toString(), last.key().kid());
        }
        Instant now = exchange.clock().instant();
        return Answer.page(
                exchange,
                shown.stream()
                        .map(record -> KeyJson.key(exchange.caller(), record, now))
                        .toList(),
                next);
    }

    private Answer show(Exchange exchange) throws Problem {
        return answer(exchange, 200, key(exchange));
    }

    /// `{"member": CODE, "key": JWK or text, "from": TIME, "until": TIME, "replaces": KID, "overlap": "P30D"}`
    private Answer challenge(Exchange exchange) throws Problem {
        JsonNode body = exchange.jsonBody();
        Caller caller = exchange.caller();
        MemberCode member = body.has("member") ? member(text(body, "member")) : caller.member();
        if (member == null) {
            throw Problem.unusable("/member", "not-usable", "Say whose key it is.");
        }
        if (!Rights.mayManageKeys(caller, member)) {
            throw Problem.of(ProblemType.NOT_ALLOWED, "Keys are added by their own member or an administrator.");
        }
        JsonNode key = body.path("key");
        if (!key.isObject() && !key.isTextual()) {
            throw Problem.unusable(
                    "/key", "not-usable", "The key is a JSON Web Key, or another kind of public key as text.");
        }
        String document = key.isTextual() ? key.textValue() : Json.text(key);
        Instant from = time(body, "from");
        KeyRequest request = new KeyRequest(
                member,
                document.getBytes(StandardCharsets.UTF_8),
                from == null ? exchange.clock().instant() : from,
                time(body, "until"),
                replacement(body));
        return switch (enrolment.challenge(request, Enroller.of(caller))) {
            case KeyChallenge.Issued(String text, EnrolledKey enrolled, Instant expiresAt) ->
                Answer.json(
                        201,
                        Json.object()
                                .put("challenge", text)
                                .put("kid", enrolled.kid())
                                .put("thumbprint", enrolled.material().thumbprint())
                                .put("expiresAt", expiresAt.toString()));
            case KeyChallenge.Declined(String reason) -> throw Problem.unusable("/key", "not-usable", sentence(reason));
        };
    }

    /// `{"proofs": [TEXT, …]}`: each a signed message, as text where it is text and in base64 where it is not.
    private Answer enrol(Exchange exchange) throws Problem {
        List<byte[]> proofs = new ArrayList<>();
        for (JsonNode proof : exchange.jsonBody().path("proofs")) {
            proofs.add(proof(proof.asText("")));
        }
        return switch (enrolment.enrol(proofs, Enroller.of(exchange.caller()))) {
            case Enrolment.Enrolled(KeyRecord record) -> created(exchange, record);
            case Enrolment.Waiting(KeyRecord record) -> created(exchange, record);
            case Enrolment.Declined(String reason) -> throw Problem.unusable("/proofs", "not-usable", sentence(reason));
        };
    }

    private Answer approve(Exchange exchange) throws Problem {
        KeyRecord record = key(exchange);
        return switch (keys.approve(record.key().kid(), exchange.caller().name())) {
            case Enrolment.Enrolled(KeyRecord approved) -> answer(exchange, 200, approved);
            case Enrolment.Waiting(KeyRecord waiting) -> answer(exchange, 200, waiting);
            case Enrolment.Declined(String reason) -> throw Problem.of(ProblemType.CONFLICT, sentence(reason));
        };
    }

    /// `{"reason": "stolen"}` or `{}`. The answer holds what the key signed, so that a thief's work is found at once.
    private Answer suspend(Exchange exchange) throws Problem {
        KeyRecord record = managed(exchange);
        String reason = text(exchange.jsonBody(), "reason");
        if (reason != null && !reason.equals("stolen")) {
            throw Problem.unusable("/reason", "not-usable", "The reason is stolen, or left out.");
        }
        String kid = record.key().kid();
        if (reason == null) {
            keys.suspend(kid, exchange.caller().name());
        } else {
            keys.suspendStolen(kid, exchange.caller().name());
        }
        Instant now = exchange.clock().instant();
        KeyRecord after = key(exchange);
        List<SignedReport> signed = reports.signedBy(exchange.caller(), after.key(), null, SIGNED_AT_ONCE + 1);
        boolean more = signed.size() > SIGNED_AT_ONCE;
        List<SignedReport> shown = more ? signed.subList(0, SIGNED_AT_ONCE) : signed;
        ObjectNode body = Json.object();
        body.set("key", KeyJson.key(exchange.caller(), after, now));
        ObjectNode page = body.putObject("reports");
        page.set("items", KeyJson.signed(shown, after.fate(), now));
        page.put("next", more ? cursor(exchange, shown.getLast()) : null);
        return Answer.json(200, body);
    }

    private Answer resume(Exchange exchange) throws Problem {
        KeyRecord record = key(exchange);
        keys.resume(record.key().kid(), exchange.caller().name());
        return answer(exchange, 200, key(exchange));
    }

    /// `{"from": TIME, "reason": WORD}`, both may be left out.
    private Answer revoke(Exchange exchange) throws Problem {
        KeyRecord record = managed(exchange);
        JsonNode body = exchange.jsonBody();
        Instant from = time(body, "from");
        String word = text(body, "reason");
        RevocationReason reason = word == null ? RevocationReason.UNSPECIFIED : RevocationReason.parse(word);
        if (reason == null) {
            throw Problem.unusable(
                    "/reason",
                    "not-usable",
                    "The reason is unspecified, key-compromise, superseded, cessation or affiliation-changed.");
        }
        keys.revoke(
                record.key().kid(),
                exchange.caller().name(),
                from == null ? exchange.clock().instant() : from,
                reason);
        return answer(exchange, 200, key(exchange));
    }

    private Answer signed(Exchange exchange) throws Problem {
        exchange.allowQuery("limit", "cursor");
        KeyRecord record = key(exchange);
        if (!Rights.mayReadWhatAKeySigned(exchange.caller(), record.key().member())) {
            throw Problem.of(ProblemType.NOT_ALLOWED, "What a key signed is known to its own member.");
        }
        int limit = exchange.limit(SIGNED_AT_ONCE, 1000);
        List<SignedReport> found = reports.signedBy(
                exchange.caller(), record.key(), ReportsApi.position(exchange.cursor("signed")), limit + 1);
        boolean more = found.size() > limit;
        List<SignedReport> shown = more ? found.subList(0, limit) : found;
        Instant now = exchange.clock().instant();
        return Answer.page(
                exchange,
                shown.stream()
                        .map(report -> KeyJson.signed(report, record.fate(), now))
                        .toList(),
                more ? cursor(exchange, shown.getLast()) : null);
    }

    private static String cursor(Exchange exchange, SignedReport last) {
        return exchange.nextCursor(
                "signed", last.receivedAt().toString(), last.id().toString());
    }

    private Answer created(Exchange exchange, KeyRecord record) {
        return answer(exchange, 201, record)
                .header("Location", PATH + "/" + record.key().kid());
    }

    private static Answer answer(Exchange exchange, int status, KeyRecord record) {
        return Answer.json(
                status, KeyJson.key(exchange.caller(), record, exchange.clock().instant()));
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
            throw Problem.of(ProblemType.NOT_ALLOWED, "This is another member's key.");
        }
        return record;
    }

    private static @Nullable Replacement replacement(JsonNode body) throws Problem {
        String kid = text(body, "replaces");
        String overlap = text(body, "overlap");
        if (kid == null) {
            if (overlap != null) {
                throw Problem.unusable("/overlap", "not-usable", "An overlap is for a key that replaces another.");
            }
            return null;
        }
        try {
            return new Replacement(kid, overlap == null ? KeyRequest.USUAL_OVERLAP : Duration.parse(overlap));
        } catch (DateTimeException _) {
            throw Problem.unusable("/overlap", "not-usable", "The overlap is a time span such as P30D.");
        }
    }

    private static byte[] proof(String text) throws Problem {
        String stripped = text.strip();
        if (stripped.startsWith("-----BEGIN ") || stripped.startsWith("{") || stripped.indexOf('.') >= 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(stripped);
        } catch (IllegalArgumentException _) {
            throw Problem.unusable("/proofs", "not-usable", "A proof is a signed message, as text or in base64.");
        }
    }

    private static @Nullable MemberCode member(@Nullable String text) throws Problem {
        try {
            return text == null ? null : new MemberCode(text);
        } catch (IllegalArgumentException _) {
            throw Problem.badRequest("member is a code of two capital letters.");
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
            // Sealed by us, so it is a cursor of an earlier release.
        }
        throw Problem.badRequest("This cursor is too old; begin again without it.");
    }

    private static @Nullable Instant time(JsonNode body, String name) throws Problem {
        String text = text(body, name);
        try {
            Instant time = text == null ? null : Instant.parse(text);
            if (time == null || (time.isAfter(Instant.EPOCH) && time.isBefore(LAST))) {
                return time;
            }
        } catch (DateTimeException _) {
            // told below
        }
        throw Problem.unusable(
                "/" + name, "not-usable", "This is a time such as 2026-03-02T12:00:00Z, between 1970 and 9999.");
    }

    private static @Nullable String text(JsonNode body, String name) throws Problem {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw Problem.unusable("/" + name, "not-usable", "This is a text.");
        }
        return Objects.requireNonNull(node.textValue());
    }

    private static String sentence(String reason) {
        return reason.isEmpty() ? reason : Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }
}
