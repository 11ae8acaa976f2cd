package org.caricom.conch.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.X509CertUtils;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubDecryption;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.audit.InclusionProof;
import org.caricom.conch.audit.LoggedEntry;
import org.caricom.conch.audit.SignedCheckpoint;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.Routes;
import org.caricom.conch.intake.Reports;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.OwnKey;
import org.caricom.conch.tlog.Merkle;
import org.caricom.conch.tlog.TreeHash;

/// The tamper-evident log under `/api/v1/audit`, and the hub's public keys.
public final class AuditApi {
    private static final int DIGITS = 15;

    private final AuditLog log;
    private final HubKeys keys;
    private final HubDecryption decryption;
    private final Reports reports;

    public AuditApi(AuditLog log, HubKeys keys, HubDecryption decryption, Reports reports) {
        this.log = log;
        this.keys = keys;
        this.decryption = decryption;
        this.reports = reports;
    }

    /// Checkpoints and keys are for everyone: the more hold them, the less can be changed unseen.
    public void mount(Routes routes) {
        routes.get("/.well-known/jwks.json", Allow.anyone(), this::jwks);
        routes.get("/.well-known/conch-encryption.pem", Allow.anyone(), this::encryptionCertificates);
        routes.get("/api/v1/audit/checkpoint", Allow.anyone(), _ -> Answer.json(200, checkpoint(log.checkpoint())));
        routes.get("/api/v1/audit/entries", Allow.roles(Role.COORDINATOR, Role.AUDITOR), this::entries);
        routes.get("/api/v1/audit/proof", Allow.roles(Role.ANALYST, Role.COORDINATOR, Role.AUDITOR), this::proof);
    }

    private Answer jwks(Exchange exchange) {
        ObjectNode set = keys.jwks();
        for (OwnKey key : decryption.published()) {
            set.withArray("keys").add(Json.own(key.publicJwk().toJSONString()));
        }
        return Answer.bytes("application/jwk-set+json", Json.write(set)).header("Cache-Control", "public, max-age=300");
    }

    /// What S/MIME and CMS encrypt to: the same keys, as certificates that they have signed themselves.
    private Answer encryptionCertificates(Exchange exchange) {
        StringBuilder pem = new StringBuilder();
        for (OwnKey key : decryption.published()) {
            pem.append(X509CertUtils.toPEMString(key.certificate())).append('\n');
        }
        return Answer.bytes("application/pem-certificate-chain", pem.toString().getBytes(StandardCharsets.US_ASCII))
                .header("Cache-Control", "public, max-age=300");
    }

    /// Entries with both ends; what lies beyond the last one is left out.
    private Answer entries(Exchange exchange) throws Problem {
        exchange.allowQuery("from", "to");
        long from = index(exchange, "from", 0);
        long to = index(exchange, "to", from + AuditLog.PAGE - 1);
        if (to < from) {
            throw Problem.badRequest("from is not larger than to.");
        }
        List<LoggedEntry> entries = log.entries(from, to + 1);
        ObjectNode body = Json.object();
        ArrayNode items = body.putArray("items");
        entries.forEach(entry -> items.add(entry(entry)));
        boolean cut = entries.size() == AuditLog.PAGE && entries.getLast().index() < to;
        if (cut) {
            body.put("next", String.valueOf(entries.getLast().index() + 1));
        } else {
            body.putNull("next");
        }
        return Answer.json(200, body);
    }

    private Answer proof(Exchange exchange) throws Problem {
        exchange.allowQuery("report");
        String text = exchange.query("report");
        ReportId report = text == null ? null : ReportId.parse(text);
        if (report == null) {
            throw Problem.badRequest("report is the id of a report.");
        }
        Long index = reports.logIndex(exchange.caller(), report);
        InclusionProof proof = index == null ? null : log.proof(index);
        if (proof == null) {
            throw Problem.notFound();
        }
        ObjectNode body = entry(proof.entry());
        body.put(
                "leafHash",
                Merkle.leafHash(proof.entry().leaf().getBytes(StandardCharsets.UTF_8))
                        .toString());
        ArrayNode path = body.putArray("path");
        proof.path().stream().map(TreeHash::toString).forEach(path::add);
        body.set("checkpoint", checkpoint(proof.checkpoint()));
        return Answer.json(200, body);
    }

    private static long index(Exchange exchange, String name, long usual) throws Problem {
        String text = exchange.query(name);
        if (text == null) {
            return usual;
        }
        if (!text.matches("\\d{1," + DIGITS + "}")) {
            throw Problem.badRequest(name + " is the number of an entry, from 0.");
        }
        return Long.parseLong(text);
    }

    private static ObjectNode entry(LoggedEntry entry) {
        ObjectNode json = Json.object();
        json.put("index", entry.index());
        json.set("entry", entry.entry());
        json.put("leaf", entry.leaf());
        return json;
    }

    private static ObjectNode checkpoint(SignedCheckpoint signed) {
        ObjectNode json = Json.object();
        json.put("origin", signed.checkpoint().origin());
        json.put("size", signed.checkpoint().size());
        json.put("root", signed.checkpoint().root().toString());
        json.put("text", signed.checkpoint().text());
        json.put("signature", signed.signature());
        return json;
    }
}
