package org.caricom.conch.web;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// One case with all that is known and what can be done.
///
/// @param language  the language of the reporter's words
/// @param lead      the name of the member who leads
/// @param version   the version that changes are made to
/// @param may       what the reader may do
/// @param steps     the states, done, current and to come
/// @param states    the states it can go to
/// @param outcomes  the outcomes a closed case can have
/// @param alarm     what is due or late, said above everything; null when nothing is
/// @param facts     two columns of facts
/// @param elsewhere other cases that share values
/// @param indicators the values, most seen first
/// @param plan      plan actions the case counts for
/// @param reports   the reports it is made of
/// @param releases  what was released from it
/// @param timeline  newest first
/// @param around    the cases beside it in the queue
/// @param clocks    the next first
/// @param owner     whose it is; null when no one's
/// @param mine      whether it is the reader's
/// @param assignees who else it can be given to
/// @param mayWhisper whether the reader may comment for coordinators alone
public record CasePage(
        CaseId id,
        String title,
        String language,
        Tlp tlp,
        MemberCode member,
        String lead,
        int version,
        May may,
        List<Step> steps,
        List<QueuePage.Option> states,
        List<QueuePage.Option> outcomes,
        @Nullable Alarm alarm,
        List<List<Fact>> facts,
        List<Elsewhere> elsewhere,
        List<Value> indicators,
        List<Counted> plan,
        List<Filed> reports,
        List<Released> releases,
        List<Entry> timeline,
        Around around,
        List<ClockView> clocks,
        ScoreView score,
        @Nullable String owner,
        boolean mine,
        List<String> assignees,
        boolean mayWhisper) {
    public CasePage {
        steps = List.copyOf(steps);
        states = List.copyOf(states);
        outcomes = List.copyOf(outcomes);
        facts = facts.stream().map(List::copyOf).toList();
        elsewhere = List.copyOf(elsewhere);
        indicators = List.copyOf(indicators);
        plan = List.copyOf(plan);
        reports = List.copyOf(reports);
        releases = List.copyOf(releases);
        timeline = List.copyOf(timeline);
        clocks = List.copyOf(clocks);
        assignees = List.copyOf(assignees);
    }

    /// What the reader may do here.
    public record May(boolean work, boolean release) {}

    /// One state on the way.
    public record Step(String name, boolean done, boolean current) {}

    /// What is due or late.
    public record Alarm(
            boolean late, String headline, @Nullable String detail) {}

    /// A label and its value; null is not known yet.
    public record Fact(
            String label, @Nullable String value, @Nullable String note) {}

    /// Another case with values of this one.
    ///
    /// @param href    its address; null when the reader may not open it
    /// @param name    its number and title, or that it is another member's
    /// @param member  its member; null when the reader may not know
    /// @param shared  what is shared, in words
    /// @param values  some of the shared values
    public record Elsewhere(
            @Nullable String href, String name, @Nullable MemberCode member, String shared, List<String> values) {
        public Elsewhere {
            values = List.copyOf(values);
        }
    }

    /// One indicator.
    ///
    /// @param note  what the reporter says of it; null when nothing
    /// @param seen  where else it was seen, in words
    /// @param confidence in words; null when not stated
    /// @param held  whether it is kept back from sharing, in words; null when it may go out
    public record Value(
            String value,
            String type,
            @Nullable String note,
            String seen,
            @Nullable String confidence,
            @Nullable String held) {}

    /// A plan action that the case is evidence for.
    ///
    /// @param why what makes it evidence
    public record Counted(String why, String action, String title, String href) {}

    /// One report of the case.
    ///
    /// @param current whether its facts are those that hold
    public record Filed(String stage, Instant receivedAt, String href, boolean current) {}

    /// One release made from it.
    ///
    /// @param made when and by whom, in words
    public record Released(Tlp tlp, String made, String objects) {}

    /// One thing that happened.
    ///
    /// @param who      null when it was the hub
    /// @param decision whether a person decided something
    /// @param quote    a comment's text; null for the rest
    /// @param audience who may read the comment; null for the rest
    public record Entry(
            Instant at,
            @Nullable String who,
            String text,
            boolean decision,
            @Nullable String quote,
            @Nullable String audience,
            @Nullable String href) {}

    /// The cases beside it in the reader's queue.
    public record Around(
            String view,
            String viewHref,
            String position,
            List<Neighbour> cases,
            @Nullable String before,
            @Nullable String after) {
        public Around {
            cases = List.copyOf(cases);
        }
    }

    /// One case beside it.
    public record Neighbour(
            String href,
            String title,
            String language,
            @Nullable ClockView clock,
            boolean current) {}
}
