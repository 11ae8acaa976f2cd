package org.caricom.conch.cases;

import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.intake.FiledReport;
import org.jspecify.annotations.Nullable;

/// Where cases get the reports they are made of: intake's.
@FunctionalInterface
public interface ReportSource {
    /// The report with its facts and objects; null when it says nothing, being in quarantine.
    @Nullable FiledReport report(Transaction tx, ReportId id);
}
