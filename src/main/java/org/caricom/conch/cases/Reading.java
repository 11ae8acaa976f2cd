package org.caricom.conch.cases;

import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.intake.FiledReport;

/// Reads reports that cases hold already, which are therefore there.
final class Reading {
    private Reading() {}

    static FiledReport of(ReportSource source, Transaction tx, ReportId id) {
        FiledReport report = source.report(tx, id);
        if (report == null) {
            throw new IllegalStateException("a case names report " + id + ", which is gone");
        }
        return report;
    }
}
