package org.caricom.conch.plan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// The action plans: their text, what people state about each action, and what cases show.
public final class Plans {
    private static final Duration HALF_YEAR = Duration.ofDays(183);
    private static final String FILED =
            "members of the plan with an incident reported in the last six months; staff and"
                    + " procedures are not visible here";

    private final Database database;
    private final Clock clock;
    private final PlanStore store = new PlanStore();
    private final Catalogue catalogue = Catalogue.standard();
    private final EvidenceRules rules = EvidenceRules.standard();
    private final String rulesForSql = rules.forSql(catalogue);
    private final Map<String, Catalogue.Action> actions = new LinkedHashMap<>();
    private final Map<String, String> planOfAction = new LinkedHashMap<>();

    public Plans(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        for (Catalogue.Plan plan : catalogue.plans()) {
            for (Catalogue.Area area : plan.areas()) {
                for (Catalogue.Action action : area.actions()) {
                    actions.put(action.id(), action);
                    planOfAction.put(action.id(), plan.id());
                }
            }
        }
        for (String action : rules.actions()) {
            if (!actions.containsKey(action)) {
                throw new IllegalStateException("a rule for an action that no plan has: " + action);
            }
        }
    }

    /// Version of the plans' texts and of the rules of evidence.
    public String version() {
        return catalogue.version() + "/" + rules.version();
    }

    /// Every plan, with small counts protected from those who do not read all cases.
    public List<PlanView> list(Caller caller) {
        return database.read(tx -> {
            List<PlanStore.Count> counts = store.counts(tx, rulesForSql);
            List<PlanStore.Stated> stated = store.statements(tx);
            return catalogue.plans().stream()
                    .map(plan -> view(tx, caller, plan, counts, stated))
                    .toList();
        });
    }

    /// One plan; null when there is none of that id.
    public @Nullable PlanView find(Caller caller, String id) {
        return list(caller).stream()
                .filter(plan -> plan.text().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /// The actions that a case is evidence for, and why. The caller has read the case.
    public List<Evidence> evidenceOf(CaseId id) {
        return database.read(tx -> store.actionsOf(tx, rulesForSql, id)).stream()
                .flatMap(action -> evidence(action).stream())
                .toList();
    }

    /// States how an action stands.
    ///
    /// @param member whose progress; null for the action as a whole
    /// @return whether there is such an action, and a caller who may
    public boolean state(
            Caller caller, String action, @Nullable MemberCode member, Statement.Status status, @Nullable String note) {
        if (!Rights.mayChangePlans(caller) || !actions.containsKey(action)) {
            return false;
        }
        Statement statement = new Statement(member, status, note, caller.name(), clock.instant());
        database.doInTransaction(tx -> store.state(tx, action, statement));
        return true;
    }

    private List<Evidence> evidence(String id) {
        Catalogue.Action action = actions.get(id);
        String plan = planOfAction.get(id);
        String why = rules.why(id);
        return action == null || plan == null || why == null
                ? List.of()
                : List.of(new Evidence(plan, id, action.title(), why));
    }

    private PlanView view(
            Transaction tx,
            Caller caller,
            Catalogue.Plan plan,
            List<PlanStore.Count> counts,
            List<PlanStore.Stated> stated) {
        List<PlanStore.Count> own =
                counts.stream().filter(count -> count.plan().equals(plan.id())).toList();
        Numbers numbers = new Numbers(
                own, Protection.of(caller, cells(plan, own, false)), Protection.of(caller, cells(plan, own, true)));
        List<PlanView.AreaView> areas = new ArrayList<>();
        for (Catalogue.Area area : plan.areas()) {
            List<PlanView.ActionView> views = area.actions().stream()
                    .map(action -> actionView(action, numbers, stated))
                    .toList();
            boolean counted = views.stream().anyMatch(view -> view.live() != null);
            int done = (int) views.stream()
                    .map(PlanView.ActionView::current)
                    .filter(current -> current != null && current.status() == Statement.Status.DONE)
                    .count();
            areas.add(new PlanView.AreaView(area, counted ? numbers.total(area.id()) : null, done, views));
        }
        boolean counted = areas.stream().anyMatch(area -> area.live() != null);
        List<PlanView.IndicatorView> indicators = plan.indicators().stream()
                .map(indicator -> {
                    Instant since = clock.instant().minus(HALF_YEAR);
                    int members = store.membersWithCases(tx, plan.memberScope(), since);
                    return new PlanView.IndicatorView(
                            indicator, Protection.of(caller, List.of(members)).cell(members), FILED);
                })
                .toList();
        return new PlanView(plan, counted ? numbers.total(null) : null, areas, indicators);
    }

    private PlanView.ActionView actionView(Catalogue.Action action, Numbers numbers, List<PlanStore.Stated> stated) {
        String why = rules.why(action.id());
        return new PlanView.ActionView(
                action,
                why == null ? null : numbers.cell(action.id()),
                why,
                stated.stream()
                        .filter(one -> one.action().equals(action.id()))
                        .map(PlanStore.Stated::statement)
                        .toList());
    }

    /// The counts that stand beside each other on a plan's page: one for each action with a rule.
    private List<Integer> cells(Catalogue.Plan plan, List<PlanStore.Count> counts, boolean members) {
        List<Integer> cells = new ArrayList<>();
        for (Catalogue.Area area : plan.areas()) {
            for (Catalogue.Action action : area.actions()) {
                if (rules.why(action.id()) != null) {
                    cells.add(counts.stream()
                            .filter(count -> action.id().equals(count.action()))
                            .map(count ->
                                    members ? count.members() : Protection.comparable(count.cases(), count.members()))
                            .findFirst()
                            .orElse(0));
                }
            }
        }
        return cells;
    }

    /// The figures of one plan, told as its reader may know them.
    private record Numbers(List<PlanStore.Count> counts, Protection cases, Protection members) {
        Live cell(String action) {
            for (PlanStore.Count count : counts) {
                if (action.equals(count.action())) {
                    return new Live(
                            cases.cell(count.cases(), count.members()), members.cell(count.members()), last(count));
                }
            }
            return new Live(cases.cell(0), members.cell(0), null);
        }

        /// Of an area, or of the whole plan when `area` is null.
        Live total(@Nullable String area) {
            for (PlanStore.Count count : counts) {
                if (count.action() == null && java.util.Objects.equals(area, count.area())) {
                    return new Live(
                            cases.total(count.cases(), count.members()), members.total(count.members()), last(count));
                }
            }
            return new Live(cases.total(0), members.total(0), null);
        }

        private @Nullable Instant last(PlanStore.Count count) {
            Instant last = count.last();
            return last == null || !members.tells(count.members()) ? null : cases.time(last);
        }
    }
}
