package org.caricom.conch.cases;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.caricom.conch.FactsExample;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.format.NormalReport;
import org.caricom.conch.intake.FiledReport;
import org.caricom.conch.stix.Bundle;

/// Reports as intake would keep them, held in memory.
public final class FakeReports implements ReportSource {
    private final Map<ReportId, FiledReport> kept = new ConcurrentHashMap<>();

    /// Files facts; the payload is told apart by `payload`.
    public ReportId file(String member, String receivedAt, FactsExample facts, String payload) {
        ReportId id = new ReportId(UUID.randomUUID());
        Facts built = facts.build();
        kept.put(
                id,
                new FiledReport(
                        id,
                        new MemberCode(member),
                        Instant.parse(receivedAt),
                        Sha256.of(payload.getBytes(StandardCharsets.UTF_8)),
                        built,
                        Bundle.of(List.of())));
        return id;
    }

    /// Files what was read from a document.
    public ReportId file(String member, String receivedAt, NormalReport read) {
        ReportId id = new ReportId(UUID.randomUUID());
        kept.put(
                id,
                new FiledReport(
                        id,
                        new MemberCode(member),
                        Instant.parse(receivedAt),
                        Sha256.of(id.value().toString().getBytes(StandardCharsets.UTF_8)),
                        read.facts(),
                        read.bundle()));
        return id;
    }

    public ReportId file(String member, String receivedAt, FactsExample facts) {
        return file(member, receivedAt, facts, UUID.randomUUID().toString());
    }

    @Override
    public FiledReport report(Transaction tx, ReportId id) {
        FiledReport report = kept.get(id);
        if (report == null) {
            throw new IllegalStateException("no such report");
        }
        return report;
    }
}
