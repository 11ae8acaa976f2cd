package org.caricom.conch.feeds;

import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.Routes;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.render.IndicatorCsv;
import org.caricom.conch.render.IndicatorList;
import org.caricom.conch.sharing.Collection;
import org.caricom.conch.sharing.Publications;
import org.caricom.conch.sharing.PullLog;
import org.jspecify.annotations.Nullable;

/// Indicators as flat files, CONTRACT.md section 4. A feed holds what the caller's collections hold.
public final class FeedsDoor {
    private static final Allow READERS = Allow.roles(Role.PARTNER, Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);

    private final Publications publications;
    private final PullLog pulls;

    public FeedsDoor(Publications publications, PullLog pulls) {
        this.publications = publications;
        this.pulls = pulls;
    }

    public void mount(Routes routes) {
        routes.get("/feeds/indicators.csv", READERS, this::csv);
        routes.get("/feeds/indicators.txt", READERS, this::list);
    }

    private Answer csv(Exchange exchange) throws Problem {
        exchange.allowQuery("since");
        Collection collection = collection(exchange);
        Instant since = since(exchange);
        Instant now = exchange.clock().instant();
        // Scores change from day to day.
        String tag = tag("csv", collection, since, now.atOffset(ZoneOffset.UTC).toLocalDate());
        return Answer.stream("text/csv; charset=utf-8; header=present", out -> {
                    try (IndicatorCsv csv = new IndicatorCsv(out, now)) {
                        pull(exchange.caller(), collection, null, since, csv::write);
                    }
                })
                .etag(tag);
    }

    private Answer list(Exchange exchange) throws Problem {
        exchange.allowQuery("since", "type");
        String word = exchange.query("type");
        ObservableType type = word == null ? null : ObservableType.parse(word);
        if (type == null) {
            throw Problem.badRequest("type names the kind of value wanted, such as ipv4-addr, domain-name or sha256.");
        }
        Collection collection = collection(exchange);
        Instant since = since(exchange);
        Instant newest = publications.newest(collection);
        return Answer.stream("text/plain; charset=utf-8", out -> write(out, exchange, collection, type, since, newest))
                .etag(tag(type.word(), collection, since, ""));
    }

    private void write(
            OutputStream out,
            Exchange exchange,
            Collection collection,
            ObservableType type,
            @Nullable Instant since,
            @Nullable Instant newest) {
        Instant time = newest == null ? Instant.EPOCH : newest;
        try (IndicatorList list = new IndicatorList(out, type, collection.tlp(), time)) {
            pull(exchange.caller(), collection, type, since, list::write);
        }
    }

    private void pull(
            Caller caller,
            Collection collection,
            @Nullable ObservableType type,
            @Nullable Instant since,
            Consumer<ClearedIndicator> each) {
        Span span = new Span();
        publications.eachIndicator(collection, type, since, indicator -> {
            each.accept(indicator);
            span.add(indicator.addedAt());
        });
        pulls.note(caller, collection.alias(), span.count, span.first, span.last);
    }

    /// What was given out, for the log of pulls.
    private static final class Span {
        private long count;
        private @Nullable Instant first;
        private @Nullable Instant last;

        void add(Instant at) {
            count++;
            if (first == null) {
                first = at;
            }
            last = at;
        }
    }

    private String tag(String form, Collection collection, @Nullable Instant since, Object more) {
        Instant newest = publications.newest(collection);
        return (form + "-" + collection.alias() + "-" + newest + "-" + since + "-" + more).replace(':', '.');
    }

    private static Collection collection(Exchange exchange) throws Problem {
        Collection collection = Collection.widestFor(exchange.caller());
        if (collection == null) {
            throw Problem.notFound();
        }
        return collection;
    }

    private static @Nullable Instant since(Exchange exchange) throws Problem {
        String text = exchange.query("since");
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw Problem.badRequest("since is a time such as 2026-07-13T00:00:00Z.");
        }
    }
}
