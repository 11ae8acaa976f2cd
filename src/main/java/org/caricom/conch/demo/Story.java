package org.caricom.conch.demo;

import java.time.Duration;
import java.util.List;
import org.caricom.conch.domain.MemberCode;

/// One report of the demo: who files it and when, what the hub must answer, and what people then do with its case.
///
/// @param name        the file it is written in, without its ending
/// @param member      whose CERT files it
/// @param before      how long before the end of the replayed month
/// @param contentType the payload's own type, declared in the signature's header
/// @param expected    what the hub must answer
/// @param payload     the report as JSON text, its times still written as [StoryTimes] reads them
/// @param steps       what coordinators do once its case is there, in order
record Story(
        String name,
        MemberCode member,
        Duration before,
        String contentType,
        Expected expected,
        String payload,
        List<Step> steps) {
    /// What the hub must answer to a filing.
    enum Expected {
        /// 201 and a receipt.
        FILED,
        /// 422, kept with its flaws.
        QUARANTINED,
        /// 401: it is signed with a key that nobody enrolled.
        REFUSED
    }

    /// One deed of a coordinator on the case.
    sealed interface Step {
        /// Moves the case to a state, with an outcome when it is closed.
        record State(String state, String outcome) implements Step {}

        record Assign(String assignee) implements Step {}

        record Comment(String text) implements Step {}

        /// Shares the case's indicators, anonymised.
        record Release(String tlp) implements Step {}
    }

    Story {
        steps = List.copyOf(steps);
        if (before.isNegative()) {
            throw new IllegalArgumentException("a story happened in the past");
        }
    }
}
