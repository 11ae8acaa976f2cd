package org.caricom.conch.web;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// One report: what it is, its bytes, its receipt, and what is wrong with it.
///
/// @param title   the reporter's; null when it could not be read
/// @param tlp     its marking; null when it could not be read
/// @param facts   label and value
/// @param sha256  of the bytes as filed
/// @param flaws   what is wrong; empty when nothing is
/// @param quarantined whether it is held for its flaws
/// @param keyNotes what became of the keys that signed, where it matters
/// @param caseHref the case's address; null when it made none
public record ReportPage(
        String id,
        @Nullable String title,
        String language,
        @Nullable Tlp tlp,
        Instant receivedAt,
        List<CasePage.Fact> facts,
        String sha256,
        List<FlawRow> flaws,
        boolean quarantined,
        @Nullable String caseHref,
        @Nullable String caseId,
        List<String> keyNotes) {
    public ReportPage {
        keyNotes = List.copyOf(keyNotes);
        facts = List.copyOf(facts);
        flaws = List.copyOf(flaws);
    }

    /// One flaw: where, and what.
    public record FlawRow(String pointer, String detail) {}
}
