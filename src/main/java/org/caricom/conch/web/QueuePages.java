package org.caricom.conch.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Rights;
import org.caricom.conch.cases.CaseQuery;
import org.caricom.conch.cases.CaseRow;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.DueGroup;
import org.caricom.conch.cases.Page;
import org.caricom.conch.cases.QueueCounts;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Form;
import org.caricom.conch.http.Problem;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// The desk at `/`.
final class QueuePages {
    private static final String LIST = "page-queue";
    private static final int ROWS = 25;
    private static final List<String> FILTERS = List.of("q", "state", "member", "priority", "class");

    private final PageKit kit;
    private final Cases cases;
    private final Keys keys;

    QueuePages(PageKit kit, Cases cases, Keys keys) {
        this.kit = kit;
        this.cases = cases;
        this.keys = keys;
    }

    /// The desk, and for roles without one the place where they begin.
    Answer home(Exchange exchange) throws Problem {
        Caller caller = exchange.caller();
        return Rights.mayReadAnyCase(caller) ? desk(exchange, caller) : Answer.seeOther(PageKit.home(caller.role()));
    }

    private Answer desk(Exchange exchange, Caller caller) throws Problem {
        Frame frame = kit.frame(exchange, Place.QUEUE);
        DeskView view = DeskView.parse(exchange.query("view"));
        Map<String, String> asked = asked(exchange.query());
        CaseQuery query = narrowed(view.query(caller), asked);
        List<String> place = exchange.cursor(LIST);
        Page<CaseRow> rows = cases.list(caller, query, place == null ? null : place.getFirst(), ROWS);
        QueueCounts counts = cases.counts(caller);
        String next = rows.next();
        Map<String, String> own = Addresses.and(asked, "view", view == DeskView.NEXT ? "" : view.word());
        QueuePage page = new QueuePage(
                frame.text(view.label()),
                subtitle(frame, caller, view, query, asked, counts),
                views(frame, view, counts),
                chips(frame, own, asked),
                filters(frame, caller, asked),
                asked.getOrDefault("q", ""),
                view.word(),
                KeyWords.reminder(
                        frame, keys.endingSoon(caller), exchange.clock().instant()),
                groups(frame, caller, view, rows.items()),
                rows.items().isEmpty() ? empty(frame, view, asked, counts) : null,
                next == null
                        ? null
                        : Addresses.with("/", Addresses.and(own, "cursor", exchange.nextCursor(LIST, next))));
        return kit.show(exchange, kit.templates().queue(frame, page));
    }

    private static Map<String, String> asked(Form query) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (String name : FILTERS) {
            String value = query.text(name).strip();
            if (!value.isEmpty()) {
                asked.put(name, value);
            }
        }
        return asked;
    }

    private static CaseQuery narrowed(CaseQuery view, Map<String, String> asked) {
        CaseState state = CaseState.parse(asked.getOrDefault("state", ""));
        return new CaseQuery(
                asked.get("q"),
                state == null ? view.states() : Set.of(state),
                member(asked.get("member")),
                Priority.parse(asked.getOrDefault("priority", "")),
                asked.get("class"),
                view.assignee(),
                view.due(),
                view.order());
    }

    private static @Nullable MemberCode member(@Nullable String text) {
        return text == null || !text.matches("[A-Z]{2}") ? null : new MemberCode(text);
    }

    private String subtitle(
            Frame frame, Caller caller, DeskView view, CaseQuery query, Map<String, String> asked, QueueCounts counts) {
        return frame.text("queue.subtitle", asked.isEmpty() ? view.count(counts) : cases.count(caller, query));
    }

    private static List<QueuePage.View> views(Frame frame, DeskView current, QueueCounts counts) {
        List<QueuePage.View> views = new ArrayList<>();
        for (DeskView view : DeskView.values()) {
            views.add(new QueuePage.View(frame.text(view.label()), view.href(), view.count(counts), view == current));
        }
        return views;
    }

    private List<QueuePage.Chip> chips(Frame frame, Map<String, String> own, Map<String, String> asked) {
        List<QueuePage.Chip> chips = new ArrayList<>();
        asked.forEach((name, value) -> chips.add(new QueuePage.Chip(
                frame.text(label(name)), word(frame, name, value), Addresses.with("/", Addresses.and(own, name, "")))));
        return chips;
    }

    private static String label(String filter) {
        return switch (filter) {
            case "state" -> "filter.state";
            case "member" -> "filter.member";
            case "priority" -> "filter.priority";
            case "class" -> "filter.class";
            default -> "filter.q";
        };
    }

    /// A filter's value in words; as it stands when it is none of ours.
    private String word(Frame frame, String filter, String value) {
        Words words = new Words(frame.messages());
        String word = switch (filter) {
            case "state" -> said(CaseState.parse(value), words::state);
            case "member" -> said(member(value), kit.members()::name);
            case "priority" -> said(Priority.parse(value), priority -> frame.text("priority." + priority.word()));
            case "class" -> said(Rsit.parse(value), words::rsit);
            default -> null;
        };
        return word == null ? value : word;
    }

    private static <T> @Nullable String said(@Nullable T value, Function<T, String> words) {
        return value == null ? null : words.apply(value);
    }

    private List<QueuePage.Choice> filters(Frame frame, Caller caller, Map<String, String> asked) {
        List<QueuePage.Choice> filters = new ArrayList<>();
        filters.add(choice(
                frame,
                asked,
                "state",
                List.of(CaseState.values()).stream().map(CaseState::word).toList()));
        filters.add(choice(
                frame,
                asked,
                "priority",
                List.of(Priority.values()).stream().map(Priority::word).toList()));
        if (caller.member() == null) {
            filters.add(choice(
                    frame,
                    asked,
                    "member",
                    kit.members().codes().stream().map(MemberCode::value).toList()));
        }
        filters.add(choice(
                frame,
                asked,
                "class",
                List.of(Rsit.values()).stream().map(Rsit::code).toList()));
        return filters;
    }

    private QueuePage.Choice choice(Frame frame, Map<String, String> asked, String name, List<String> values) {
        return new QueuePage.Choice(
                name,
                frame.text(label(name)),
                asked.get(name),
                values.stream()
                        .map(value -> new QueuePage.Option(value, word(frame, name, value)))
                        .toList());
    }

    private List<QueuePage.Group> groups(Frame frame, Caller caller, DeskView view, List<CaseRow> rows) {
        CaseWords words = new CaseWords(frame, kit.members());
        Map<String, List<QueuePage.Row>> groups = new LinkedHashMap<>();
        for (CaseRow row : rows) {
            String title = row.state() == CaseState.CLOSED
                    ? "queue.group-closed"
                    : switch (DueGroup.of(row.clock(), frame.times().now())) {
                        case LATE -> "queue.group-late";
                        case SOON -> "queue.group-soon";
                        case LATER -> "queue.group-later";
                        case NONE -> "queue.group-none";
                    };
            groups.computeIfAbsent(title, _ -> new ArrayList<>()).add(words.row(row, caller, view));
        }
        return groups.entrySet().stream()
                .map(group -> new QueuePage.Group(frame.text(group.getKey()), group.getValue()))
                .toList();
    }

    private String empty(Frame frame, DeskView view, Map<String, String> asked, QueueCounts counts) {
        if (!asked.isEmpty()) {
            return frame.text("queue.none-filter");
        }
        if (counts.open() + counts.closed() == 0) {
            return frame.text("queue.none-yet");
        }
        return frame.text(view == DeskView.LATE ? "queue.none-late" : "queue.none");
    }
}
