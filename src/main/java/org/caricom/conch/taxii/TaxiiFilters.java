package org.caricom.conch.taxii;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.sharing.PublicationQuery;
import org.caricom.conch.sharing.PublicationQuery.Versions;
import org.jspecify.annotations.Nullable;

/// The filters of a request (TAXII 2.1 §3.4). `match[…]` fields that we do not know are ignored, as interoperability
/// profiles send some.
///
/// @param after   `added_after`
/// @param anySpec false when `match[spec_version]` asks only for versions that we have nothing of
record TaxiiFilters(
        Set<String> ids,
        Set<String> types,
        Versions versions,
        boolean anySpec,
        @Nullable Instant after) {
    private static final String SPEC = "2.1";

    static TaxiiFilters read(Exchange exchange) throws Problem {
        Set<String> spec = list(exchange, "match[spec_version]");
        return new TaxiiFilters(
                list(exchange, "match[id]"),
                list(exchange, "match[type]"),
                versions(list(exchange, "match[version]")),
                spec.isEmpty() || spec.contains(SPEC),
                after(exchange));
    }

    /// The same for one object.
    TaxiiFilters of(String id) {
        return new TaxiiFilters(Set.of(id), types, versions, anySpec, after);
    }

    /// The same for all versions.
    TaxiiFilters withAllVersions() {
        return new TaxiiFilters(ids, types, Versions.ALL, anySpec, after);
    }

    /// A page of these from `from` on, which is at least `added_after`.
    PublicationQuery query(@Nullable Instant from, int limit) {
        return new PublicationQuery(ids, types, versions, from == null ? after : from, limit);
    }

    /// Stands for these filters in a page token.
    String name() {
        return String.join(
                "|",
                String.join(",", new TreeSet<>(ids)),
                String.join(",", new TreeSet<>(types)),
                versions.last() + "," + versions.first() + "," + versions.all() + ","
                        + new TreeSet<>(versions.exactly()),
                Boolean.toString(anySpec),
                String.valueOf(after));
    }

    private static Set<String> list(Exchange exchange, String name) throws Problem {
        String text = exchange.query(name);
        if (text == null) {
            return Set.of();
        }
        Set<String> values = new HashSet<>(List.of(text.split(",", -1)));
        values.removeIf(String::isBlank);
        if (values.isEmpty()) {
            throw Problem.badRequest(name + " names nothing.");
        }
        return values;
    }

    private static Versions versions(Set<String> wishes) throws Problem {
        if (wishes.isEmpty()) {
            return Versions.LAST;
        }
        Set<Instant> exactly = new HashSet<>();
        for (String wish : wishes) {
            if (!Set.of("last", "first", "all").contains(wish)) {
                exactly.add(time("match[version]", wish));
            }
        }
        return new Versions(wishes.contains("last"), wishes.contains("first"), wishes.contains("all"), exactly);
    }

    private static @Nullable Instant after(Exchange exchange) throws Problem {
        String text = exchange.query("added_after");
        return text == null ? null : time("added_after", text);
    }

    private static Instant time(String name, String text) throws Problem {
        try {
            // An unescaped plus sign in a query is a blank.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException _) {
            throw Problem.badRequest(name + " is a time such as 2026-07-13T00:00:00.000000Z.");
        }
    }
}
