package org.caricom.conch.render;

import java.io.OutputStream;
import java.time.LocalDate;

/// Writes `hashes.csv` of a MISP feed: the MD5 of each value and the event that holds it.
public final class MispHashes implements IndicatorWriter {
    private final Lines lines;

    public MispHashes(OutputStream out) {
        this.lines = new Lines(out);
    }

    @Override
    public void write(ClearedIndicator indicator) {
        LocalDate day =
                LocalDate.parse(indicator.json().path("created").asText().substring(0, 10));
        for (String digest : MispFeed.digests(indicator)) {
            lines.line(digest + "," + MispFeed.event(day));
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
