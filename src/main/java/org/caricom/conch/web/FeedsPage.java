package org.caricom.conch.web;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.render.SuricataDataset;

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
                Provider: CARICOM
                Input Source: Network
                URL: %s/feeds/misp/
                Source Format: MISP Feed
                Any headers to be passed with requests: Authorization: Bearer TOKEN""".formatted(url);
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

    /// Pulls everything as one STIX bundle.
    public String stix() {
        return CURL + url + "/feeds/stix.json";
    }

    /// Lets suricata-update take the rules.
    public String suricataRules() {
        return """
                suricata-update add-source --http-header 'Authorization: Bearer TOKEN' conch %s/feeds/suricata.rules
                suricata-update""".formatted(url);
    }

    /// Fetches the datasets and the rules that ask them.
    public String suricataDatasets() {
        String files = Stream.concat(
                        Stream.of("datasets.rules"),
                        Stream.of(SuricataDataset.Kind.values()).map(SuricataDataset.Kind::file))
                .collect(Collectors.joining(" "));
        return """
                cd /var/lib/suricata/rules
                for file in %s; do
                  curl -fsS --compressed -H 'Authorization: Bearer TOKEN' -o "$file" "%s/feeds/suricata/$file"
                done
                suricatasc -c reload-rules""".formatted(files, url);
    }

    /// Fetches the response policy zone; the old one stays when that fails.
    public String zone() {
        return fetch("/var/lib/rpz/conch.zone", "/feeds/rpz.zone");
    }

    /// The zone in BIND's configuration.
    public String bind() {
        return """
                options { response-policy { zone "rpz.conch"; }; };
                zone "rpz.conch" { type primary; file "/var/lib/rpz/conch.zone"; allow-query { localhost; }; };

                // rndc reload rpz.conch""";
    }

    /// The zone in Unbound's configuration.
    public String unbound() {
        return """
                server:
                  module-config: "respip validator iterator"
                rpz:
                  name: "rpz.conch"
                  zonefile: "/var/lib/rpz/conch.zone"

                # unbound-control auth_zone_reload rpz.conch""";
    }

    /// The zone in the Lua configuration of PowerDNS's recursor.
    public String powerDns() {
        return """
                rpzFile("/var/lib/rpz/conch.zone", {policyName="conch"})

                -- rec_control reload-lua-config""";
    }

    /// Fetches Zeek's file.
    public String zeekFile() {
        return fetch("/opt/zeek/share/zeek/site/conch.intel", "/feeds/zeek.intel");
    }

    /// What `local.zeek` says.
    public String zeek() {
        return """
                @load frameworks/intel/seen
                redef Intel::read_files += { "/opt/zeek/share/zeek/site/conch.intel" };""";
    }

    /// Fetches the rules and makes searches of them.
    public String sigma() {
        return CURL + "-o conch-sigma.zip " + url + "/feeds/sigma.zip\n"
                + "unzip -o conch-sigma.zip -d conch-sigma\n"
                + "sigma convert -t splunk --without-pipeline conch-sigma";
    }

    /// Pulls the table of indicators.
    public String csv() {
        return CURL + url + "/feeds/indicators.csv";
    }

    /// Pulls lists, each only when it has changed.
    public String lists() {
        return """
                for type in ipv4-addr ipv6-addr domain-name url sha256 md5; do
                  curl -fsS --compressed -H 'Authorization: Bearer TOKEN' \\
                    --etag-compare "$type.etag" --etag-save "$type.etag" \\
                    -o "$type.txt" "%s/feeds/indicators.txt?type=$type"
                done""".formatted(url);
    }

    private String fetch(String file, String feed) {
        return CURL + "-f -o " + file + ".new " + url + feed + " && mv " + file + ".new " + file;
    }

    private String objects() {
        return url + "/taxii2/caricom/collections/" + fullest().alias() + "/objects/";
    }

    private Collection fullest() {
        return collections.getLast();
    }
}
