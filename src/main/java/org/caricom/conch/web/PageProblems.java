package org.caricom.conch.web;

import org.caricom.conch.access.Caller;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.jspecify.annotations.Nullable;

/// Refusals as pages: what happened, what to do, one link.
final class PageProblems {
    private final PageKit kit;

    PageProblems(PageKit kit) {
        this.kit = kit;
    }

    /// Who is not signed in is sent to sign in, and back afterwards.
    Answer answer(Problem problem, Exchange exchange) {
        if (problem.type() == ProblemType.AUTHENTICATION_REQUIRED) {
            boolean reading =
                    exchange.method().equals("GET") || exchange.method().equals("HEAD");
            Frame frame = kit.frame(exchange, Place.ELSEWHERE);
            return Answer.seeOther(
                    reading && !frame.path().equals("/")
                            ? "/sign-in?then=" + Addresses.encode(frame.path())
                            : "/sign-in");
        }
        Frame frame = kit.frame(exchange, Place.ELSEWHERE);
        Caller caller = exchange.callerOrNull();
        String before = before(exchange.path());
        ProblemPage page = new ProblemPage(
                problem.status(),
                title(frame, problem),
                detail(frame, problem, exchange.requestId()),
                before != null ? before : caller == null ? "/" : PageKit.home(caller.role()),
                frame.text(before != null ? "problem.back" : "problem.back-home"));
        Answer answer =
                Answer.html(kit.templates().problem(frame, page).render()).status(problem.status());
        for (var header : problem.headers().entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static String title(Frame frame, Problem problem) {
        return frame.text(
                switch (problem.type()) {
                    case NOT_FOUND, METHOD_NOT_ALLOWED -> "problem.not-found";
                    case NOT_ALLOWED -> "problem.forbidden";
                    case CHANGED_MEANWHILE, CONFLICT -> "problem.stale";
                    case CROSS_SITE -> "problem.form";
                    case TOO_LARGE -> "problem.too-much";
                    case TOO_MANY_REQUESTS -> "problem.too-often";
                    case INTERNAL_ERROR, UNAVAILABLE -> "problem.broken";
                    case BAD_REQUEST,
                            UNREADABLE_ENVELOPE,
                            AUTHENTICATION_REQUIRED,
                            UNVERIFIED_SIGNATURE,
                            SIGNATURE_NOT_ACCEPTED,
                            NOT_ACCEPTABLE,
                            UNSUPPORTED_MEDIA_TYPE,
                            UNUSABLE,
                            QUARANTINED,
                            IF_MATCH_REQUIRED -> "problem.refused";
                });
    }

    private static @Nullable String detail(Frame frame, Problem problem, String request) {
        return switch (problem.type()) {
            case NOT_FOUND, METHOD_NOT_ALLOWED -> frame.text("problem.not-found-detail");
            case NOT_ALLOWED -> frame.text("problem.forbidden-detail");
            case CHANGED_MEANWHILE, CONFLICT -> frame.text("problem.stale-detail");
            case CROSS_SITE -> frame.text("problem.form-detail");
            case INTERNAL_ERROR, UNAVAILABLE -> frame.text("problem.broken-detail", request);
            case TOO_LARGE, TOO_MANY_REQUESTS -> null;
            case BAD_REQUEST,
                    UNREADABLE_ENVELOPE,
                    AUTHENTICATION_REQUIRED,
                    UNVERIFIED_SIGNATURE,
                    SIGNATURE_NOT_ACCEPTED,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_MEDIA_TYPE,
                    UNUSABLE,
                    QUARANTINED,
                    IF_MATCH_REQUIRED -> problem.detail();
        };
    }

    /// The page that the form which failed stood on: the case; null when it is not known.
    private static @Nullable String before(String path) {
        String[] parts = path.split("/", -1);
        return parts.length == 4 && parts[1].equals("cases") ? "/cases/" + parts[2] : null;
    }
}
