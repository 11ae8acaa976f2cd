package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.domain.Tlp;

/// How to pull what was released.
///
/// @param url         the hub's address, without a slash at the end
/// @param collections what the reader may pull, the widest audience first; never empty
public record FeedsPage(String url, List<Collection> collections) {
    private static final String CURL = "curl -sS --compressed -H 'Authorization: Bearer TOKEN' ";

    public FeedsPage {
        collections = List.copyOf(collections);
    }

    /// One TAXII collection.
    ///
    /// @param alias    its name in addresses
    /// @param id       its identifier
    /// @param title    its title in TAXII
    /// @param audience who it is for
    public record Collection(Tlp tlp, String alias, String id, String title, String audience) {}

    /// Pulls the objects of a collection.
    public String taxiiCurl() {
        return CURL + "-H 'Accept: application/taxii+json;version=2.1' '" + objects() + "?limit=100'";
    }

    /// Pulls what is new since a moment.
    public String taxiiSince() {
        return CURL + "-H 'Accept: application/taxii+json;version=2.1' '" + objects()
                + "?added_after=2026-01-01T00:00:00Z&limit=100'";
    }

    /// What to fill in at MISP's form for a feed.
    public String mispFields() {
        return """
                Input Source: Network
                URL: %s/feeds/indicators.csv
                Source Format: Simple CSV Parsed Feed
                Any headers to be passed with requests: Authorization: Bearer TOKEN
                Value field(s) in the CSV: 3""".formatted(url);
    }

    /// The environment of OpenCTI's TAXII 2 connector.
    public String openCti() {
        return """
                TAXII2_DISCOVERY_URL=%s/taxii2/
                TAXII2_USERNAME=conch
                TAXII2_PASSWORD=TOKEN
                TAXII2_V21=true
                TAXII2_COLLECTIONS=caricom.%s (%s)
                TAXII2_INITIAL_HISTORY=720
                TAXII2_INTERVAL=1""".formatted(url, fullest().title(), fullest().tlp().label());
    }

    /// Pulls the table of indicators.
    public String csv() {
        return CURL + url + "/feeds/indicators.csv";
    }

    private String objects() {
        return url + "/taxii2/caricom/collections/" + fullest().alias() + "/objects/";
    }

    private Collection fullest() {
        return collections.getLast();
    }
}
