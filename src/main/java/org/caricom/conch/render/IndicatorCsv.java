package org.caricom.conch.render;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.caricom.conch.domain.Observable;

/// Writes indicators as CSV (RFC 4180): one line for each value, lines ended by CR LF, UTF-8. It holds one line at a
/// time.
public final class IndicatorCsv implements IndicatorWriter {
    /// The columns, in order.
    public static final List<String> COLUMNS = List.of(
            "id",
            "type",
            "value",
            "valid_from",
            "valid_until",
            "confidence",
            "score",
            "tlp",
            "indicator_types",
            "kill_chain",
            "malware",
            "attack",
            "reporters_bucket",
            "modified",
            "revoked");

    private static final int VALUE = COLUMNS.indexOf("value");

    /// The value is always quoted and otherwise as it is: a machine reads it. Other texts that a spreadsheet would take
    /// for a formula are defused.
    private static final QuoteStrategy QUOTE_VALUES = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return field == VALUE && line > 1;
        }
    };

    private final CsvWriter csv;
    private final Instant now;

    /// Writes the header.
    ///
    /// @param out is closed with this
    /// @param now the time for which scores are told
    public IndicatorCsv(OutputStream out, Instant now) {
        this.now = now;
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QUOTE_VALUES)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(COLUMNS);
    }

    @Override
    public void write(ClearedIndicator indicator) {
        JsonNode json = indicator.json();
        boolean revoked = indicator.indicator().revoked();
        List<Observable> values = indicator.values();
        for (Observable value : values) {
            csv.writeRecord(
                    text(indicator.indicator().id()),
                    text(value.type().word()),
                    value.value(),
                    text(json.path("valid_from").asText()),
                    text(json.path("valid_until").asText()),
                    text(json.path("confidence").asText()),
                    Integer.toString(revoked ? 0 : Score.of(json, values, now)),
                    text(indicator.indicator().tlp().label()),
                    text(joined(json.path("indicator_types"), "")),
                    text(joined(json.path("kill_chain_phases"), "phase_name")),
                    text(String.join(";", indicator.malware())),
                    text(String.join(";", indicator.techniques())),
                    text(indicator.reporters().text()),
                    text(json.path("modified").asText()),
                    Boolean.toString(revoked));
        }
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String joined(JsonNode array, String property) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item ->
                        property.isEmpty() ? item.asText() : item.path(property).asText())
                .collect(Collectors.joining(";"));
    }

    private static String text(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
