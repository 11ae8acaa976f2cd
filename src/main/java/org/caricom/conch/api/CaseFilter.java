package org.caricom.conch.api;

import java.util.EnumSet;
import java.util.Set;
import org.caricom.conch.cases.CaseQuery;
import org.caricom.conch.cases.DueGroup;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// Reads the filters of `GET /cases`: `q`, `state` (several by comma; `open`), `member`, `priority`, `class`,
/// `assignee` (`me`, `none`), `due` (`late`, `soon`, `later`, `none`).
final class CaseFilter {
    private CaseFilter() {}

    static CaseQuery read(Exchange exchange) throws Problem {
        exchange.allowQuery("q", "state", "member", "priority", "class", "assignee", "due", "limit", "cursor");
        String text = exchange.query("q");
        return new CaseQuery(
                text == null || text.isBlank() ? null : text,
                states(exchange.query("state")),
                member(exchange.query("member")),
                priority(exchange.query("priority")),
                rsit(exchange.query("class")),
                assignee(exchange),
                due(exchange.query("due")),
                CaseQuery.Order.NEWEST);
    }

    private static Set<CaseState> states(@Nullable String text) throws Problem {
        Set<CaseState> states = EnumSet.noneOf(CaseState.class);
        if (text == null || text.isEmpty()) {
            return states;
        }
        for (String word : text.split(",", -1)) {
            if (word.equals("open")) {
                states.addAll(CaseQuery.OPEN);
                continue;
            }
            CaseState state = CaseState.parse(word);
            if (state == null) {
                throw Problem.badRequest("state is one or more of open, new, triaged, in-progress, waiting, contained,"
                        + " resolved, closed.");
            }
            states.add(state);
        }
        return states;
    }

    private static @Nullable MemberCode member(@Nullable String text) throws Problem {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("[A-Z]{2}")) {
            throw Problem.badRequest("member is a code of two capital letters.");
        }
        return new MemberCode(text);
    }

    private static @Nullable Priority priority(@Nullable String text) throws Problem {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Priority priority = Priority.parse(text);
        if (priority == null) {
            throw Problem.badRequest("priority is urgent, high, normal or low.");
        }
        return priority;
    }

    private static @Nullable String rsit(@Nullable String text) throws Problem {
        if (text == null || text.isEmpty()) {
            return null;
        }
        for (Rsit type : Rsit.values()) {
            if (type.className().equals(text) || type.code().equals(text)) {
                return text;
            }
        }
        throw Problem.badRequest("class is an RSIT class or type, as malicious-code or malicious-code:c2-server.");
    }

    private static @Nullable String assignee(Exchange exchange) throws Problem {
        String text = exchange.query("assignee");
        return switch (text) {
            case null -> null;
            case "" -> null;
            case "me" -> exchange.caller().name();
            case "none" -> CaseQuery.NOBODY;
            default -> text;
        };
    }

    private static @Nullable DueGroup due(@Nullable String text) throws Problem {
        if (text == null || text.isEmpty()) {
            return null;
        }
        DueGroup due = DueGroup.parse(text);
        if (due == null) {
            throw Problem.badRequest("due is late, soon, later or none.");
        }
        return due;
    }
}
