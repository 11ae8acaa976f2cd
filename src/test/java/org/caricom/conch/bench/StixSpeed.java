package org.caricom.conch.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.stix.BundleReader;
import org.caricom.conch.stix.BundleReader.Item;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.PatternText;
import org.caricom.conch.stix.Sco;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.Sro;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;

/// How fast bundles are read and judged, in one thread, and what memory a long one takes.
final class StixSpeed {
    private static final int WANTED_MEGABYTES = 100;
    private static final int ROUNDS = 25;
    private static final long STREAMED = 200_000_000;
    private static final long HEAP_ABOVE_IDLE = 128L << 20;
    private static final StixTimestamp TIME = StixTimestamp.of("2026-01-31T09:30:00.000Z");

    private StixSpeed() {}

    static void run() throws Exception {
        byte[] bundle = bundle(20_000_000);
        measure("read to a tree", bundle, StixSpeed::tree);
        measure("read whole and validated, with what objects say of each other", bundle, StixSpeed::whole);
        double streamed = measure("streamed and validated", bundle, StixSpeed::stream);
        System.out.printf(
                Locale.ROOT,
                "stix: %.0f MB/s read and validated per second of one core, wanted %d MB/s, ratio %.2f%n",
                streamed,
                WANTED_MEGABYTES,
                streamed / WANTED_MEGABYTES);
        memory();
    }

    private interface Reader {
        int objects(byte[] bundle) throws IOException, JsonException;
    }

    private static double measure(String what, byte[] bundle, Reader reader) throws Exception {
        int objects = 0;
        for (int round = 0; round < ROUNDS; round++) {
            objects = reader.objects(bundle);
        }
        long start = processorTime();
        for (int round = 0; round < ROUNDS; round++) {
            objects = reader.objects(bundle);
        }
        double speed = ROUNDS * bundle.length * 1e3 / (processorTime() - start);
        System.out.printf(Locale.ROOT, "%s: %.0f MB/s, %d objects%n", what, speed, objects);
        return speed;
    }

    /// Of the whole process, with collecting garbage and compiling: on a busy machine the clock on the wall
    /// measures the neighbours.
    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static int tree(byte[] bundle) throws JsonException {
        return Json.parse(bundle, JsonLimits.DEFAULT).path("objects").size();
    }

    private static int whole(byte[] bundle) throws JsonException {
        Bundle.Reading reading = Bundle.read(Json.parse(bundle, JsonLimits.DEFAULT));
        if (!reading.flaws().isEmpty() || reading.bundle() == null) {
            throw new IllegalStateException(
                    "the sample is not valid: " + reading.flaws().getFirst());
        }
        return reading.bundle().objects().size();
    }

    private static int stream(byte[] bundle) throws IOException, JsonException {
        return count(new ByteArrayInputStream(bundle));
    }

    private static int count(InputStream in) throws IOException, JsonException {
        var reader = new BundleReader(in, JsonLimits.DEFAULT);
        int count = 0;
        for (Item item = reader.next(); item != null; item = reader.next()) {
            if (!item.isValid()) {
                throw new IllegalStateException("the sample is not valid: " + item.violations());
            }
            count++;
        }
        return count;
    }

    /// A process of its own, whose heap cannot grow beyond what it has when idle and the limit, reads the long
    /// bundle to its end and says how much of the heap it filled at most.
    private static void memory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx160m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StixSpeed.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(said);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the long bundle was not read");
        }
    }

    /// The process that [#memory()] starts.
    public static void main(String[] none) throws Exception {
        count(new Endless(2_000_000));
        System.gc();
        long idle = used();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        int objects = count(new Endless(STREAMED));
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "stix-memory: %d MB in %d objects streamed with at most %.0f MiB above the idle heap of %.0f MiB,"
                        + " garbage included, allowed 128 MiB, ratio %.2f%n",
                STREAMED / 1_000_000,
                objects,
                (peak - idle) / 1048576.0,
                idle / 1048576.0,
                (double) (peak - idle) / HEAP_ABOVE_IDLE);
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] bundle(long size) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Endless(size).transferTo(bytes);
        return bytes.toByteArray();
    }

    /// A bundle of some length that is made while it is read: what exchanges send each other, with fictional
    /// values.
    private static final class Endless extends InputStream {
        private final long wanted;
        private final Random random = new Random(21);
        private byte[] part = ("{\"type\":\"bundle\",\"id\":\"bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\","
                        + "\"objects\":[")
                .getBytes(StandardCharsets.UTF_8);
        private int at;
        private long given;
        private boolean first = true;
        private boolean ended;

        Endless(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == part.length && !next()) {
                return -1;
            }
            int some = Math.min(length, part.length - at);
            System.arraycopy(part, at, into, offset, some);
            at += some;
            given += some;
            return some;
        }

        private boolean next() {
            if (ended) {
                return false;
            }
            at = 0;
            if (given >= wanted) {
                ended = true;
                part = "]}".getBytes(StandardCharsets.UTF_8);
                return true;
            }
            var text = new StringBuilder();
            for (StixObject object : objects()) {
                text.append(first ? "\n" : ",\n").append(Json.text(object.json()));
                first = false;
            }
            part = text.toString().getBytes(StandardCharsets.UTF_8);
            return true;
        }

        private List<StixObject> objects() {
            String address = "198.51.100." + random.nextInt(256);
            String host = Integer.toString(random.nextInt(1 << 30), 36) + ".example";
            StixObject malware = Sdo.malware(id("malware"), TIME, "Cryptoworm " + host, true)
                    .set("malware_types", List.of("ransomware", "worm"))
                    .killChainPhase("mitre-attack", "impact")
                    .marking(Markings.tlp("green").id())
                    .build();
            StixObject indicator = Sdo.indicator(
                            id("indicator"),
                            TIME,
                            PatternText.anyOf(List.of(
                                    new PatternText.Atom("domain-name:value", host),
                                    new PatternText.Atom("ipv4-addr:value", address))),
                            TIME)
                    .set("name", "Where it calls home: " + host)
                    .set("indicator_types", List.of("malicious-activity"))
                    .description(
                            "Seen in traffic of a fictional ministry; the host answers on port 443 with a page that"
                                    + " says nothing. Blocking it stops the worm from fetching its second part.")
                    .confidence(random.nextInt(101))
                    .labels(List.of("c2", "worm"))
                    .marking(Markings.tlp("green").id())
                    .build();
            StixObject sco = Sco.ipv4(address);
            StixObject name = Sco.domainName(host);
            return List.of(
                    malware,
                    indicator,
                    sco,
                    name,
                    Sro.relationship(indicator.id(), "indicates", malware.id(), TIME, id("relationship"))
                            .build(),
                    Sdo.observedData(id("observed-data"), TIME, TIME, TIME, 3, List.of(sco.id(), name.id()))
                            .build());
        }

        private StixId id(String type) {
            var uuid = new UUID(
                    (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
                    (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
            return StixId.of(type, uuid);
        }
    }
}
