package org.caricom.conch.render;

import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// Writes rules for Suricata, one for each value that can be seen on the wire. A rule keeps its `sid` for all versions
/// of its indicator, and `rev` rises with them.
///
/// Hashes of files need a list beside the rules: [SuricataDataset].
public final class SuricataRules implements IndicatorWriter {
    /// `rev` counts seconds from here: it rises with every version and stays a 32-bit number for decades.
    private static final Instant REVISIONS_FROM = Instant.parse("2025-01-01T00:00:00Z");

    /// Suricata reads a file into 8,192 octets at a time: what is left of a longer line would be a line of its own.
    private static final int LONGEST = 8_190;

    private final Lines lines;
    private final Instant now;

    /// Writes the heading.
    public SuricataRules(OutputStream out, Tlp tlp, Instant now) {
        this.lines = new Lines(out);
        this.now = now;
        lines.line("# CARICOM cyber incident exchange: rules for Suricata, at most " + tlp.label());
    }

    @Override
    public void write(ClearedIndicator indicator) {
        List<Observable> values = indicator.activeValues(now);
        // A rule has one number, so of an indicator with several values only the first that can be written has a rule.
        boolean written = false;
        for (Observable value : values) {
            String rule = written ? null : rule(value);
            String line = rule == null ? "" : rule + tail(indicator, value);
            if (line.isEmpty() || line.length() > LONGEST) {
                lines.leaveOut();
            } else {
                lines.line(line);
                written = true;
            }
        }
    }

    @Override
    public void close() {
        lines.lineAboutLeftOut("#");
        lines.close();
    }

    /// The head of a rule and what it looks for; null for what cannot be seen on the wire.
    private static @Nullable String rule(Observable value) {
        String text = value.value();
        return switch (value.type()) {
            case IPV4_ADDR -> Values.isWritable(value) ? "alert ip $HOME_NET any -> " + text + " any (" : null;
            case IPV6_ADDR -> Values.isWritable(value) ? "alert ip $HOME_NET any -> [" + text + "] any (" : null;
            // The name itself and everything below it.
            case DOMAIN_NAME ->
                text.length() > 253
                        ? null
                        : "alert dns $HOME_NET any -> any any (dns.query; dotprefix; content:\""
                                + SuricataContent.of("." + text.toLowerCase(Locale.ROOT)) + "\"; nocase; endswith; ";
            case URL -> url(text);
            case USER_AGENT ->
                "alert http $HOME_NET any -> any any (http.user_agent; content:\"" + SuricataContent.of(text)
                        + "\"; bsize:" + SuricataContent.length(text) + "; ";
            case JA3 ->
                Values.isWritable(value)
                        ? "alert tls $HOME_NET any -> any any (ja3.hash; content:\"" + text + "\"; bsize:32; "
                        : null;
            case X509_SHA1 ->
                Values.isWritable(value)
                        ? "alert tls $HOME_NET any -> any any (tls.cert_fingerprint; content:\""
                                + SuricataContent.of(pairs(text)) + "\"; bsize:59; "
                        : null;
            case EMAIL_ADDR,
                    EMAIL_SUBJECT,
                    MD5,
                    SHA1,
                    SHA256,
                    SHA512,
                    SSDEEP,
                    FILE_NAME,
                    MAC_ADDR,
                    MUTEX,
                    WINDOWS_REGISTRY_KEY,
                    USER_ACCOUNT,
                    ASN -> null;
        };
    }

    /// Host and path, as they stand in the request.
    private static @Nullable String url(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException _) {
            return null;
        }
        String host = uri.getHost();
        if (host == null || !List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            return null;
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String name = host.toLowerCase(Locale.ROOT);
        return "alert http $HOME_NET any -> any any (http.host; content:\"" + SuricataContent.of(name) + "\"; bsize:"
                + SuricataContent.length(name) + "; http.uri.raw; content:\"" + SuricataContent.of(target)
                + "\"; startswith; ";
    }

    private static String pairs(String hash) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < hash.length(); i += 2) {
            pairs.add(hash.substring(i, i + 2));
        }
        return String.join(":", pairs);
    }

    private static String tail(ClearedIndicator indicator, Observable value) {
        String uuid = indicator.indicator().id().substring("indicator--".length());
        long seconds = Duration.between(
                        REVISIONS_FROM, Instant.parse(indicator.indicator().version()))
                .toSeconds();
        return "msg:\"CARICOM " + value.type().word() + " indicator\"; classtype:bad-unknown; metadata:conch_id " + uuid
                + ", tlp " + indicator.indicator().tlp().word().replace('+', '_') + "; sid:" + indicator.ruleNumber()
                + "; rev:" + Math.max(1, seconds) + ";)";
    }
}
