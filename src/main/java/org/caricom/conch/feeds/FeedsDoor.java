package org.caricom.conch.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.ETag;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;
import org.caricom.conch.render.IndicatorCsv;
import org.caricom.conch.render.IndicatorList;
import org.caricom.conch.render.IndicatorWriter;
import org.caricom.conch.render.MispEventWriter;
import org.caricom.conch.render.MispFeed;
import org.caricom.conch.render.MispHashes;
import org.caricom.conch.render.RpzZone;
import org.caricom.conch.render.SigmaRule;
import org.caricom.conch.render.StixBundleWriter;
import org.caricom.conch.render.SuricataDataset;
import org.caricom.conch.render.SuricataRules;
import org.caricom.conch.render.ZeekIntel;
import org.caricom.conch.sharing.Collection;
import org.caricom.conch.sharing.FeedDay;
import org.caricom.conch.sharing.FeedQuery;
import org.caricom.conch.sharing.Publications;
import org.caricom.conch.sharing.PullLog;
import org.caricom.conch.signature.JwsSigner;
import org.jspecify.annotations.Nullable;

/// Indicators as files in the forms that tools take, CONTRACT.md section 4. A feed holds what the caller's collections
/// hold, in the order it was added; nothing of it is gathered in memory.
///
/// Feeds that are matched against traffic hold what is active: neither withdrawn nor expired. What expires leaves them
/// on the hour, so that their tags stay for as long.
public final class FeedsDoor {
    private static final Allow READERS = Allow.roles(Role.PARTNER, Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    /// The `typ` of a statement about a file of a feed.
    private static final String STATEMENT = "conch-feed+jws";

    private final Publications publications;
    private final PullLog pulls;
    private final HubKeys keys;

    /// @param keys sign the files of the MISP feed
    public FeedsDoor(Publications publications, PullLog pulls, HubKeys keys) {
        this.publications = publications;
        this.pulls = pulls;
        this.keys = keys;
    }

    public void mount(Routes routes) {
        routes.get("/feeds/indicators.csv", READERS, this::csv);
        routes.get("/feeds/indicators.txt", READERS, this::list);
        routes.get("/feeds/stix.json", READERS, this::stix);
        routes.get("/feeds/suricata.rules", READERS, this::suricata);
        routes.get("/feeds/suricata/datasets.rules", READERS, this::datasetRules);
        routes.get("/feeds/suricata/:dataset", READERS, this::dataset);
        routes.get("/feeds/rpz.zone", READERS, this::rpz);
        routes.get("/feeds/zeek.intel", READERS, this::zeek);
        routes.get("/feeds/sigma.zip", READERS, this::sigma);
        routes.get("/feeds/misp/:file", READERS, this::misp);
    }

    /// What a request asks for, and the state of the collection when it came.
    ///
    /// @param newest  when the newest of the collection was added; the epoch when it is empty
    /// @param decided when somebody last decided on sharing or on what is held back: either changes what a feed
    ///                tells, though nothing is added
    /// @param hour    the hour that this is, for what depends on the time
    private record Wanted(
            Exchange exchange,
            Collection collection,
            @Nullable Instant since,
            Instant newest,
            Instant decided,
            Instant now,
            Instant hour) {
        /// What was added since the time asked for and has not expired.
        FeedQuery active() {
            return FeedQuery.since(since).activeAt(hour);
        }

        /// Stands for the content of one form of it.
        String tag(String form) {
            return (form + "-" + collection.alias() + "-" + newest + "-" + decided + "-" + since + "-" + hour)
                    .replace(':', '.');
        }
    }

    private Wanted wanted(Exchange exchange, String... parameters) throws Problem {
        String[] known = Arrays.copyOf(parameters, parameters.length + 1);
        known[parameters.length] = "since";
        exchange.allowQuery(known);
        Collection collection = Collection.widestFor(exchange.caller());
        if (collection == null) {
            throw Problem.notFound();
        }
        Instant newest = publications.newest(collection);
        Instant now = exchange.clock().instant();
        return new Wanted(
                exchange,
                collection,
                since(exchange),
                newest == null ? Instant.EPOCH : newest,
                publications.decided(),
                now,
                now.truncatedTo(ChronoUnit.HOURS));
    }

    private Answer csv(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange);
        return feed(
                wanted,
                "csv",
                "text/csv; charset=utf-8; header=present",
                wanted.active(),
                out -> new IndicatorCsv(out, wanted.hour()));
    }

    private Answer list(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange, "type");
        String word = exchange.query("type");
        ObservableType type = word == null ? null : ObservableType.parse(word);
        if (type == null) {
            throw Problem.badRequest("type names the kind of value wanted, such as ipv4-addr, domain-name or sha256.");
        }
        return feed(
                wanted,
                type.word(),
                TEXT,
                wanted.active().of(type),
                out -> new IndicatorList(out, type, wanted.collection().tlp(), wanted.newest(), wanted.hour()));
    }

    private Answer suricata(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange);
        return feed(
                wanted,
                "suricata",
                TEXT,
                wanted.active().forBlockingAt(wanted.now()),
                out -> new SuricataRules(out, wanted.collection().tlp(), wanted.hour()));
    }

    private Answer datasetRules(Exchange exchange) throws Problem {
        exchange.allowQuery();
        byte[] rules = SuricataDataset.rules().getBytes(StandardCharsets.UTF_8);
        return Answer.bytes(TEXT, rules).etag(ETag.ofContent(rules));
    }

    private Answer dataset(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange);
        String file = exchange.path("dataset");
        SuricataDataset.Kind kind = file.startsWith("conch-") && file.endsWith(".lst")
                ? SuricataDataset.Kind.parse(file.substring("conch-".length(), file.length() - ".lst".length()))
                : null;
        if (kind == null) {
            throw Problem.notFound();
        }
        return feed(
                wanted,
                "dataset-" + kind.word(),
                TEXT,
                wanted.active().forBlockingAt(wanted.now()),
                out -> new SuricataDataset(out, kind, wanted.hour()));
    }

    private Answer zeek(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange);
        return feed(wanted, "zeek", TEXT, wanted.active(), out -> new ZeekIntel(out, wanted.hour()));
    }

    /// Serial numbers of the zone count parts of a second, RFC 1982: they may go round, as they do after seventeen
    /// years.
    private static final Instant SERIALS_FROM = Instant.parse("2026-01-01T00:00:00Z");

    private static final int PART_MILLIS = 125;

    /// The zone as it stood at the end of the last part of a second: what is added within one appears together, so that
    /// one serial number stands for one content.
    private Answer rpz(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange);
        if (wanted.since() != null) {
            throw Problem.badRequest("A zone is whole; it takes no since.");
        }
        Instant part = SERIALS_FROM.plusMillis(parts(wanted.now()) * PART_MILLIS);
        Instant newest = publications.newestBefore(wanted.collection(), part);
        Instant held = publications.holdsChangedBy(part);
        long serial = Math.max(
                Math.max(newest == null ? 0 : parts(newest) + 1, held == null ? 0 : parts(held) + 1),
                parts(wanted.hour()));
        return feed(
                        wanted,
                        "rpz",
                        "text/dns; charset=utf-8",
                        FeedQuery.before(part).activeAt(wanted.hour()).forBlockingAt(part),
                        out -> new RpzZone(out, wanted.collection().tlp(), serial, wanted.hour()))
                .etag("rpz-" + wanted.collection().alias() + "-" + serial);
    }

    private static long parts(Instant time) {
        return Duration.between(SERIALS_FROM, time).toMillis() / PART_MILLIS;
    }

    private Answer stix(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange);
        String tag = wanted.tag("stix");
        return Answer.stream("application/stix+json;version=2.1", out -> {
                    Span span = new Span();
                    try (StixBundleWriter bundle = new StixBundleWriter(out, tag)) {
                        publications.eachObject(wanted.collection(), wanted.since(), published -> {
                            bundle.write(published.object());
                            span.add(published.addedAt());
                        });
                    }
                    note(wanted, span);
                })
                .etag(tag);
    }

    private Answer sigma(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange);
        boolean any = false;
        for (SigmaRule.Log log : SigmaRule.Log.values()) {
            any = any || publications.holds(wanted.collection(), log.type());
        }
        if (!any) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "There are no rules: nothing that logs could be searched for is shared with you.");
        }
        return Answer.stream("application/zip", out -> {
                    Span span = new Span();
                    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                        for (SigmaRule.Log log : SigmaRule.Log.values()) {
                            if (publications.holds(wanted.collection(), log.type())) {
                                write(zip, log, wanted, span);
                            }
                        }
                    }
                    note(wanted, span);
                })
                .etag(wanted.tag("sigma"))
                .download("conch-sigma.zip");
    }

    private void write(ZipOutputStream zip, SigmaRule.Log log, Wanted wanted, Span span) throws IOException {
        ZipEntry entry = new ZipEntry(log.file());
        // The same content has the same bytes, whatever the time and its zone.
        entry.setTimeLocal(LocalDateTime.ofInstant(
                wanted.newest().isBefore(FIRST_ZIP_TIME) ? FIRST_ZIP_TIME : wanted.newest(), ZoneOffset.UTC));
        FeedQuery query = wanted.active().of(log.type());
        try (SigmaRule rule = new SigmaRule(
                new EntryStream(zip, entry), log, wanted.collection().tlp(), wanted.newest(), wanted.hour())) {
            write(wanted, query, rule, span);
        }
    }

    private static final Instant FIRST_ZIP_TIME = Instant.parse("1980-01-01T00:00:00Z");

    /// The files of the MISP feed, and for each a statement of the hub about its digest, `FILE.jws`.
    private Answer misp(Exchange exchange) throws Problem {
        Wanted wanted = wanted(exchange);
        if (wanted.since() != null) {
            throw Problem.badRequest("MISP compares the manifest; it takes no since.");
        }
        String name = exchange.path("file");
        boolean statement = name.endsWith(".jws");
        String file = statement ? name.substring(0, name.length() - ".jws".length()) : name;
        MispFile content = mispFile(wanted, file);
        if (statement) {
            return Answer.stream("application/jose", out -> {
                        out.write(statement(file, content).getBytes(StandardCharsets.US_ASCII));
                        out.close();
                    })
                    .etag(wanted.tag("jws-" + file));
        }
        return Answer.stream(file.endsWith(".csv") ? "text/csv; charset=utf-8" : JSON, content::writeTo)
                .etag(wanted.tag("misp-" + file));
    }

    /// What the hub says of a file, signed: a JWS over `{"file", "sha256"}`.
    private String statement(String file, MispFile content) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            content.writeTo(out);
        }
        JwsSigner signer = keys.signer();
        ObjectNode payload = Json.object()
                .put("file", file)
                .put("sha256", Sha256.fromBytes(digest.digest()).toString());
        return signer.compact(signer.header(STATEMENT, JSON, null, null, null), Json.canonical(payload));
    }

    /// Writes one file.
    @FunctionalInterface
    private interface MispFile {
        void writeTo(OutputStream out) throws IOException;
    }

    private MispFile mispFile(Wanted wanted, String file) throws Problem {
        List<FeedDay> days = publications.days(wanted.collection(), wanted.hour());
        return switch (file) {
            case "manifest.json" ->
                out -> {
                    ObjectNode manifest = Json.object();
                    days.forEach(day -> manifest.set(
                            MispFeed.event(day.day()).toString(),
                            MispFeed.summary(day.day(), day.tlp(), day.newest())));
                    out.write(Json.write(manifest));
                    out.close();
                };
            case "hashes.csv" ->
                out -> {
                    try (MispHashes hashes = new MispHashes(out)) {
                        write(wanted, FeedQuery.ALL, hashes, new Span());
                    }
                };
            default -> {
                FeedDay day = days.stream()
                        .filter(one -> file.equals(MispFeed.event(one.day()) + ".json"))
                        .findFirst()
                        .orElseThrow(Problem::notFound);
                yield out -> {
                    Span span = new Span();
                    try (MispEventWriter event =
                            new MispEventWriter(out, day.day(), day.tlp(), day.newest(), wanted.hour())) {
                        write(wanted, FeedQuery.on(day.day()), event, span);
                    }
                    note(wanted, span);
                };
            }
        };
    }

    private Answer feed(
            Wanted wanted, String form, String type, FeedQuery query, Function<OutputStream, IndicatorWriter> writer) {
        return Answer.stream(type, out -> {
                    Span span = new Span();
                    try (IndicatorWriter indicators = writer.apply(out)) {
                        write(wanted, query, indicators, span);
                    }
                    note(wanted, span);
                })
                .etag(wanted.tag(form));
    }

    private void write(Wanted wanted, FeedQuery query, IndicatorWriter writer, Span span) {
        publications.eachIndicator(wanted.collection(), query, indicator -> {
            writer.write(indicator);
            span.add(indicator.addedAt());
        });
    }

    private void note(Wanted wanted, Span span) {
        pulls.note(wanted.exchange().caller(), wanted.collection().alias(), span.count, span.first, span.last);
    }

    /// What was given out, for the log of pulls.
    private static final class Span {
        private long count;
        private @Nullable Instant first;
        private @Nullable Instant last;

        void add(Instant at) {
            count++;
            if (first == null || at.isBefore(first)) {
                first = at;
            }
            if (last == null || at.isAfter(last)) {
                last = at;
            }
        }
    }

    /// One entry of an archive, which is there once something is written to it, and is closed without the archive.
    private static final class EntryStream extends FilterOutputStream {
        private final ZipOutputStream zip;
        private final ZipEntry entry;
        private boolean begun;

        EntryStream(ZipOutputStream zip, ZipEntry entry) {
            super(zip);
            this.zip = zip;
            this.entry = entry;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!begun) {
                zip.putNextEntry(entry);
                begun = true;
            }
            zip.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (begun) {
                zip.closeEntry();
            }
        }
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
