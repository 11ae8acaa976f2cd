package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.plan.PlanView;
import org.caricom.conch.plan.Plans;

/// The action plans.
final class PlanPages {
    private final PageKit kit;
    private final Plans plans;

    PlanPages(PageKit kit, Plans plans) {
        this.kit = kit;
        this.plans = plans;
    }

    /// The first plan.
    Answer first(Exchange exchange) throws Problem {
        List<PlanView> all = plans.list(exchange.caller());
        return page(exchange, all, all.getFirst());
    }

    Answer one(Exchange exchange) throws Problem {
        List<PlanView> all = plans.list(exchange.caller());
        String id = exchange.path("id");
        for (PlanView plan : all) {
            if (plan.text().id().equals(id)) {
                return page(exchange, all, plan);
            }
        }
        throw Problem.notFound();
    }

    private Answer page(Exchange exchange, List<PlanView> all, PlanView plan) {
        Frame frame = kit.frame(exchange, Place.PLAN);
        return kit.show(exchange, kit.templates().plan(frame, new PlanViews(frame).page(all, plan)));
    }
}
