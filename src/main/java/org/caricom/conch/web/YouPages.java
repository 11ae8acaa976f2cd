package org.caricom.conch.web;

import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Form;
import org.caricom.conch.http.Problem;

/// Who the reader is, and what they chose about the pages.
final class YouPages {
    private final PageKit kit;

    YouPages(PageKit kit) {
        this.kit = kit;
    }

    Answer show(Exchange exchange) {
        Frame frame = kit.frame(exchange, Place.ELSEWHERE);
        String role = new Words(frame.messages()).role(exchange.caller().role());
        return kit.show(exchange, kit.templates().you(frame, role));
    }

    Answer save(Exchange exchange) throws Problem {
        Form form = exchange.form();
        return kit.done(exchange, "/you", "toast.saved")
                .header("Set-Cookie", kit.lookCookie(exchange, Choices.Look.parse(form.get("look"))))
                .header("Set-Cookie", kit.keysCookie(exchange, !"off".equals(form.get("keys"))));
    }

    /// Also for people who are not signed in.
    Answer language(Exchange exchange) throws Problem {
        Form form = exchange.form();
        Language language = Language.parse(form.get("language"));
        if (language == null || !Messages.speaks(language)) {
            throw Problem.badRequest("There is no such language.");
        }
        return Answer.seeOther(PageKit.safePath(form.get("then")))
                .header("Set-Cookie", kit.languageCookie(exchange, language));
    }
}
