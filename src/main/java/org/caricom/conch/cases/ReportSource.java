package org.caricom.conch.cases;

import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.intake.FiledReport;

/// Where cases get the reports they are made of: intake's.
@FunctionalInterface
public interface ReportSource {
    /// The report with its facts and objects.
    ///
    /// @throws IllegalStateException when there is none: the outbox names only kept ones
    FiledReport report(Transaction tx, ReportId id);
}
