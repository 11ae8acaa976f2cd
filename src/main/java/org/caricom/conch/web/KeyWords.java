package org.caricom.conch.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.access.KeyFate;
import org.caricom.conch.access.KeyRecord;
import org.caricom.conch.access.Possession;
import org.caricom.conch.access.RevocationReason;
import org.jspecify.annotations.Nullable;

/// Signing keys in words.
final class KeyWords {
    private KeyWords() {}

    static String state(Frame frame, KeyRecord record, Instant now) {
        return record.stolen()
                ? frame.text("signing.stolen")
                : frame.text("signing-state." + record.state(now).word());
    }

    /// `until 3 Dec 2026, 9 days left`
    static String validity(Frame frame, KeyRecord record, Instant now) {
        Instant end = record.endsAt();
        if (end == null) {
            return frame.text("signing.no-end");
        }
        String until = frame.text("signing.until", frame.times().day(end));
        return end.isAfter(now)
                ? until + ", "
                        + frame.text("signing.days", Duration.between(now, end).toDays())
                : until;
    }

    static String reason(Frame frame, RevocationReason reason) {
        return frame.text("signing-reason." + reason.word());
    }

    static String possession(Frame frame, Possession possession) {
        return switch (possession) {
            case PROVEN -> frame.text("signing.proven");
            case VOUCHED -> frame.text("signing.vouched");
        };
    }

    /// How a signature stands; null when it is simply good.
    static @Nullable String standing(Frame frame, KeyFate fate, Instant receivedAt, Instant now) {
        Instant since = fate.endedSince(now);
        if (since == null) {
            return null;
        }
        boolean revoked =
                fate.revocation() != null && since.equals(fate.revocation().from());
        String unrevoked = fate.stolen() ? "report.key-stolen-before" : "report.key-suspended-before";
        String before = revoked ? "report.key-revoked-before" : unrevoked;
        return switch (fate.standing(receivedAt, now)) {
            case GOOD -> null;
            case RECEIVED_BEFORE -> frame.text(before, frame.full(since));
            case DOUBTFUL -> frame.text("report.key-doubtful", frame.full(since));
        };
    }

    /// What the desk says about keys that end soon; null when it says nothing.
    static @Nullable String reminder(Frame frame, List<KeyRecord> ending, Instant now) {
        if (ending.isEmpty()) {
            return null;
        }
        KeyRecord first = ending.getFirst();
        Instant end = first.endsAt();
        return end == null
                ? null
                : frame.text(
                        "signing.reminder",
                        ending.size(),
                        first.key().kid(),
                        frame.times().day(end),
                        Duration.between(now, end).toDays());
    }
}
