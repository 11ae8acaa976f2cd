package org.caricom.conch.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Locale;
import java.util.Objects;
import org.caricom.conch.TestClock;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.cases.WarningBook;
import org.caricom.conch.cases.WarningListLibrary;
import org.caricom.conch.cases.WarningLists;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;

/// What a warning list of a million host names costs: to bring in, to load, to keep in memory, to ask.
final class WarningListSpeed {
    private static final int ENTRIES = 1_000_000;
    private static final int ASKED = 500_000;
    private static final long HEAP = 64L << 20;

    private WarningListSpeed() {}

    static void run() {
        try (TestDatabase database = TestDatabase.create(WarningListSpeed.class)) {
            TestClock clock = TestClock.at("2026-07-15T12:00:00Z");
            WarningBook book = new WarningBook();
            AuditLog log = new AuditLog(database.database(), HubKeys.open(database.database(), clock), "hub.example");
            WarningListLibrary library = new WarningListLibrary(database.database(), log, book, clock);
            bringIn(library, file());
            long before = used();
            long start = System.nanoTime();
            WarningLists lists = Objects.requireNonNull(database.database().read(book::now));
            System.out.printf(Locale.ROOT, "warning-list: %.1f s to load%n", seconds(start));
            long kept = used() - before;
            System.out.printf(
                    Locale.ROOT,
                    "warning-list: %.1f MiB kept for %d host names, limit %d MiB, ratio %.2f%n",
                    kept / 1048576.0,
                    ENTRIES,
                    HEAP >> 20,
                    (double) kept / HEAP);
            ask(lists);
            start = System.nanoTime();
            int hits = ask(lists);
            System.out.printf(
                    Locale.ROOT,
                    "warning-list: %.0f values asked a second, one in two known (%d of %d)%n",
                    ASKED / seconds(start),
                    hits,
                    ASKED);
        }
    }

    private static void bringIn(WarningListLibrary library, byte[] file) {
        long start = System.nanoTime();
        System.out.println(library.bringIn(file, "bench"));
        System.out.printf(Locale.ROOT, "warning-list: %.1f s to bring in%n", seconds(start));
    }

    private static int ask(WarningLists lists) {
        int hits = 0;
        for (int i = 0; i < ASKED; i++) {
            String host = "www.host-" + i + (i % 2 == 0 ? ".popular.example" : ".other.example");
            hits += lists.reason(new Observable(ObservableType.DOMAIN_NAME, host)) == null ? 0 : 1;
        }
        return hits;
    }

    private static byte[] file() {
        var json = Json.object().put("name", "million").put("version", 1).put("type", "hostname");
        ArrayNode list = json.putArray("list");
        for (int i = 0; i < ENTRIES; i++) {
            list.add("host-" + i + ".popular.example");
        }
        return Json.write(json);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(
                    used,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }
}
