package org.caricom.conch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One signing key: how it stands, what it signed, and what the reader may do with it.
///
/// @param facts      label and value
/// @param alarm      what is wrong with it, in a sentence; null when nothing is
/// @param signed     the newest reports that it signed; null when the reader may not know
/// @param next       the address of older ones; null when there are none
/// @param mayApprove whether it waits and the reader may let it be used
/// @param mayStop    whether the reader may suspend it
/// @param mayResume  whether the reader may end its suspension
/// @param mayRevoke  whether the reader may end it for good
/// @param now        the moment of the page, as a field for times takes it
/// @param reasons    for which it can be revoked
public record KeyPage(
        String kid,
        List<CasePage.Fact> facts,
        @Nullable String alarm,
        @Nullable List<SignedRow> signed,
        @Nullable String next,
        boolean mayApprove,
        boolean mayStop,
        boolean mayResume,
        boolean mayRevoke,
        String now,
        List<Reason> reasons) {
    public KeyPage {
        facts = List.copyOf(facts);
        signed = signed == null ? null : List.copyOf(signed);
        reasons = List.copyOf(reasons);
    }

    /// A report that the key signed.
    ///
    /// @param href     null when the reader reads no reports
    /// @param standing how far it is to be believed, in words; null when it simply is
    /// @param doubtful whether it is not
    public record SignedRow(
            String id,
            @Nullable String href,
            String receivedAt,
            String state,
            @Nullable String standing,
            boolean doubtful) {}

    /// A reason and its sentence.
    public record Reason(String word, String label) {}
}
