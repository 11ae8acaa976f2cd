package org.caricom.conch.web;

import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.cases.CaseView;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Form;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.sharing.ReleaseAnswer;
import org.caricom.conch.sharing.ReleasePreview;
import org.caricom.conch.sharing.ReleaseWish;
import org.caricom.conch.sharing.Releases;
import org.jspecify.annotations.Nullable;

/// What a release from a case would send, and the decision to send it.
final class ReleasePages {
    private static final String ANSWER = "answer.";
    private static final String WHY = "why.";

    private final PageKit kit;
    private final Cases cases;
    private final Releases releases;
    private final WarningOverrides overrides;

    ReleasePages(PageKit kit, Cases cases, Releases releases, WarningOverrides overrides) {
        this.overrides = overrides;
        this.kit = kit;
        this.cases = cases;
        this.releases = releases;
    }

    Answer show(Exchange exchange) throws Problem {
        CaseId id = CasePages.id(exchange);
        ReleasePreview preview = releases.preview(exchange.caller(), id, ReleaseViews.marking(exchange.query("tlp")));
        if (preview == null) {
            throw Problem.notFound();
        }
        return page(exchange, preview, null);
    }

    Answer decide(Exchange exchange) throws Problem {
        CaseId id = CasePages.id(exchange);
        Form form = exchange.form();
        Tlp tlp = Tlp.parse(form.text("tlp"));
        String digest = form.text("digest");
        if (tlp == null || !digest.matches("[0-9a-f]{64}")) {
            throw Problem.badRequest("The form is not whole.");
        }
        ReleaseWish wish = new ReleaseWish(tlp, Sha256.fromHex(digest), answers(form), null);
        Frame frame = kit.frame(exchange, Place.QUEUE);
        return switch (releases.decide(exchange.caller(), id, wish)) {
            case ReleaseAnswer.Released(var release) ->
                kit.done(exchange, "/cases/" + id + "#releases", "toast.released", release.objects());
            case ReleaseAnswer.NoSuchCase() -> throw Problem.notFound();
            case ReleaseAnswer.NotYours() -> throw Problem.of(ProblemType.NOT_ALLOWED);
            case ReleaseAnswer.Barred _ -> again(exchange, id, tlp, null);
            case ReleaseAnswer.Changed(ReleasePreview preview) ->
                page(exchange, preview, frame.text("release.changed"));
            case ReleaseAnswer.Leaking _ -> again(exchange, id, tlp, frame.text("release.unanswered"));
        };
    }

    /// A coordinator's word that a value may be shared though a warning list knows it.
    Answer override(Exchange exchange) throws Problem {
        CaseId id = CasePages.id(exchange);
        Form form = exchange.form();
        ObservableType type = ObservableType.parse(form.text("type"));
        String reason = form.text("reason").strip();
        String value = form.text("value");
        if (type == null || value.isEmpty() || reason.isEmpty() || reason.length() > WarningOverrides.LONGEST) {
            throw Problem.badRequest("The form is not whole.");
        }
        return switch (overrides.give(exchange.caller(), id, new Observable(type, value), reason)) {
            case WarningOverrides.Answer.Given _ -> kit.done(exchange, "/cases/" + id + "/release", "toast.overridden");
            case WarningOverrides.Answer.NoSuchCase _ -> throw Problem.notFound();
            case WarningOverrides.Answer.NotYours _ -> throw Problem.of(ProblemType.NOT_ALLOWED);
            case WarningOverrides.Answer.NotListed _ -> Answer.seeOther("/cases/" + id + "/release");
        };
    }

    private Answer again(Exchange exchange, CaseId id, Tlp tlp, @Nullable String trouble) throws Problem {
        ReleasePreview preview = releases.preview(exchange.caller(), id, tlp);
        if (preview == null) {
            throw Problem.notFound();
        }
        return page(exchange, preview, trouble);
    }

    private Answer page(Exchange exchange, ReleasePreview preview, @Nullable String trouble) throws Problem {
        Caller caller = exchange.caller();
        CaseView view = cases.find(caller, preview.caseId());
        if (view == null) {
            throw Problem.notFound();
        }
        Frame frame = kit.frame(exchange, Place.QUEUE);
        ReleasePage page = new ReleaseViews(frame)
                .page(
                        preview,
                        view.row().title(),
                        kit.members().name(preview.member()),
                        Rights.mayDecideReleases(caller),
                        trouble,
                        overrides.listed(caller, preview.caseId()));
        return kit.show(exchange, kit.templates().release(frame, page));
    }

    private static List<org.caricom.conch.scrub.Answer> answers(Form form) {
        List<org.caricom.conch.scrub.Answer> answers = new ArrayList<>();
        for (String field : form.fields().keySet()) {
            if (field.startsWith(ANSWER)) {
                String finding = field.substring(ANSWER.length());
                String why = form.text(WHY + finding).strip();
                if (form.text(field).equals("remove")) {
                    answers.add(new org.caricom.conch.scrub.Answer.Remove(finding));
                } else if (!why.isEmpty()) {
                    answers.add(new org.caricom.conch.scrub.Answer.Keep(finding, why));
                }
            }
        }
        return answers;
    }
}
