package org.caricom.conch.render;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// Writes one of Suricata's datasets: one item a line, texts in base64, digests and addresses as they are. A line that
/// is none of these would be an error, so there is no heading.
public final class SuricataDataset implements IndicatorWriter {
    /// The datasets there are.
    public enum Kind {
        /// Host names, for `dns.query`, `tls.sni` and `http.host`.
        DOMAINS("string"),
        /// Addresses of both kinds.
        ADDRESSES("ip"),
        /// Files by MD5.
        MD5("md5"),
        /// Files by SHA-256.
        SHA256("sha256"),
        /// TLS clients by JA3.
        JA3("string"),
        /// User agents.
        AGENTS("string");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        boolean holds(ObservableType value) {
            return switch (this) {
                case DOMAINS -> value == ObservableType.DOMAIN_NAME;
                case ADDRESSES -> value == ObservableType.IPV4_ADDR || value == ObservableType.IPV6_ADDR;
                case MD5 -> value == ObservableType.MD5;
                case SHA256 -> value == ObservableType.SHA256;
                case JA3 -> value == ObservableType.JA3;
                case AGENTS -> value == ObservableType.USER_AGENT;
            };
        }

        boolean isText() {
            return type.equals("string");
        }

        /// Its name in addresses and rules: `domains`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The name of its file: `conch-domains.lst`.
        public String file() {
            return "conch-" + word() + ".lst";
        }

        /// Reads [#word()]; null when there is no such word.
        public static @Nullable Kind parse(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            return null;
        }
    }

    private final Lines lines;
    private final Kind kind;
    private final Instant now;

    public SuricataDataset(OutputStream out, Kind kind, Instant now) {
        this.lines = new Lines(out);
        this.kind = kind;
        this.now = now;
    }

    @Override
    public void write(ClearedIndicator indicator) {
        for (Observable value : indicator.activeValues(now)) {
            if (kind.holds(value.type()) && (kind.isText() || Values.isWritable(value))) {
                lines.line(kind.isText() ? base64(value) : value.value());
            }
        }
    }

    /// Names in lower case, as the rules compare them.
    private static String base64(Observable value) {
        String text =
                value.type() == ObservableType.DOMAIN_NAME ? value.value().toLowerCase(Locale.ROOT) : value.value();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        lines.close();
    }

    /// The rules that ask the datasets: they stay the same while the datasets change.
    public static String rules() {
        return """
                # CARICOM cyber incident exchange: rules for the datasets conch-*.lst beside this file.
                alert dns $HOME_NET any -> any any (msg:"CARICOM domain queried"; dns.query; to_lowercase; dataset:isset,conch-domains,type string,load conch-domains.lst; classtype:bad-unknown; sid:1999901; rev:1;)
                alert tls $HOME_NET any -> any any (msg:"CARICOM domain in TLS"; tls.sni; to_lowercase; dataset:isset,conch-domains,type string,load conch-domains.lst; classtype:bad-unknown; sid:1999902; rev:1;)
                alert http $HOME_NET any -> any any (msg:"CARICOM domain in HTTP"; http.host; dataset:isset,conch-domains,type string,load conch-domains.lst; classtype:bad-unknown; sid:1999903; rev:1;)
                alert ip $HOME_NET any -> any any (msg:"CARICOM address contacted"; ip.dst; dataset:isset,conch-addresses,type ip,load conch-addresses.lst; classtype:bad-unknown; sid:1999904; rev:1;)
                alert http any any -> any any (msg:"CARICOM file by MD5"; filemd5:conch-md5.lst; classtype:bad-unknown; sid:1999905; rev:1;)
                alert http any any -> any any (msg:"CARICOM file by SHA-256"; filesha256:conch-sha256.lst; classtype:bad-unknown; sid:1999906; rev:1;)
                alert tls $HOME_NET any -> any any (msg:"CARICOM TLS client"; ja3.hash; dataset:isset,conch-ja3,type string,load conch-ja3.lst; classtype:bad-unknown; sid:1999907; rev:1;)
                alert http $HOME_NET any -> any any (msg:"CARICOM user agent"; http.user_agent; dataset:isset,conch-agents,type string,load conch-agents.lst; classtype:bad-unknown; sid:1999908; rev:1;)
                """;
    }
}
