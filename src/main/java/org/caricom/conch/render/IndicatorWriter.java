package org.caricom.conch.render;

/// Writes indicators one after the other in one form, holding no more than one at a time. A value that the form cannot
/// carry is left out, never changed.
public interface IndicatorWriter extends AutoCloseable {
    void write(ClearedIndicator indicator);

    /// Writes the end, and closes what is written to.
    @Override
    void close();
}
