package org.caricom.conch.web;

import java.util.UUID;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.LoginAnswer;
import org.caricom.conch.access.Logins;
import org.caricom.conch.access.Sessions;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Authentication;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Form;
import org.caricom.conch.http.PageSession;
import org.caricom.conch.http.Problem;
import org.jspecify.annotations.Nullable;

/// The way in and the way out.
final class SignInPages {
    private final PageKit kit;
    private final Logins logins;
    private final Sessions sessions;

    SignInPages(PageKit kit, Logins logins, Sessions sessions) {
        this.kit = kit;
        this.logins = logins;
        this.sessions = sessions;
    }

    Answer show(Exchange exchange) throws Problem {
        Caller caller = exchange.callerOrNull();
        String then = PageKit.safePath(exchange.query("then"));
        if (caller != null) {
            return Answer.seeOther(PageKit.home(caller.role()));
        }
        Frame frame = kit.frame(exchange, Place.ELSEWHERE);
        boolean ended = exchange.cookie(Authentication.cookieName(exchange.publicUrl())) != null;
        return ended
                ? page(exchange, frame, "", frame.text("signin.ended"), frame.text("signin.ended-advice"), then)
                : page(exchange, frame, "", null, null, then);
    }

    Answer signIn(Exchange exchange) throws Problem {
        Form form = exchange.form();
        String name = form.text("username").strip();
        String password = form.text("password");
        String then = PageKit.safePath(form.get("then"));
        Frame frame = kit.frame(exchange, Place.ELSEWHERE);
        if (name.isEmpty() || password.isEmpty()) {
            SignInPage page = new SignInPage(
                    name,
                    null,
                    null,
                    name.isEmpty() ? frame.text("signin.type-name") : null,
                    password.isEmpty() ? frame.text("signin.type-password") : null,
                    then);
            return kit.show(exchange, kit.templates().signin(frame, page)).status(422);
        }
        return switch (logins.signIn(name, password)) {
            case LoginAnswer.Welcome(Caller caller) -> welcome(exchange, caller, then);
            case LoginAnswer.Wrong() ->
                page(exchange, frame, name, frame.text("signin.failed"), frame.text("signin.failed-advice"), then)
                        .status(401);
            case LoginAnswer.TooMany(var waiting) ->
                page(
                                exchange,
                                frame,
                                name,
                                frame.text("signin.wait"),
                                frame.text("signin.wait-advice", frame.times().briefSpan(waiting)),
                                then)
                        .status(429)
                        .header("Retry-After", Long.toString(Math.max(1, waiting.toSeconds())));
        };
    }

    Answer signOut(Exchange exchange) {
        PageSession session = exchange.session();
        if (session != null) {
            sessions.end(UUID.fromString(session.id()));
        }
        return Answer.seeOther("/sign-in").header("Set-Cookie", Authentication.cookie(exchange.publicUrl(), ""));
    }

    private Answer welcome(Exchange exchange, Caller caller, String then) {
        String cookie = sessions.create(caller).cookie();
        String path = then.equals("/") ? PageKit.home(caller.role()) : then;
        return Answer.seeOther(path).header("Set-Cookie", Authentication.cookie(exchange.publicUrl(), cookie));
    }

    private Answer page(
            Exchange exchange,
            Frame frame,
            String name,
            @Nullable String trouble,
            @Nullable String advice,
            String then) {
        SignInPage page = new SignInPage(name, trouble, advice, null, null, then);
        return kit.show(exchange, kit.templates().signin(frame, page));
    }
}
