package org.caricom.conch.intake;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.jspecify.annotations.Nullable;

/// A kept report as lists show it: everything but its large parts.
///
/// @param id            the report
/// @param member        whose report it is
/// @param filedBy       whose key signed it
/// @param receivedAt    when it came
/// @param state         whether it was understood
/// @param contentType   the media type as filed
/// @param size          of the message as filed, in bytes
/// @param sha256        of the message as filed
/// @param payloadType   the signed content's own declared type; null when none was declared
/// @param payloadSha256 of the signed content
/// @param signatures    the signatures that were checked; empty for what came through an inbox
/// @param issuedAt      when the sender says it was signed; null when not told
/// @param messageId     the message's own name; null when it has none
/// @param format        what it was read as; null in quarantine, as are the next four
/// @param stage         which report about the incident it is
/// @param reference     the reporter's own number for the incident; null also when not told
/// @param title         the reporter's words
/// @param tlp           the report's own marking
/// @param flaws         what is wrong with it, or was set aside
/// @param logIndex      where it stands in the audit log
/// @param receipt       the receipt it was answered with
public record ReportEntry(
        ReportId id,
        MemberCode member,
        MemberCode filedBy,
        Instant receivedAt,
        ReportState state,
        String contentType,
        int size,
        Sha256 sha256,
        @Nullable String payloadType,
        Sha256 payloadSha256,
        List<SignedBy> signatures,
        @Nullable Instant issuedAt,
        @Nullable String messageId,
        @Nullable String format,
        @Nullable ReportStage stage,
        @Nullable String reference,
        @Nullable String title,
        @Nullable Tlp tlp,
        List<Flaw> flaws,
        long logIndex,
        String receipt) {
    public ReportEntry {
        signatures = List.copyOf(signatures);
        flaws = List.copyOf(flaws);
    }

    /// A signature that was checked when the report came.
    ///
    /// @param keyId      the key's name
    /// @param algorithm  as JOSE calls it
    /// @param thumbprint of the key, RFC 7638
    public record SignedBy(String keyId, String algorithm, String thumbprint) {}
}
