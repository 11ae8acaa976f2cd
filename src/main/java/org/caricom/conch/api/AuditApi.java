package org.caricom.conch.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.X509CertUtils;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caricom.conch.audit.AuditJson;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.ConsistencyProof;
import org.caricom.conch.audit.HubDecryption;
import org.caricom.conch.audit.HubKey;
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
import org.jspecify.annotations.Nullable;

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
        routes.get("/.well-known/conch-openpgp.asc", Allow.anyone(), this::openPgpKey);
        routes.get("/.well-known/conch-log-keys", Allow.anyone(), _ -> verifierKeys());
        routes.get("/api/v1/audit/checkpoint", Allow.anyone(), this::checkpoint);
        routes.get("/api/v1/audit/consistency", Allow.anyone(), this::consistency);
        routes.get("/api/v1/audit/export", Allow.roles(Role.COORDINATOR, Role.AUDITOR), this::export);
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

    /// What OpenPGP encrypts to.
    private Answer openPgpKey(Exchange exchange) {
        return Answer.bytes(
                        "application/pgp-keys",
                        decryption.publishedOpenPgp().published().getBytes(StandardCharsets.US_ASCII))
                .header("Cache-Control", "public, max-age=300");
    }

    /// The keys under which checkpoints are signed as notes, as other programs read them, one a line: those that sign
    /// first. Revoked ones are left out, since a line cannot say from when.
    private Answer verifierKeys() {
        StringBuilder lines = new StringBuilder();
        for (HubKey key : keys.all()) {
            if (key.note() != null && key.revokedFrom() == null) {
                lines.append(key.note().text()).append('\n');
            }
        }
        return Answer.text(lines.toString()).header("Cache-Control", "public, max-age=300");
    }

    /// JSON with both signatures, or the signed note alone.
    private Answer checkpoint(Exchange exchange) throws Problem {
        SignedCheckpoint signed = log.checkpoint();
        return exchange.negotiate("application/json", "text/plain").equals("text/plain")
                ? Answer.text(signed.note())
                : Answer.json(200, AuditJson.checkpoint(signed));
    }

    private Answer consistency(Exchange exchange) throws Problem {
        exchange.allowQuery("from", "to");
        if (exchange.query("from") == null) {
            throw Problem.badRequest("from is the size of the log that you know, to the one to prove it against.");
        }
        long from = index(exchange, "from", 0);
        ConsistencyProof proof =
                log.consistency(from, exchange.query("to") == null ? null : (Long) index(exchange, "to", 0));
        if (proof == null) {
            throw Problem.notFound();
        }
        return Answer.json(200, AuditJson.consistency(proof));
    }

    private Answer export(Exchange exchange) throws Problem {
        exchange.allowQuery();
        return Answer.stream("application/jsonl", out -> AuditJson.export(log, out))
                .download("audit-log.jsonl");
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
        entries.forEach(entry -> items.add(AuditJson.entry(entry)));
        boolean cut = entries.size() == AuditLog.PAGE && entries.getLast().index() < to;
        if (cut) {
            body.put("next", String.valueOf(entries.getLast().index() + 1));
        } else {
            body.putNull("next");
        }
        return Answer.json(200, body);
    }

    private Answer proof(Exchange exchange) throws Problem {
        exchange.allowQuery("report", "index");
        Long index = exchange.query("index") == null ? reportsIndex(exchange) : entrysIndex(exchange);
        InclusionProof proof = index == null ? null : log.proof(index);
        if (proof == null) {
            throw Problem.notFound();
        }
        return Answer.json(200, AuditJson.inclusion(proof));
    }

    private @Nullable Long reportsIndex(Exchange exchange) throws Problem {
        String text = exchange.query("report");
        ReportId report = text == null ? null : ReportId.parse(text);
        if (report == null) {
            throw Problem.badRequest("Give report, the id of a report, or index, the number of an entry from 0.");
        }
        return reports.logIndex(exchange.caller(), report);
    }

    /// A proof shows the entry, so only those who may read all entries ask by number.
    private static @Nullable Long entrysIndex(Exchange exchange) throws Problem {
        if (exchange.query("report") != null) {
            throw Problem.badRequest("Give either report or index.");
        }
        long index = index(exchange, "index", 0);
        return exchange.caller().role() == Role.ANALYST ? null : (Long) index;
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
}
