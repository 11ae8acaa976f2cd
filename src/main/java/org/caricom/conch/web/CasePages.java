package org.caricom.conch.web;

import java.util.List;
import java.util.Objects;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.CaseChange;
import org.caricom.conch.cases.CaseRow;
import org.caricom.conch.cases.CaseView;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.ChangeAnswer;
import org.caricom.conch.cases.Correlation;
import org.caricom.conch.cases.Page;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Form;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;

/// One case: reading it and working on it.
final class CasePages {
    private static final int QUEUE = 200;
    private static final int TIMELINE = 200;

    private final PageKit kit;
    private final Cases cases;
    private final KnownExtras extras;

    CasePages(PageKit kit, Cases cases, KnownExtras extras) {
        this.kit = kit;
        this.cases = cases;
        this.extras = extras;
    }

    Answer show(Exchange exchange) throws Problem {
        Caller caller = exchange.caller();
        CaseId id = id(exchange);
        CaseView view = cases.find(caller, id);
        List<Correlation> correlations = cases.correlations(caller, id);
        Page<TimelineEntry> timeline = cases.timeline(caller, id, null, TIMELINE);
        if (view == null || correlations == null || timeline == null) {
            throw Problem.notFound();
        }
        Frame frame = kit.frame(exchange, Place.QUEUE);
        DeskView desk = DeskView.parse(exchange.query("view"));
        List<CaseRow> queue =
                cases.list(caller, desk.query(caller), null, QUEUE).items();
        CaseViews views = new CaseViews(frame, kit.members());
        TimelineWords happened = new TimelineWords(frame, kit.members());
        CaseRow row = view.row();
        CasePage page = new CasePage(
                id,
                row.title(),
                row.language(),
                row.tlp(),
                row.member(),
                kit.members().name(row.member()),
                row.version(),
                CaseViews.may(caller),
                views.steps(row.state()),
                views.states(view),
                views.outcomes(),
                views.alarm(view),
                views.facts(view),
                views.elsewhere(correlations),
                views.values(view),
                extras.plan(id),
                views.reports(view),
                extras.releases(frame, caller, id),
                timeline.items().stream().map(happened::entry).toList(),
                views.around(desk, queue, id),
                views.clocks(view),
                views.score(view),
                row.assignee(),
                caller.name().equals(row.assignee()),
                extras.assignees(caller, row.member()),
                caller.role() == Role.COORDINATOR);
        return kit.show(exchange, kit.templates().casefile(frame, page));
    }

    Answer state(Exchange exchange) throws Problem {
        Form form = exchange.form();
        CaseState state = CaseState.parse(form.text("state"));
        if (state == null) {
            throw Problem.badRequest("Choose a state.");
        }
        Outcome outcome = state == CaseState.CLOSED ? Outcome.parse(form.text("outcome")) : null;
        CaseRow changed = change(exchange, CaseChange.state(state, outcome));
        Words words = new Words(Messages.in(kit.choices(exchange).language()));
        return kit.done(
                exchange, "/cases/" + changed.id(), "toast.state", changed.id().toString(), words.state(state));
    }

    Answer assign(Exchange exchange) throws Problem {
        String name = exchange.form().text("assignee").strip();
        CaseRow changed = change(exchange, CaseChange.assign(name.isEmpty() ? null : name));
        String id = changed.id().toString();
        String path = "/cases/" + id;
        if (name.isEmpty()) {
            return kit.done(exchange, path, "toast.assigned-none", id);
        }
        return name.equals(exchange.caller().name())
                ? kit.done(exchange, path, "toast.assigned", id)
                : kit.done(exchange, path, "toast.assigned-to", id, name);
    }

    Answer comment(Exchange exchange) throws Problem {
        CaseId id = id(exchange);
        String text = exchange.form().text("text").strip();
        TimelineEntry.Audience audience =
                exchange.form().has("coordinators") ? TimelineEntry.Audience.COORDINATORS : TimelineEntry.Audience.CASE;
        try {
            if (!cases.comment(exchange.caller(), id, text, audience)) {
                throw Problem.notFound();
            }
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemType.UNUSABLE, Objects.requireNonNullElse(e.getMessage(), ""));
        }
        return kit.done(exchange, "/cases/" + id + "#timeline", "toast.comment");
    }

    private CaseRow change(Exchange exchange, CaseChange change) throws Problem {
        int version;
        try {
            version = Integer.parseInt(exchange.form().text("version"));
        } catch (NumberFormatException _) {
            throw Problem.badRequest("The form lacks its version.");
        }
        return switch (cases.change(exchange.caller(), id(exchange), version, change)) {
            case ChangeAnswer.Changed(CaseView view) -> view.row();
            case ChangeAnswer.NoSuchCase() -> throw Problem.notFound();
            case ChangeAnswer.Stale _ -> throw Problem.of(ProblemType.CHANGED_MEANWHILE);
            case ChangeAnswer.NotAllowed refusal -> throw Problem.of(ProblemType.UNUSABLE, refusal.why());
        };
    }

    static CaseId id(Exchange exchange) throws Problem {
        CaseId id = CaseId.parse(exchange.path("id"));
        if (id == null) {
            throw Problem.notFound();
        }
        return id;
    }
}
