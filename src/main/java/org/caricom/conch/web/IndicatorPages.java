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
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.sharing.Indicators;
import org.jspecify.annotations.Nullable;

/// Released indicators: the newest, one value, or many at once.
final class IndicatorPages {
    private static final String LIST = "page-indicators";
    private static final int ROWS = 40;

    private final PageKit kit;
    private final Indicators indicators;

    IndicatorPages(PageKit kit, Indicators indicators) {
        this.kit = kit;
        this.indicators = indicators;
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
                            null));
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
                        next));
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
                        null));
    }

    private Answer show(Exchange exchange, Frame frame, IndicatorsPage page) {
        return kit.show(exchange, kit.templates().indicators(frame, page));
    }

    private static List<IndicatorsPage.Row> rows(Frame frame, Indicators.Answered answered) {
        return answered.found().isEmpty()
                ? List.of(
                        new IndicatorsPage.Row(answered.value(), "", false, frame.text("indicators.unknown"), "", null))
                : answered.found().stream().map(one -> row(frame, one)).toList();
    }

    private static IndicatorsPage.Row row(Frame frame, ClearedIndicator indicator) {
        Words words = new Words(frame.messages());
        List<String> said = new ArrayList<>();
        said.addAll(indicator.malware());
        said.addAll(indicator.techniques());
        String reporters = switch (indicator.reporters()) {
            case FEWER_THAN_3 -> frame.text("indicators.reporters-few");
            case FROM_3_TO_5 -> frame.text("indicators.reporters-some");
            case MORE_THAN_5 -> frame.text("indicators.reporters-many");
        };
        said.add(reporters);
        return new IndicatorsPage.Row(
                indicator.values().stream().map(Observable::value).collect(Collectors.joining(", ")),
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
