package org.caricom.conch.taxii;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.sharing.Collection;
import org.caricom.conch.sharing.PublicationPage;
import org.caricom.conch.sharing.PublicationQuery;
import org.caricom.conch.sharing.PublicationQuery.Versions;
import org.caricom.conch.sharing.Publications;
import org.caricom.conch.sharing.PullLog;
import org.jspecify.annotations.Nullable;

/// Reads a collection page by page (TAXII 2.1 §3.5). Where there is more, `next` is always given: some clients ask for
/// the
/// first page for ever without it.
///
/// A page is written once and kept as long as no collection changes, since many readers ask for the same ones.
final class TaxiiPages {
    private static final int USUAL = 500;
    private static final int MOST = 1000;

    private final Publications publications;
    private final PullLog pulls;
    private final PageCache cache = new PageCache();

    TaxiiPages(Publications publications, PullLog pulls) {
        this.publications = publications;
        this.pulls = pulls;
    }

    /// What is listed, and how.
    ///
    /// @param name   of the list; page tokens of another are refused
    /// @param member what the array is called in the answer
    /// @param form   the JSON text of one item
    record Listing(String name, String member, Function<TaxiiItem, String> form) {}

    /// The page that a request asks for.
    TaxiiPage read(Exchange exchange, Collection collection, Listing listing, TaxiiFilters filters) throws Problem {
        return read(exchange, collection.alias(), listing, filters, (from, limit) -> {
            PageCache.Kept page = kept(collection, listing, filters, from, limit);
            pulls.note(exchange.caller(), collection.alias(), page.count(), page.first(), page.last());
            return page;
        });
    }

    /// The page of a collection beyond the built-in ones. It is not kept: few read the same one, and each may see
    /// another part of it.
    static TaxiiPage read(Exchange exchange, FurtherCollection collection, Listing listing, TaxiiFilters filters)
            throws Problem {
        return read(exchange, collection.id().toString(), listing, filters, (from, limit) -> {
            if (!filters.anySpec()) {
                return PageCache.Kept.EMPTY;
            }
            List<TaxiiItem> items = collection.items(filters.query(from, limit + 1));
            boolean more = items.size() > limit;
            PageCache.Kept page = written(more ? items.subList(0, limit) : items, more, listing.form());
            collection.pulled(page.count(), page.first(), page.last());
            return page;
        });
    }

    /// Gets a page from a place on.
    @FunctionalInterface
    private interface Source {
        PageCache.Kept page(@Nullable Instant from, int limit);
    }

    private static TaxiiPage read(
            Exchange exchange, String collection, Listing listing, TaxiiFilters filters, Source source) throws Problem {
        int limit = exchange.limit(USUAL, MOST);
        String seal = "taxii " + listing.name() + " " + collection + " "
                + exchange.caller().name() + " "
                + Sha256.of(filters.name().getBytes(StandardCharsets.UTF_8));
        List<String> place = exchange.cursor(seal, "next");
        Instant from = place == null ? null : Instant.parse(place.getFirst());
        PageCache.Kept page = source.page(from, limit);
        String next = page.more() && page.last() != null
                ? exchange.nextCursor(seal, page.last().toString())
                : null;
        return new TaxiiPage(listing.member(), page, next);
    }

    /// Whether a collection holds any version of one of these.
    boolean holds(Collection collection, Set<String> ids) {
        PublicationQuery any = new PublicationQuery(ids, Set.of(), Versions.ALL, null, 1);
        return !publications.page(collection, any).items().isEmpty();
    }

    /// The same of a collection beyond the built-in ones.
    static boolean holds(FurtherCollection collection, Set<String> ids) {
        return !collection
                .items(new PublicationQuery(ids, Set.of(), Versions.ALL, null, 1))
                .isEmpty();
    }

    private PageCache.Kept kept(
            Collection collection, Listing listing, TaxiiFilters filters, @Nullable Instant from, int limit) {
        if (!filters.anySpec()) {
            return PageCache.Kept.EMPTY;
        }
        PublicationQuery query = filters.query(from, limit);
        PageCache.Key key = new PageCache.Key(listing.name(), collection, query);
        Instant version = publications.version();
        PageCache.Kept known = cache.find(key, version);
        if (known != null) {
            return known;
        }
        PublicationPage page = publications.page(collection, query);
        PageCache.Kept written =
                written(page.items().stream().map(TaxiiItem::of).toList(), page.more(), listing.form());
        cache.keep(key, version, written);
        return written;
    }

    private static PageCache.Kept written(List<TaxiiItem> items, boolean more, Function<TaxiiItem, String> form) {
        if (items.isEmpty()) {
            return PageCache.Kept.EMPTY;
        }
        // Stored texts are put together as they are: parsing them again would only cost.
        byte[] array = items.stream()
                .map(form)
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
        return new PageCache.Kept(
                array, items.size(), items.getFirst().addedAt(), items.getLast().addedAt(), more);
    }
}
