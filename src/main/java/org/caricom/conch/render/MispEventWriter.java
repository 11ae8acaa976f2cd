package org.caricom.conch.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;

/// Writes the file of one event of a MISP feed.
public final class MispEventWriter implements IndicatorWriter {
    private final OutputStream out;
    private final Instant now;
    private boolean first = true;

    public MispEventWriter(OutputStream out, LocalDate day, Tlp tlp, Instant newest, Instant now) {
        this.out = out;
        this.now = now;
        ObjectNode event = MispFeed.summary(day, tlp, newest);
        event.put("uuid", MispFeed.event(day).toString());
        event.put("published", true);
        event.put("publish_timestamp", event.path("timestamp").textValue());
        String head = Json.text(event);
        write("{\"Event\":" + head.substring(0, head.length() - 1) + ",\"Attribute\":[");
    }

    @Override
    public void write(ClearedIndicator indicator) {
        for (JsonNode attribute : MispFeed.attributes(indicator, now)) {
            write(first ? "" : ",");
            first = false;
            write(Json.text(attribute));
        }
    }

    @Override
    public void close() {
        write("]}}");
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
