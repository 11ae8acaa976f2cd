package org.caricom.conch.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.sharing.Hold;
import org.caricom.conch.sharing.Indicators;
import org.caricom.conch.sharing.Sighting;
import org.caricom.conch.sharing.Sightings;
import org.caricom.conch.sharing.Votes;
import org.jspecify.annotations.Nullable;

/// Released indicators: the newest, one value, or many at once.
final class IndicatorPages {
    private static final String LIST = "page-indicators";
    private static final int ROWS = 40;

    private final PageKit kit;
    private final Indicators indicators;
    private final Votes votes;
    private final Sightings sightings;

    IndicatorPages(PageKit kit, Indicators indicators, Votes votes, Sightings sightings) {
        this.kit = kit;
        this.indicators = indicators;
        this.votes = votes;
        this.sightings = sightings;
    }

    Answer one(Exchange exchange) throws Problem {
        Frame frame = kit.frame(exchange, Place.INDICATORS);
        Caller caller = exchange.caller();
        String id = exchange.path("id");
        ClearedIndicator indicator = votes.find(caller, id);
        if (indicator == null) {
            throw Problem.notFound();
        }
        IndicatorPage page = new IndicatorViews(frame, kit.members())
                .page(
                        indicator,
                        sightings.known(List.of(id)).get(id),
                        votes.standing(caller, id),
                        caller,
                        exchange.clock().instant());
        return kit.show(exchange, kit.templates().indicator(frame, page));
    }

    Answer seen(Exchange exchange) throws Problem {
        String id = exchange.path("id");
        Observable value = sightings.valueOf(exchange.caller(), id);
        if (value == null) {
            throw Problem.notFound();
        }
        Instant now = exchange.clock().instant();
        return switch (sightings.tell(
                exchange.caller(), List.of(new Sighting(value, Sighting.Kind.SEEN, 1, now, now)))) {
            case Sightings.Answer.Recorded _ -> kit.done(exchange, "/indicators/" + id, "toast.seen");
            case Sightings.Answer.TooMany _ -> throw Problem.of(ProblemType.TOO_MANY_REQUESTS);
        };
    }

    Answer vote(Exchange exchange) throws Problem {
        String id = exchange.path("id");
        if (exchange.form().text("back").equals("yes")) {
            return done(exchange, votes.takeBack(exchange.caller(), id), "toast.vote-taken-back");
        }
        return done(exchange, votes.vote(exchange.caller(), id, reason(exchange)), "toast.voted");
    }

    Answer decide(Exchange exchange) throws Problem {
        String decision = exchange.form().text("decision");
        if (!decision.equals("keep") && !decision.equals("withdraw")) {
            throw Problem.badRequest("The form is not whole.");
        }
        boolean keep = decision.equals("keep");
        Votes.Answer answer = votes.decide(exchange.caller(), exchange.path("id"), keep, reason(exchange));
        return answer == Votes.Answer.DONE && !keep
                ? kit.done(exchange, "/indicators", "toast.withdrawn")
                : done(exchange, answer, "toast.kept");
    }

    private Answer done(Exchange exchange, Votes.Answer answer, String toast) throws Problem {
        return switch (answer) {
            case DONE -> kit.done(exchange, "/indicators/" + exchange.path("id"), toast);
            case NO_SUCH_INDICATOR -> throw Problem.notFound();
            case NOT_YOURS -> throw Problem.of(ProblemType.NOT_ALLOWED);
            case NOTHING -> Answer.seeOther("/indicators/" + exchange.path("id"));
        };
    }

    private static String reason(Exchange exchange) throws Problem {
        String reason = exchange.form().text("reason").strip();
        if (reason.isEmpty() || reason.length() > Votes.LONGEST) {
            throw Problem.badRequest("Say why, in at most " + Votes.LONGEST + " characters.");
        }
        return reason;
    }

    /// What waits for a decision, for those who decide or oversee.
    private List<IndicatorsPage.Held> held(Frame frame, Caller caller) {
        if (caller.role() != Role.COORDINATOR && caller.role() != Role.AUDITOR) {
            return List.of();
        }
        List<IndicatorsPage.Held> held = new ArrayList<>();
        for (Hold hold : votes.held()) {
            ClearedIndicator indicator = held.size() < ROWS ? votes.find(caller, hold.objectId()) : null;
            if (indicator != null) {
                held.add(new IndicatorsPage.Held(
                        "/indicators/" + hold.objectId(),
                        IndicatorViews.value(indicator),
                        IndicatorViews.why(frame, hold)));
            }
        }
        return held;
    }

    Answer search(Exchange exchange) throws Problem {
        Frame frame = kit.frame(exchange, Place.INDICATORS);
        Caller caller = exchange.caller();
        String asked = exchange.query("value");
        String value = asked == null ? "" : asked.strip();
        String word = exchange.query("type");
        ObservableType type = word == null ? null : ObservableType.parse(word);
        if (!value.isEmpty()) {
            List<ClearedIndicator> found = indicators.search(caller, value, type);
            return show(
                    exchange,
                    frame,
                    new IndicatorsPage(
                            value,
                            type == null ? null : type.word(),
                            types(frame),
                            found.stream().map(one -> row(frame, one)).toList(),
                            false,
                            "",
                            frame.text("indicators.found", found.size()),
                            null,
                            List.of()));
        }
        List<ClearedIndicator> newest = indicators.newest(caller, type, before(exchange.cursor(LIST)), ROWS);
        String next = newest.size() < ROWS
                ? null
                : "/indicators?" + (type == null ? "" : "type=" + type.word() + "&") + "cursor="
                        + Addresses.encode(exchange.nextCursor(
                                LIST, newest.getLast().addedAt().toString()));
        return show(
                exchange,
                frame,
                new IndicatorsPage(
                        "",
                        type == null ? null : type.word(),
                        types(frame),
                        newest.stream().map(one -> row(frame, one)).toList(),
                        false,
                        "",
                        newest.isEmpty() ? frame.text("indicators.none") : null,
                        next,
                        exchange.cursor(LIST) == null ? held(frame, caller) : List.of()));
    }

    Answer lookUp(Exchange exchange) throws Problem {
        Frame frame = kit.frame(exchange, Place.INDICATORS);
        String pasted = exchange.form().text("values");
        List<String> values = Arrays.stream(pasted.split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
        if (values.size() > Indicators.MOST) {
            throw Problem.of(ProblemType.TOO_LARGE);
        }
        List<IndicatorsPage.Row> rows = new ArrayList<>();
        int known = 0;
        for (Indicators.Answered answered : indicators.lookUp(exchange.caller(), values, null)) {
            known += answered.found().isEmpty() ? 0 : 1;
            rows.addAll(rows(frame, answered));
        }
        return show(
                exchange,
                frame,
                new IndicatorsPage(
                        "",
                        null,
                        types(frame),
                        rows,
                        true,
                        pasted,
                        frame.text("indicators.looked-up", known, values.size()),
                        null,
                        List.of()));
    }

    private Answer show(Exchange exchange, Frame frame, IndicatorsPage page) {
        return kit.show(exchange, kit.templates().indicators(frame, page));
    }

    private static List<IndicatorsPage.Row> rows(Frame frame, Indicators.Answered answered) {
        return answered.found().isEmpty()
                ? List.of(new IndicatorsPage.Row(
                        null, answered.value(), "", false, frame.text("indicators.unknown"), "", null))
                : answered.found().stream().map(one -> row(frame, one)).toList();
    }

    private static IndicatorsPage.Row row(Frame frame, ClearedIndicator indicator) {
        Words words = new Words(frame.messages());
        List<String> said = new ArrayList<>();
        said.addAll(indicator.malware());
        said.addAll(indicator.techniques());
        said.add(IndicatorViews.reporters(frame, indicator.reporters()));
        return new IndicatorsPage.Row(
                "/indicators/" + indicator.indicator().id(),
                IndicatorViews.value(indicator),
                indicator.values().stream()
                        .map(value -> words.type(value.type()))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                true,
                String.join(" · ", said),
                frame.near(indicator.addedAt()),
                indicator.indicator().tlp());
    }

    private static List<QueuePage.Option> types(Frame frame) {
        Words words = new Words(frame.messages());
        return Arrays.stream(ObservableType.values())
                .map(type -> new QueuePage.Option(type.word(), words.type(type)))
                .toList();
    }

    private static @Nullable Instant before(@Nullable List<String> cursor) throws Problem {
        if (cursor == null) {
            return null;
        }
        try {
            return Instant.parse(cursor.getFirst());
        } catch (DateTimeException _) {
            throw Problem.badRequest("There is no such place in the list.");
        }
    }
}
