package org.caricom.conch.bench;

import java.util.List;

/// Measures a hub as its users meet it, and what it is made of, by name or all; called by `tests/bench/run`.
final class Bench {
    private static final List<String> ALL =
            List.of("filing", "taxii-page", "audit", "export", "start", "memory", "stix", "warning-list");

    private Bench() {}

    public static void main(String[] names) throws Exception {
        for (String name : names.length == 0 ? ALL : List.of(names)) {
            if (name.equals("stix")) {
                StixSpeed.run();
                continue;
            }
            if (name.equals("warning-list")) {
                WarningListSpeed.run();
                continue;
            }
            try (Hub hub = Hub.fresh()) {
                switch (name) {
                    case "filing" -> Filing.run(hub);
                    case "taxii-page" -> TaxiiPage.run(hub);
                    case "audit" -> Audit.run(hub);
                    case "export" -> Export.run(hub);
                    case "start" -> StartAndMemory.start(hub);
                    case "memory" -> StartAndMemory.memory(hub);
                    default -> {
                        System.err.println(
                                "no measurement is called " + name + "; there are " + String.join(", ", ALL));
                        System.exit(2);
                    }
                }
            }
        }
    }
}
