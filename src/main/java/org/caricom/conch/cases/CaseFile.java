package org.caricom.conch.cases;

import java.util.List;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.intake.FiledReport;

/// A case with its reports whole: what sharing works from. It is read inside the room, not shown.
///
/// @param id      its name
/// @param member  whose it is
/// @param test    a test or an exercise, which is never shared
/// @param classes the main one first
/// @param reports the current version first, then the earlier ones, newest first; never empty
public record CaseFile(CaseId id, MemberCode member, boolean test, List<Rsit> classes, List<FiledReport> reports) {
    public CaseFile {
        classes = List.copyOf(classes);
        reports = List.copyOf(reports);
    }

    /// The version whose facts hold.
    public FiledReport current() {
        return reports.getFirst();
    }
}
