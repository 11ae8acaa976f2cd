package org.caricom.conch.bench;

import java.util.Locale;

/// The lines that a measurement prints.
final class Report {
    private Report() {}

    /// One comparison; the ratio is ours over the limit's.
    static void line(String name, String what, String ours, String limitName, String limit, double ratio) {
        System.out.printf(Locale.ROOT, "%-11s %s: %s; %s: %s; ratio %.2f%n", name, what, ours, limitName, limit, ratio);
    }
}
