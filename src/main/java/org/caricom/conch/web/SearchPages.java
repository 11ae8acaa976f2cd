package org.caricom.conch.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.cases.CaseQuery;
import org.caricom.conch.cases.CaseRow;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.jspecify.annotations.Nullable;

/// The palette: commands, cases and values in one box. A page of its own for those without the script.
final class SearchPages {
    private static final int CASES = 8;
    private static final int LONGEST = 200;

    private final PageKit kit;
    private final Cases cases;

    SearchPages(PageKit kit, Cases cases) {
        this.kit = kit;
        this.cases = cases;
    }

    Answer show(Exchange exchange) throws Problem {
        Frame frame = kit.frame(exchange, Place.ELSEWHERE);
        String asked = exchange.query("q");
        String text = asked == null ? "" : asked.strip();
        if (text.length() > LONGEST) {
            text = text.substring(0, LONGEST);
        }
        SearchPage page = new SearchPage(text, groups(frame, exchange.caller(), text, exchange.query("from")));
        // The palette's own question leaves the toast for the page it stands on.
        return "hits".equals(exchange.query("part"))
                ? Answer.html(kit.templates().results(frame, page).render())
                : kit.show(exchange, kit.templates().search(frame, page));
    }

    private List<SearchPage.Group> groups(Frame frame, Caller caller, String text, @Nullable String from) {
        List<SearchPage.Group> groups = new ArrayList<>();
        add(groups, frame.text("search.do"), fitting(commands(frame, caller, from), text));
        add(groups, frame.text("search.cases"), cases(caller, text));
        add(groups, frame.text("search.go"), fitting(places(frame, caller), text));
        if (!text.isEmpty()) {
            add(groups, frame.text("search.values"), values(frame, caller, text));
        }
        return groups;
    }

    private static void add(List<SearchPage.Group> groups, String title, List<SearchPage.Hit> hits) {
        if (!hits.isEmpty()) {
            groups.add(new SearchPage.Group(title, hits));
        }
    }

    /// What can be done with the case that the palette was opened over.
    private static List<SearchPage.Hit> commands(Frame frame, Caller caller, @Nullable String from) {
        List<SearchPage.Hit> hits = new ArrayList<>();
        CaseId id = from == null || !from.startsWith("/cases/")
                ? null
                : CaseId.parse(from.substring("/cases/".length()).split("/", 2)[0]);
        if (id != null) {
            String path = "/cases/" + id;
            hits.add(new SearchPage.Hit(path + "/release", "share", null, frame.text("search.release"), "e"));
            if (CaseViews.may(caller).work()) {
                hits.add(new SearchPage.Hit(path + "#state", "doing", null, frame.text("search.state"), "s"));
                hits.add(new SearchPage.Hit(path + "#assign", "person", null, frame.text("search.assign"), "a"));
                hits.add(new SearchPage.Hit(path + "#comment", "plus", null, frame.text("search.comment"), "c"));
            }
        }
        return hits;
    }

    private static List<SearchPage.Hit> places(Frame frame, Caller caller) {
        List<SearchPage.Hit> hits = new ArrayList<>();
        for (Place place : Place.openTo(caller.role())) {
            hits.add(new SearchPage.Hit(
                    place.path(), place.icon(), null, frame.text(place.label()), "g " + place.key()));
        }
        if (Rights.mayReadAnyCase(caller)) {
            for (DeskView view : DeskView.values()) {
                hits.add(new SearchPage.Hit(view.href(), "queue", null, frame.text(view.label()), null));
            }
            hits.add(new SearchPage.Hit("/reports/new", "plus", null, frame.text("filing.title"), null));
        }
        hits.add(new SearchPage.Hit("/you", "person", null, frame.text("place.you"), null));
        return hits;
    }

    private List<SearchPage.Hit> cases(Caller caller, String text) {
        if (!Rights.mayReadAnyCase(caller)) {
            return List.of();
        }
        CaseQuery query = text.isEmpty()
                ? CaseQuery.DESK
                : new CaseQuery(text, CaseQuery.ALL.states(), null, null, null, null, null, CaseQuery.Order.NEWEST);
        List<CaseRow> rows = cases.list(caller, query, null, text.isEmpty() ? CASES / 2 : CASES)
                .items();
        return rows.stream()
                .map(row ->
                        new SearchPage.Hit("/cases/" + row.id(), null, row.id().toString(), row.title(), null))
                .toList();
    }

    private static List<SearchPage.Hit> values(Frame frame, Caller caller, String text) {
        List<SearchPage.Hit> hits = new ArrayList<>();
        if (Rights.mayReadAnyCase(caller)) {
            hits.add(new SearchPage.Hit(
                    "/?q=" + Addresses.encode(text), "queue", null, frame.text("search.all-cases", text), null));
        }
        if (Rights.feedLimit(caller) != null) {
            hits.add(new SearchPage.Hit(
                    "/indicators?value=" + Addresses.encode(text),
                    "target",
                    null,
                    frame.text("search.look-up", text),
                    null));
        }
        return hits;
    }

    private static List<SearchPage.Hit> fitting(List<SearchPage.Hit> hits, String text) {
        String letters = text.toLowerCase(Locale.ROOT);
        return hits.stream()
                .filter(hit -> hit.text().toLowerCase(Locale.ROOT).contains(letters))
                .toList();
    }
}
