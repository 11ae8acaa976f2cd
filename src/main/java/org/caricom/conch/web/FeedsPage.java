package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.domain.Tlp;

/// How to pull what was released.
///
/// @param url         the hub's address, without a slash at the end
/// @param collections what the reader may pull
public record FeedsPage(String url, List<Collection> collections) {
    public FeedsPage {
        collections = List.copyOf(collections);
    }

    /// One TAXII collection.
    ///
    /// @param id      its id or alias in addresses
    /// @param objects how many objects it holds
    public record Collection(Tlp tlp, String id, String title, String objects) {}

    /// Pulls the objects of a collection.
    public String taxiiCurl() {
        return "curl -sS -H 'Authorization: Bearer TOKEN' -H 'Accept: application/taxii+json;version=2.1' '" + objects()
                + "?limit=100'";
    }

    /// Pulls what is new since a moment.
    public String taxiiSince() {
        return "curl -sS -H 'Authorization: Bearer TOKEN' -H 'Accept: application/taxii+json;version=2.1' '" + objects()
                + "?added_after=2026-01-01T00:00:00Z&limit=100'";
    }

    /// What to fill in at MISP's TAXII server form.
    public String mispFields() {
        return "Base URL: " + url + "/taxii2/\nAPI root: " + url + "/taxii2/caricom/\nCollection: " + collection()
                + "\nAPI key: TOKEN";
    }

    /// The environment of OpenCTI's TAXII 2 connector.
    public String openCti() {
        return """
                TAXII2_DISCOVERY_URL=%s/taxii2/
                TAXII2_USERNAME=conch
                TAXII2_PASSWORD=TOKEN
                TAXII2_V2_1=true
                TAXII2_COLLECTIONS=caricom.%s
                TAXII2_INITIAL_HISTORY=720
                TAXII2_INTERVAL=1""".formatted(url, collection());
    }

    /// Pulls the table of indicators.
    public String csv() {
        return "curl -sS --compressed -H 'Authorization: Bearer TOKEN' " + url + "/feeds/indicators.csv";
    }

    private String objects() {
        return url + "/taxii2/caricom/collections/" + collection() + "/objects/";
    }

    private String collection() {
        return collections.isEmpty() ? "clear" : collections.getLast().id();
    }
}
