package org.caricom.conch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How long a hub takes from the command to `/health/ready` on data that is there already, and how much memory the
/// service and its PostgreSQL then hold, beside the 2 GB host it is made for.
final class StartAndMemory {
    private static final int STARTS = 5;
    private static final double HOST_MEGABYTES = 2_048;
    private static final Duration ALLOWED = Duration.ofSeconds(20);

    private StartAndMemory() {}

    static void start(Hub hub) throws Exception {
        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            hub.stop();
            starts.add(hub.start());
        }
        starts.sort(null);
        Duration median = starts.get(STARTS / 2);
        Report.line(
                "start",
                "command to ready, median of " + STARTS,
                String.format(Locale.ROOT, "%d ms", median.toMillis()),
                "allowed for the demo",
                String.format(Locale.ROOT, "%d ms", ALLOWED.toMillis()),
                (double) median.toMillis() / ALLOWED.toMillis());
    }

    static void memory(Hub hub) throws Exception {
        for (String filing : hub.sign("JM", Samples.alerts("JM", 2_000, 8))) {
            hub.file(filing);
        }
        double service = megabytes(tree(hub.handle()));
        double database = megabytes(tree(postmaster(hub.folder)));
        Report.line(
                "memory",
                String.format(
                        Locale.ROOT, "service %.0f MB and PostgreSQL %.0f MB after 2,000 filings", service, database),
                String.format(Locale.ROOT, "%.0f MB", service + database),
                "the host it is made for",
                String.format(Locale.ROOT, "%.0f MB", HOST_MEGABYTES),
                (service + database) / HOST_MEGABYTES);
    }

    /// The embedded server is no child of the service: it must outlive one that is killed.
    private static ProcessHandle postmaster(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path pid = files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no server runs below " + folder));
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst()))
                    .orElseThrow();
        }
    }

    private static double megabytes(List<ProcessHandle> processes) throws IOException {
        double sum = 0;
        for (ProcessHandle process : processes) {
            sum += proportionalMegabytes(process.pid());
        }
        return sum;
    }

    private static List<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /// Proportional set size, so that pages which PostgreSQL's processes share count once.
    private static double proportionalMegabytes(long pid) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        return 0;
    }
}
