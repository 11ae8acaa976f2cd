package org.caricom.conch.render;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;

/// Writes one Sigma rule: the values of one kind, as the field of one kind of log has them.
public final class SigmaRule implements IndicatorWriter {
    /// The rules there are, one for each kind of log.
    public enum Log {
        DNS_QUERY(ObservableType.DOMAIN_NAME, "category: dns_query", "QueryName", "Query for a shared domain", ""),
        PROXY_HOST(ObservableType.DOMAIN_NAME, "category: proxy", "cs-host", "Request to a shared domain", ""),
        PROXY_URL(ObservableType.URL, "category: proxy", "c-uri|contains", "Request of a shared URL", ""),
        FIREWALL_IPV4(
                ObservableType.IPV4_ADDR, "category: firewall", "dst_ip", "Connection to a shared IPv4 address", ""),
        FIREWALL_IPV6(
                ObservableType.IPV6_ADDR, "category: firewall", "dst_ip", "Connection to a shared IPv6 address", ""),
        PROCESS_SHA256(
                ObservableType.SHA256,
                "category: process_creation",
                "Hashes|contains",
                "Start of a shared file",
                "SHA256="),
        FILE_SHA256(
                ObservableType.SHA256,
                "category: file_event",
                "Hashes|contains",
                "Writing of a shared file",
                "SHA256=");

        private final ObservableType type;
        private final String source;
        private final String field;
        private final String title;
        private final String prefix;

        Log(ObservableType type, String source, String field, String title, String prefix) {
            this.type = type;
            this.source = source;
            this.field = field;
            this.title = title;
            this.prefix = prefix;
        }

        /// The kind of value that it looks for.
        public ObservableType type() {
            return type;
        }

        /// The name of its file.
        public String file() {
            return "conch_" + name().toLowerCase(Locale.ROOT) + ".yml";
        }
    }

    private final Lines lines;
    private final Log log;
    private final Tlp tlp;
    private final LocalDate modified;
    private final Instant now;
    private boolean begun;

    /// Nothing is written before the first value: a rule without values is none.
    ///
    /// @param newest when the newest indicator was added
    public SigmaRule(OutputStream out, Log log, Tlp tlp, Instant newest, Instant now) {
        this.lines = new Lines(out);
        this.log = log;
        this.tlp = tlp;
        this.modified = newest.atOffset(ZoneOffset.UTC).toLocalDate();
        this.now = now;
    }

    @Override
    public void write(ClearedIndicator indicator) {
        for (Observable value : indicator.activeValues(now)) {
            if (value.type() != log.type || !Values.isWritable(value)) {
                continue;
            }
            if (!begun) {
                begin();
                begun = true;
            }
            lines.line("            - " + quoted(log.prefix + value.value()));
        }
    }

    @Override
    public void close() {
        if (begun) {
            lines.line("    condition: selection");
            lines.line("falsepositives:");
            lines.line("    - Hosts and files that are used by others too");
            lines.line("level: high");
        }
        lines.close();
    }

    private void begin() {
        for (String line : List.of(
                "title: " + log.title,
                "id: " + id(log.name()),
                "status: experimental",
                "description: Values that members of the CARICOM cyber incident exchange have shared.",
                "author: CARICOM cyber incident exchange",
                "date: 2026-01-01",
                "modified: " + modified,
                "tags:",
                "    - tlp." + tlp.word().replace('+', '-'),
                "logsource:",
                "    " + log.source,
                "detection:",
                "    selection:",
                "        " + log.field + ":")) {
            lines.line(line);
        }
    }

    /// In single quotes a quote is doubled (YAML 1.2 §7.3.2); Sigma takes `*` and `?` for wildcards and the backslash
    /// for what makes them plain.
    private static String quoted(String value) {
        String plain = value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
        return "'" + plain.replace("'", "''") + "'";
    }

    private static UUID id(String name) {
        return Sha256.of(("sigma: " + name).getBytes(StandardCharsets.UTF_8)).toUuid();
    }
}
