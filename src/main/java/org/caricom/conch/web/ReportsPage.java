package org.caricom.conch.web;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// Reports filed, newest first.
///
/// @param next the address of further ones; null when there are none
/// @param mayFile whether the reader's role files reports
public record ReportsPage(List<Row> rows, @Nullable String next, boolean mayFile) {
    public ReportsPage {
        rows = List.copyOf(rows);
    }

    /// The strictest marking of what it shows, for printed sheets; null when nothing shown is marked.
    public @Nullable Tlp strictest() {
        return rows.stream()
                .map(Row::tlp)
                .filter(Objects::nonNull)
                .reduce(Tlp::strictest)
                .orElse(null);
    }

    /// One report.
    ///
    /// @param title the reporter's; null when it could not be read
    /// @param flaws how many flaws hold it in quarantine; null when it is filed
    /// @param caseId the case it opened or joined; null before that
    /// @param tlp    its marking; null when it could not be read
    public record Row(
            String href,
            Instant receivedAt,
            MemberCode member,
            @Nullable String title,
            String language,
            String stage,
            String format,
            @Nullable Integer flaws,
            @Nullable String caseId,
            @Nullable Tlp tlp) {}
}
