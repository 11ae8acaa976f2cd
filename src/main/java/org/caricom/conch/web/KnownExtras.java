package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Logins;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.plan.Plans;
import org.caricom.conch.sharing.Release;
import org.caricom.conch.sharing.Releases;

/// What plan, sharing and access know of a case.
final class KnownExtras {
    private final Plans plans;
    private final Releases releases;
    private final Logins logins;

    KnownExtras(Plans plans, Releases releases, Logins logins) {
        this.plans = plans;
        this.releases = releases;
        this.logins = logins;
    }

    /// The plan actions that the case counts for.
    List<CasePage.Counted> plan(CaseId id) {
        return plans.evidenceOf(id).stream()
                .map(evidence -> new CasePage.Counted(
                        evidence.why(),
                        evidence.action(),
                        evidence.title(),
                        "/plan/" + evidence.plan() + "#" + PlanPage.Action.anchor(evidence.action())))
                .toList();
    }

    /// The releases made from it, newest first.
    List<CasePage.Released> releases(Frame frame, Caller caller, CaseId id) {
        List<Release> made = releases.ofCase(caller, id);
        return made == null
                ? List.of()
                : made.stream()
                        .map(release -> new CasePage.Released(
                                release.tlp(),
                                frame.text(
                                        release.decidedBy().equals(Cases.HUB)
                                                ? "case.released-rule"
                                                : "case.released-by",
                                        frame.near(release.decidedAt()),
                                        release.decidedBy()),
                                frame.text("case.released-objects", release.objects())))
                        .toList();
    }

    /// Who else can take a case of `member`: its own analysts, and coordinators.
    List<String> assignees(Caller caller, MemberCode member) {
        return logins.list().stream()
                .filter(login -> login.role() == Role.COORDINATOR
                        || (login.role() == Role.ANALYST && member.equals(login.member())))
                .map(Caller::name)
                .filter(name -> !name.equals(caller.name()))
                .toList();
    }
}
