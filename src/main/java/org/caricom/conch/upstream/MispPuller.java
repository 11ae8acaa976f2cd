package org.caricom.conch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.cases.PartnerIndicator;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.format.Formats;
import org.caricom.conch.format.NormalReport;
import org.caricom.conch.format.Origin;
import org.caricom.conch.format.Reading;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/// Pulls a MISP feed: its manifest, then each event that is new or newer than when it was taken.
///
/// The position holds what is still to be fetched of the manifest read last, and the time stamps of what was taken, so
/// that a pull that was cut goes on with the next event. An event that is gone from the manifest is taken back.
final class MispPuller implements Puller {
    private static final int MANIFEST_BYTES = 16 * 1024 * 1024;
    private static final int EVENT_BYTES = 32 * 1024 * 1024;
    private static final int AT_ONCE = 20;

    /// A slow source is taken in smaller pieces, so that the claim on it is renewed in time.
    private static final Duration PIECE = Duration.ofMinutes(1);

    private static final Duration LATELY = Duration.ofSeconds(50);
    private static final JsonLimits MANIFEST = new JsonLimits(16, 1024 * 1024, 64, 1_000_000);

    /// Whose report a partner's event is read as: nobody's. ISO 3166 leaves this code to its users.
    private static final MemberCode NOBODY = new MemberCode("XX");

    private final Fetch fetch;
    private final Clock clock;
    private @Nullable Manifest manifest;

    MispPuller(Fetch fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    @Override
    public Piece next(UpstreamSource source, @Nullable String position) throws PullFailed, InterruptedException {
        ObjectNode known = position == null ? Json.object() : (ObjectNode) Json.own(position);
        Map<String, Long> manifest = manifest(source, position != null);
        List<PartnerIndicator> indicators = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        known.fieldNames().forEachRemaining(uuid -> {
            if (!manifest.containsKey(uuid)) {
                gone.add(uuid);
            }
        });
        for (String uuid : gone) {
            indicators.add(takenBack(uuid, clock.instant()));
            known.remove(uuid);
        }
        List<Map.Entry<String, Long>> newer = manifest.entrySet().stream()
                .filter(event -> known.path(event.getKey()).asLong(-1) < event.getValue())
                .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        Instant until = clock.instant().plus(PIECE);
        int taken = 0;
        while (taken < newer.size() && taken < AT_ONCE && clock.instant().isBefore(until)) {
            Map.Entry<String, Long> event = newer.get(taken++);
            indicators.add(event(source, event.getKey(), Instant.ofEpochSecond(event.getValue())));
            known.put(event.getKey(), event.getValue());
        }
        return new Piece(indicators, Json.text(known), taken < newer.size());
    }

    /// A manifest that was read lately, so that a long pull does not read it anew for every piece.
    private record Manifest(String source, Instant readAt, Map<String, Long> events) {}

    /// The events there are, with their time stamps.
    ///
    /// @param lately whether one that was read lately is as good
    private Map<String, Long> manifest(UpstreamSource source, boolean lately) throws PullFailed, InterruptedException {
        Manifest last = manifest;
        Instant now = clock.instant();
        if (lately
                && last != null
                && last.source().equals(source.name())
                && now.isBefore(last.readAt().plus(LATELY))) {
            return last.events();
        }
        Map<String, Long> read = read(source);
        manifest = new Manifest(source.name(), now, read);
        return read;
    }

    private Map<String, Long> read(UpstreamSource source) throws PullFailed, InterruptedException {
        Map<String, Long> events = new HashMap<>();
        for (var entry : json(get(source, "manifest.json", MANIFEST_BYTES)).properties()) {
            String stamp = entry.getValue().path("timestamp").asText();
            if (isUuid(entry.getKey()) && stamp.matches("[0-9]{1,11}")) {
                events.put(entry.getKey(), Long.valueOf(stamp));
            }
        }
        return Map.copyOf(events);
    }

    private PartnerIndicator event(UpstreamSource source, String uuid, Instant version)
            throws PullFailed, InterruptedException {
        byte[] body = get(source, uuid + ".json", EVENT_BYTES);
        Reading reading = Formats.read(body, "application/json", new Origin(NOBODY, clock.instant()));
        if (!(reading instanceof Reading.Content(NormalReport report, var _))) {
            // It is read again when the partner has changed it; until then nothing of it is known.
            return takenBack(uuid, version);
        }
        Tlp marked = report.facts().tlp();
        Tlp tlp = marked.strictest(source.tlp());
        List<Observable> values = report.facts().indicators().stream()
                .filter(one -> one.detects() && one.role() == ReportedIndicator.Role.ATTACKER)
                .map(ReportedIndicator::observable)
                .distinct()
                .sorted(Comparator.comparing(Observable::value))
                .toList();
        return tlp == Tlp.RED ? takenBack(uuid, version) : new PartnerIndicator(uuid, values, tlp, version, null);
    }

    private static PartnerIndicator takenBack(String uuid, Instant version) {
        return new PartnerIndicator(uuid, List.of(), Tlp.AMBER_STRICT, version, null);
    }

    private byte[] get(UpstreamSource source, String file, int most) throws PullFailed, InterruptedException {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/json"));
        if (source.authorization() != null) {
            headers.put("Authorization", source.authorization());
        }
        HttpResponse<byte[]> answer = fetch.get(URI.create(source.url() + file), headers, most);
        PullFailed.unlessOk(answer.statusCode());
        return answer.body();
    }

    private static JsonNode json(byte[] body) throws PullFailed {
        try {
            return Json.parse(body, MANIFEST);
        } catch (JsonException e) {
            throw new PullFailed(PullFailed.Why.UNREADABLE, e);
        }
    }

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }
}
