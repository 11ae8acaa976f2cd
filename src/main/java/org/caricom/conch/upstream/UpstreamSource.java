package org.caricom.conch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/// A partner's feed that Conch pulls.
///
/// @param name          what it is called on pages and in logs
/// @param kind          what is spoken there
/// @param url           TAXII: the collection's address; MISP: the folder of the feed
/// @param authorization value of the header `Authorization`; null when none is sent
/// @param tlp           the widest marking that anything from it gets here, whatever it says itself
/// @param trust         0 to 100, how much its word counts when it is compared with cases
/// @param every         how long to wait from one pull to the next
public record UpstreamSource(
        String name, Kind kind, URI url, @Nullable String authorization, Tlp tlp, int trust, Duration every) {
    /// What a source speaks.
    public enum Kind {
        /// TAXII 2.1, one collection.
        TAXII,
        /// A MISP feed: a manifest and a file for each event.
        MISP
    }

    private static final JsonLimits FILE = new JsonLimits(4, 256 * 1024, 4096, 10_000);
    private static final Set<String> FIELDS =
            Set.of("name", "kind", "url", "token", "username", "password", "tlp", "trust", "every");
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /// Never shows the credential.
    @Override
    public String toString() {
        return name + " (" + kind + ", " + tlp.label() + ", trust " + trust + ")";
    }

    /// Reads the operator's list of sources.
    ///
    /// @param file     JSON: `{"sources": [{"name", "kind", "url", …}]}`
    /// @param mistakes gets a sentence for everything wrong; no secret is repeated in it
    public static List<UpstreamSource> read(byte[] file, List<String> mistakes) {
        JsonNode list;
        try {
            list = Json.parse(file, FILE).path("sources");
        } catch (JsonException e) {
            mistakes.add("is no strict JSON: " + e.getMessage());
            return List.of();
        }
        if (!list.isArray()) {
            mistakes.add("has no list named sources");
            return List.of();
        }
        List<UpstreamSource> sources = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            List<String> own = new ArrayList<>();
            UpstreamSource source = one(list.path(i), own);
            if (source != null && !names.add(source.name())) {
                own.add("has the name of another one");
            }
            int number = i + 1;
            own.forEach(mistake -> mistakes.add("source " + number + " " + mistake));
            if (source != null && own.isEmpty()) {
                sources.add(source);
            }
        }
        return List.copyOf(sources);
    }

    private static @Nullable UpstreamSource one(JsonNode node, List<String> mistakes) {
        node.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                mistakes.add("has a field that is not known: " + field);
            }
        });
        String name = node.path("name").asText("");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}")) {
            mistakes.add("needs a name of letters, digits, blanks and . _ -, at most 60");
        }
        Kind kind = switch (node.path("kind").asText("")) {
            case "taxii" -> Kind.TAXII;
            case "misp" -> Kind.MISP;
            default -> {
                mistakes.add("has a kind that is neither taxii nor misp");
                yield null;
            }
        };
        URI url = url(node.path("url").asText(""), mistakes);
        Tlp tlp = Tlp.parse(node.path("tlp").asText(""));
        if (tlp == null || tlp == Tlp.RED) {
            mistakes.add("needs a tlp of TLP:CLEAR, TLP:GREEN, TLP:AMBER or TLP:AMBER+STRICT");
        }
        JsonNode trust = node.path("trust");
        if (!trust.isInt() || trust.intValue() < 0 || trust.intValue() > 100) {
            mistakes.add("needs a trust from 0 to 100");
        }
        Duration every = every(node.path("every").asText("PT15M"), mistakes);
        String authorization = Credentials.read(node, mistakes);
        return kind == null || url == null || tlp == null || every == null || !mistakes.isEmpty()
                ? null
                : new UpstreamSource(name, kind, url, authorization, tlp, trust.intValue(), every);
    }

    /// Encrypted, except on this machine.
    private static @Nullable URI url(String text, List<String> mistakes) {
        try {
            URI url = new URI(text.endsWith("/") ? text : text + "/");
            boolean here = List.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(url.getHost()));
            if (url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && here))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // told below
        }
        mistakes.add("needs an https url without query");
        return null;
    }

    private static @Nullable Duration every(String text, List<String> mistakes) {
        try {
            Duration every = Duration.parse(text);
            if (every.compareTo(SHORTEST) >= 0 && every.compareTo(Duration.ofDays(30)) <= 0) {
                return every;
            }
        } catch (DateTimeException _) {
            // told below
        }
        mistakes.add("has an every that is no time from PT1M to P30D");
        return null;
    }
}
