package org.caricom.conch.web;

import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.plan.Catalogue;
import org.caricom.conch.plan.Figure;
import org.caricom.conch.plan.Live;
import org.caricom.conch.plan.PlanView;
import org.caricom.conch.plan.Statement;
import org.jspecify.annotations.Nullable;

/// Puts a plan into the words of its page; figures as far as their reader may know them.
final class PlanViews {
    private final Frame frame;

    PlanViews(Frame frame) {
        this.frame = frame;
    }

    PlanPage page(List<PlanView> all, PlanView plan) {
        Catalogue.Plan text = plan.text();
        return new PlanPage(
                all.stream()
                        .map(other -> new PlanPage.Tab(
                                name(other.text()),
                                "/plan/" + other.text().id(),
                                other.text().id().equals(text.id())))
                        .toList(),
                text.id(),
                text.title(),
                say(plan),
                text.completenessNote(),
                text.sources(),
                plan.areas().stream().map(this::area).toList(),
                plan.indicators().stream().map(this::measure).toList());
    }

    private static String name(Catalogue.Plan plan) {
        return plan.id() + " "
                + plan.adopted().substring(0, Math.min(4, plan.adopted().length()));
    }

    private String say(PlanView plan) {
        int actions =
                plan.areas().stream().mapToInt(area -> area.actions().size()).sum();
        int done = plan.areas().stream().mapToInt(PlanView.AreaView::done).sum();
        Live live = plan.live();
        return live == null
                ? frame.text("plan.say", actions, plan.areas().size(), done)
                : frame.text(
                        "plan.say-live",
                        actions,
                        plan.areas().size(),
                        done,
                        figure(live.cases()),
                        figure(live.members()));
    }

    private PlanPage.Area area(PlanView.AreaView area) {
        return new PlanPage.Area(
                area.text().id(),
                area.text().title(),
                area.actions().stream().map(this::action).toList(),
                area.done(),
                area.live() == null ? null : figure(area.live().cases()));
    }

    private PlanPage.Action action(PlanView.ActionView action) {
        Catalogue.Action text = action.text();
        Statement current = action.current();
        return new PlanPage.Action(
                text.id(),
                text.title(),
                about(text),
                text.statusReported(),
                status(current),
                current == null ? "todo" : look(current.status()),
                action.live() == null ? null : live(action.live()),
                action.why());
    }

    private String about(Catalogue.Action action) {
        List<String> parts = new ArrayList<>();
        if (!action.leads().isEmpty()) {
            parts.add(String.join(", ", action.leads()));
        }
        String due = action.dueText() != null ? action.dueText() : action.due();
        if (due != null) {
            parts.add(frame.text("plan.due", due));
        }
        return String.join(" · ", parts);
    }

    private String status(@Nullable Statement statement) {
        if (statement == null) {
            return frame.text("plan.status-none");
        }
        String word = frame.text(
                switch (statement.status()) {
                    case NOT_BEGUN -> "plan.status-not-begun";
                    case UNDER_WAY -> "plan.status-under-way";
                    case DONE -> "plan.status-done";
                    case DROPPED -> "plan.status-dropped";
                });
        return frame.text("plan.stated", word, statement.by(), frame.near(statement.at()));
    }

    private static String look(Statement.Status status) {
        return switch (status) {
            case NOT_BEGUN, DROPPED -> "todo";
            case UNDER_WAY -> "doing";
            case DONE -> "done";
        };
    }

    private String live(Live live) {
        return live.lastEvidence() == null
                ? frame.text("plan.live", figure(live.cases()), figure(live.members()))
                : frame.text(
                        "plan.live-last",
                        figure(live.cases()),
                        figure(live.members()),
                        frame.times().day(live.lastEvidence()));
    }

    private PlanPage.Measure measure(PlanView.IndicatorView measure) {
        Catalogue.Indicator text = measure.text();
        return new PlanPage.Measure(
                text.title(),
                frame.text("plan.target", text.baseline(), text.endTarget(), text.unit()),
                figure(measure.live()),
                measure.means());
    }

    private String figure(Figure figure) {
        return switch (figure) {
            case Figure.Exact(int value) -> frame.text("figure.exact", value);
            case Figure.FewerThan(int bound) -> frame.text("figure.fewer", bound);
            case Figure.About(int value) -> frame.text("figure.about", value);
        };
    }
}
