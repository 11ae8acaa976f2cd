package org.caricom.conch.intake;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.format.NormalReport;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Evidence;
import org.caricom.conch.signature.Verified;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// A report that is ready to be kept: everything computed that can be without the database.
///
/// @param normal null for the quarantine, as are the two after it
/// @param facts  as [FactsJson] writes them
/// @param bundle STIX in compact JSON
/// @param evidence what shows who filed, where the message alone does not
/// @param posted the objects that came through an inbox
@SuppressWarnings("ArrayRecordComponent") // never compared by its bytes
record Draft(
        ReportId id,
        MemberCode member,
        Instant receivedAt,
        String contentType,
        byte[] message,
        Sha256 messageSha256,
        Verified verified,
        @Nullable Evidence evidence,
        @Nullable NormalReport normal,
        @Nullable String facts,
        byte @Nullable [] bundle,
        List<Flaw> flaws,
        List<StixObject> posted) {

    static Draft filed(
            ReportId id,
            MemberCode member,
            Instant receivedAt,
            Filing filing,
            Sha256 messageSha256,
            Verified verified,
            @Nullable Evidence evidence,
            NormalReport normal,
            List<Flaw> setAside) {
        return new Draft(
                id,
                member,
                receivedAt,
                filing.contentType(),
                filing.message(),
                messageSha256,
                verified,
                evidence,
                normal,
                Json.text(FactsJson.write(normal.facts())),
                Json.write(normal.bundle().toJson()),
                setAside,
                PostedObject.in(filing));
    }

    /// What cannot be read is nobody's but the signer's.
    static Draft quarantined(
            ReportId id,
            Instant receivedAt,
            Filing filing,
            Sha256 messageSha256,
            Verified verified,
            @Nullable Evidence evidence,
            List<Flaw> flaws) {
        return new Draft(
                id,
                verified.member(),
                receivedAt,
                filing.contentType(),
                filing.message(),
                messageSha256,
                verified,
                evidence,
                null,
                null,
                null,
                flaws,
                List.of());
    }

    /// What makes two filings the same.
    Identity identity() {
        return new Identity(verified.member(), messageSha256);
    }

    ReportState state() {
        return normal == null ? ReportState.QUARANTINED : ReportState.FILED;
    }

    /// The member that filed, and the bytes that it filed.
    record Identity(MemberCode filedBy, Sha256 messageSha256) {}
}
