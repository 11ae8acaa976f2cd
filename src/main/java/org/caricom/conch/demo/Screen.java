package org.caricom.conch.demo;

import java.io.PrintStream;
import java.util.Locale;

/// What the demo prints: one line a step, with the time since it started.
final class Screen {
    private final PrintStream out;
    private final long began = System.nanoTime();

    Screen(PrintStream out) {
        this.out = out;
    }

    /// Something that was done or found to hold.
    void step(String what, String text) {
        out.printf(Locale.ROOT, "%6.2f s  %-11s %s%n", (System.nanoTime() - began) / 1e9, what, text);
    }

    /// A line without a time.
    void line(String text) {
        out.println(text);
    }
}
