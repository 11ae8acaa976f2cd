package org.caricom.conch.intake;

import java.util.List;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.json.Flaw;

/// What is known of a filing that was kept before.
record Kept(ReportId report, ReportState state, String receipt, List<Flaw> flaws) {
    /// The answer to whoever files it again.
    FilingAnswer again() {
        return switch (state) {
            case FILED -> new FilingAnswer.Repeated(report, receipt);
            case QUARANTINED -> new FilingAnswer.Quarantined(report, flaws);
        };
    }
}
