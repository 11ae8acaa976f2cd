package org.caricom.conch.render;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Tlp;

/// Writes the values of one kind, one a line, for tools that take a plain list. Withdrawn ones are left out.
public final class IndicatorList implements AutoCloseable {
    private final PrintWriter out;
    private final ObservableType type;

    /// Writes the heading.
    ///
    /// @param newest when the newest indicator was added; [Instant#EPOCH] when there is none
    public IndicatorList(OutputStream out, ObservableType type, Tlp tlp, Instant newest) {
        this.out = new PrintWriter(out, false, StandardCharsets.UTF_8);
        this.type = type;
        this.out.print("# CARICOM cyber incident exchange: " + type.word() + ", at most " + tlp.label() + "\n");
        this.out.print("# newest added " + newest + "\n");
    }

    public void write(ClearedIndicator indicator) {
        if (indicator.indicator().revoked()) {
            return;
        }
        for (Observable value : indicator.values()) {
            if (value.type() == type) {
                out.print(value.value() + "\n");
            }
        }
    }

    @Override
    public void close() {
        out.close();
    }
}
