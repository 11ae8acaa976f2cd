package org.caricom.conch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.cases.PartnerIndicator;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.format.IndicatorValues;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixReading;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// Pulls a collection of a TAXII 2.1 server, page by page, in the order things were added.
///
/// The position is `added_after` and, within a list of pages, `next`. Where a server keeps its tokens only for a while,
/// it refuses an old one; then the time alone goes on, and what comes twice changes nothing.
final class TaxiiPuller implements Puller {
    private static final String TYPE = "application/taxii+json;version=2.1";
    private static final int LIMIT = 1000;
    private static final int BYTES = 64 * 1024 * 1024;
    private static final JsonLimits PAGE = new JsonLimits(64, 5 * 1024 * 1024, 64, 2_000_000);

    private final Fetch fetch;

    TaxiiPuller(Fetch fetch) {
        this.fetch = fetch;
    }

    /// Where to go on.
    ///
    /// @param after the newest time seen; null before the first page
    /// @param base  the `added_after` of the request that `next` belongs to
    private record Position(
            @Nullable String after,
            @Nullable String base,
            @Nullable String next) {
        static Position read(@Nullable String text) {
            if (text == null) {
                return new Position(null, null, null);
            }
            JsonNode json = Json.own(text);
            return new Position(
                    json.path("after").textValue(),
                    json.path("base").textValue(),
                    json.path("next").textValue());
        }

        String write() {
            var json = Json.object();
            if (after != null) {
                json.put("after", after);
            }
            if (base != null) {
                json.put("base", base);
            }
            if (next != null) {
                json.put("next", next);
            }
            return Json.text(json);
        }
    }

    @Override
    public Piece next(UpstreamSource source, @Nullable String position) throws PullFailed, InterruptedException {
        Position from = Position.read(position);
        HttpResponse<byte[]> answer = ask(source, from);
        if (from.next() != null && (answer.statusCode() == 400 || answer.statusCode() == 404)) {
            from = new Position(from.after(), null, null);
            answer = ask(source, from);
        }
        PullFailed.unlessOk(answer.statusCode());
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/taxii+json")) {
            throw new PullFailed(PullFailed.Why.UNREADABLE, null);
        }
        JsonNode page;
        try {
            page = Json.parse(answer.body(), PAGE);
        } catch (JsonException e) {
            throw new PullFailed(PullFailed.Why.UNREADABLE, e);
        }
        boolean more = page.path("more").asBoolean(false);
        String next = more ? page.path("next").textValue() : null;
        String after = answer.headers()
                .firstValue("X-TAXII-Date-Added-Last")
                .filter(time -> StixTimestamp.parse(time) != null)
                .orElse(from.after());
        // Without a token and without a time there is no way on; asking again would give the same page for ever.
        boolean stuck = next == null
                ? after == null || after.equals(from.after())
                : next.equals(from.next()) && page.path("objects").isEmpty();
        String base = from.next() == null ? from.after() : from.base();
        return new Piece(
                indicators(source, page.path("objects")),
                new Position(after, next == null || stuck ? null : base, stuck ? null : next).write(),
                more && !stuck);
    }

    private HttpResponse<byte[]> ask(UpstreamSource source, Position from) throws PullFailed, InterruptedException {
        StringBuilder query = new StringBuilder("objects/?limit=").append(LIMIT);
        query.append("&match%5Btype%5D=indicator");
        String after = from.next() == null ? from.after() : from.base();
        if (after != null) {
            query.append("&added_after=").append(URLEncoder.encode(after, StandardCharsets.UTF_8));
        }
        if (from.next() != null) {
            query.append("&next=").append(URLEncoder.encode(from.next(), StandardCharsets.UTF_8));
        }
        Map<String, String> headers = new HashMap<>(Map.of("Accept", TYPE));
        if (source.authorization() != null) {
            headers.put("Authorization", source.authorization());
        }
        return fetch.get(URI.create(source.url() + query.toString()), headers, BYTES);
    }

    private static List<PartnerIndicator> indicators(UpstreamSource source, JsonNode objects) {
        List<PartnerIndicator> indicators = new ArrayList<>();
        for (JsonNode json : objects) {
            // What is no STIX 2.1 is the partner's to mend; the rest of its page is as good.
            if (StixObject.read(json) instanceof StixReading.Whole(StixObject object)
                    && object.type().equals("indicator")) {
                Tlp tlp = marking(object).strictest(source.tlp());
                StixTimestamp version = object.version();
                boolean kept = !object.isRevoked() && tlp != Tlp.RED;
                indicators.add(new PartnerIndicator(
                        object.id().toString(),
                        kept ? IndicatorValues.of(object) : List.of(),
                        tlp == Tlp.RED ? Tlp.AMBER_STRICT : tlp,
                        version == null ? Instant.EPOCH : version.instant(),
                        end(object)));
            }
        }
        return indicators;
    }

    private static @Nullable Instant end(StixObject object) {
        StixTimestamp until = object.timestamp("valid_until");
        return until == null ? null : until.instant();
    }

    /// The strictest of its markings, the granular ones too. A marking of another kind did not come along and may say
    /// anything, so the object is for the exchange alone.
    private static Tlp marking(StixObject object) {
        List<StixId> markings = new ArrayList<>(object.markings());
        for (JsonNode granular : object.json().path("granular_markings")) {
            StixId id = StixId.parse(granular.path("marking_ref").asText());
            if (id != null) {
                markings.add(id);
            }
        }
        Tlp strictest = Tlp.CLEAR;
        for (StixId marking : markings) {
            String word = Markings.tlpWord(marking);
            Tlp tlp = word == null ? null : Tlp.parse(word);
            strictest = strictest.strictest(tlp == null ? Tlp.AMBER_STRICT : tlp);
        }
        return strictest;
    }
}
