package org.caricom.conch.render;

import java.io.OutputStream;
import java.time.Instant;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Tlp;

/// Writes the values of one kind, one a line, for tools that take a plain list. Withdrawn and expired ones are left
/// out.
public final class IndicatorList implements IndicatorWriter {
    private final Lines lines;
    private final ObservableType type;
    private final Instant now;

    /// Writes the heading.
    ///
    /// @param newest when the newest indicator was added; [Instant#EPOCH] when there is none
    public IndicatorList(OutputStream out, ObservableType type, Tlp tlp, Instant newest, Instant now) {
        this.lines = new Lines(out);
        this.type = type;
        this.now = now;
        lines.line("# CARICOM cyber incident exchange: " + type.word() + ", at most " + tlp.label());
        lines.line("# newest added " + newest);
    }

    @Override
    public void write(ClearedIndicator indicator) {
        for (Observable value : indicator.activeValues(now)) {
            if (value.type() != type) {
                continue;
            }
            // A value that begins like a comment would not be read as a value.
            if (Values.isWritable(value) && !value.value().startsWith("#")) {
                lines.line(value.value());
            } else {
                lines.leaveOut();
            }
        }
    }

    @Override
    public void close() {
        lines.lineAboutLeftOut("#");
        lines.close();
    }
}
