package org.caricom.conch.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.access.KeyFate;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.intake.ReportEntry;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Reports in the JSON of the API.
final class ReportJson {
    private ReportJson() {}

    /// As lists show it.
    static ObjectNode item(ReportEntry entry) {
        ObjectNode json = Json.object();
        json.put("id", entry.id().toString());
        json.put("member", entry.member().value());
        json.put("filedBy", entry.filedBy().value());
        json.put("receivedAt", entry.receivedAt().toString());
        json.put("state", entry.state().word());
        put(json, "format", entry.format());
        put(json, "stage", entry.stage() == null ? null : entry.stage().word());
        put(json, "reference", entry.reference());
        put(json, "title", entry.title());
        put(json, "tlp", entry.tlp() == null ? null : entry.tlp().label());
        json.put("flawCount", entry.flaws().size());
        return json;
    }

    /// All that is known of it but its large parts.
    ///
    /// @param caseId the case it opened or joined; null for a moment after filing, and in quarantine
    /// @param fates  what became of the keys that signed
    static ObjectNode whole(ReportEntry entry, @Nullable CaseId caseId, List<KeyFate> fates, Instant now) {
        ObjectNode json = item(entry);
        put(json, "case", caseId == null ? null : caseId.toString());
        json.set("flaws", flaws(entry.flaws()));
        json.put("contentType", entry.contentType());
        json.put("size", entry.size());
        json.put("sha256", entry.sha256().toString());
        put(json, "payloadType", entry.payloadType());
        json.put("payloadSha256", entry.payloadSha256().toString());
        // What has no signature came over a connection that said who files.
        json.put("proof", entry.signatures().isEmpty() ? "authenticated" : "signed");
        ArrayNode signatures = json.putArray("signatures");
        for (ReportEntry.SignedBy signature : entry.signatures()) {
            ObjectNode said = signatures
                    .addObject()
                    .put("keyId", signature.keyId())
                    .put("algorithm", signature.algorithm())
                    .put("thumbprint", signature.thumbprint());
            for (KeyFate fate : fates) {
                if (fate.kid().equals(signature.keyId())) {
                    KeyJson.standing(said, fate, entry.receivedAt(), now);
                }
            }
        }
        put(json, "issuedAt", entry.issuedAt() == null ? null : entry.issuedAt().toString());
        put(json, "jti", entry.messageId());
        json.put("logIndex", entry.logIndex());
        return json;
    }

    static ArrayNode flaws(List<Flaw> flaws) {
        ArrayNode list = Json.array();
        for (Flaw flaw : flaws) {
            list.addObject()
                    .put("pointer", flaw.pointer())
                    .put("code", flaw.code())
                    .put("detail", flaw.detail());
        }
        return list;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
