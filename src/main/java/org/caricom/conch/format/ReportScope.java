package org.caricom.conch.format;

import java.time.Instant;
import java.util.Objects;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// What makes the objects of a report its own: whose it is and which incident it is about. The same scope
/// gives the same identifiers, so that later versions of a report are later versions of its objects.
///
/// @param member    whose report it is
/// @param incident  the reporter's number for the incident, or else what stands for it
/// @param createdAt when the incident's objects came to be: the same in every version, as STIX 2.1 §3.6
///                  wants
/// @param writtenAt when this version was written, not before `createdAt`
record ReportScope(MemberCode member, String incident, Instant createdAt, Instant writtenAt) {
    /// The scope of a report with a number of its own. Its objects count as created when the reporter
    /// became aware, which versions of one report agree on; where that is not told, when it was noticed,
    /// began or was written.
    ///
    /// @param receivedAt stands in where the report has no time at all
    static ReportScope of(MemberCode member, Facts facts, Instant receivedAt) {
        String reference = Objects.requireNonNull(facts.reference(), "a report with a number");
        return standingFor(reference, member, facts, receivedAt);
    }

    /// As above, for a report without a number: `incident` stands for it.
    static ReportScope standingFor(String incident, MemberCode member, Facts facts, Instant receivedAt) {
        Instant created = first(facts.awareAt(), facts.noticedAt(), facts.beganAt(), facts.writtenAt());
        if (created == null) {
            created = receivedAt;
        }
        Instant written = facts.writtenAt();
        return new ReportScope(
                member, incident, created, written == null || written.isBefore(created) ? created : written);
    }

    private static @Nullable Instant first(@Nullable Instant... times) {
        for (Instant time : times) {
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    /// The identifier of the object of this report that `what` tells from its others.
    StixId id(String type, String what) {
        return StixId.derived(type, member.value() + "\n" + incident + "\n" + what);
    }

    StixTimestamp created() {
        return StixTimestamp.of(createdAt);
    }

    StixTimestamp modified() {
        return StixTimestamp.of(writtenAt);
    }
}
