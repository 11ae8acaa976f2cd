package org.caricom.conch.web;

import java.util.Comparator;
import java.util.List;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.sharing.Collection;

/// How to pull what was released, ready to copy.
final class FeedPages {
    private final PageKit kit;

    FeedPages(PageKit kit) {
        this.kit = kit;
    }

    Answer show(Exchange exchange) {
        Frame frame = kit.frame(exchange, Place.FEEDS);
        Words words = new Words(frame.messages());
        List<FeedsPage.Collection> collections = Collection.readableBy(exchange.caller()).stream()
                .sorted(Comparator.comparing(Collection::tlp))
                .map(collection -> new FeedsPage.Collection(
                        collection.tlp(),
                        collection.alias(),
                        collection.id().toString(),
                        collection.title(),
                        words.audience(collection.tlp())))
                .toList();
        FeedsPage page = new FeedsPage(exchange.publicUrl(), collections);
        return kit.show(exchange, kit.templates().feeds(frame, page));
    }
}
