package org.caricom.conch.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.KeyFate;
import org.caricom.conch.access.KeyRecord;
import org.caricom.conch.access.Revocation;
import org.caricom.conch.access.Rights;
import org.caricom.conch.intake.SignedReport;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.CertifiedKey;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.OpenPgpKey;
import org.caricom.conch.signature.PlainKey;
import org.jspecify.annotations.Nullable;

/// Keys in the JSON of the API.
final class KeyJson {
    private KeyJson() {}

    /// A key as `caller` may know it: who handed it in and who approved it is for its own member and those who look
    /// after
    /// keys.
    static ObjectNode key(Caller caller, KeyRecord record, Instant now) {
        EnrolledKey key = record.key();
        ObjectNode json = Json.object();
        json.put("kid", key.kid());
        json.put("member", key.member().value());
        json.put("state", record.state(now).word());
        json.put("algorithm", key.algorithm().word());
        json.put("thumbprint", key.material().thumbprint());
        switch (key.material()) {
            case PlainKey(JWK jwk) -> json.set("jwk", Json.own(jwk.toJSONString()));
            case CertifiedKey certified -> {
                json.set("jwk", Json.own(certified.jwk().toJSONString()));
                json.put("certificate", Base64.getEncoder().encodeToString(certified.document()));
            }
            case OpenPgpKey openPgp -> json.put("openpgp", openPgp.armoured());
        }
        json.put("from", key.notBefore().toString());
        put(json, "until", key.notAfter());
        Instant end = record.endsAt();
        if (end != null && end.isAfter(now)) {
            json.put("daysLeft", Duration.between(now, end).toDays());
        }
        json.put("possession", record.possession().word());
        json.put("addedAt", record.addedAt().toString());
        if (record.replaces() != null) {
            json.put("replaces", record.replaces());
        }
        ended(json, record.fate());
        if (Rights.mayReadWaitingKeys(caller, key.member())) {
            json.put("addedBy", record.addedBy());
            if (record.approvedBy() != null) {
                json.put("approvedBy", record.approvedBy());
            }
        }
        return json;
    }

    /// How far a signature of a key is still to be believed that came at `receivedAt`.
    static void standing(ObjectNode json, KeyFate fate, Instant receivedAt, Instant now) {
        json.put("standing", fate.standing(receivedAt, now).word());
        ended(json, fate);
    }

    private static void ended(ObjectNode json, KeyFate fate) {
        Revocation revocation = fate.revocation();
        if (revocation != null) {
            json.put("revokedSince", revocation.from().toString());
            json.put("revocationReason", revocation.reason().word());
        }
        put(json, "suspendedSince", fate.suspendedSince());
        if (fate.stolen()) {
            json.put("stolen", true);
        }
    }

    /// What a key signed.
    static ArrayNode signed(List<SignedReport> reports, KeyFate fate, Instant now) {
        ArrayNode items = Json.array();
        for (SignedReport report : reports) {
            items.add(signed(report, fate, now));
        }
        return items;
    }

    static ObjectNode signed(SignedReport report, KeyFate fate, Instant now) {
        return Json.object()
                .put("id", report.id().toString())
                .put("member", report.member().value())
                .put("receivedAt", report.receivedAt().toString())
                .put("state", report.state().word())
                .put("standing", fate.standing(report.receivedAt(), now).word());
    }

    private static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.toString());
        }
    }
}
