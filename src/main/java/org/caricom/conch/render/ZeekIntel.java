package org.caricom.conch.render;

import java.io.OutputStream;
import java.time.Instant;
import java.util.Locale;
import org.caricom.conch.domain.Observable;
import org.jspecify.annotations.Nullable;

/// Writes a file for Zeek's intelligence framework: fields separated by tabs, one line for each value.
public final class ZeekIntel implements IndicatorWriter {
    private static final String SOURCE = "CARICOM";

    private final Lines lines;
    private final Instant now;

    /// Writes the heading.
    public ZeekIntel(OutputStream out, Instant now) {
        this.lines = new Lines(out);
        this.now = now;
        lines.line("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc");
    }

    @Override
    public void write(ClearedIndicator indicator) {
        for (Observable value : indicator.activeValues(now)) {
            String type = type(value);
            String text = type == null || !Values.isWritable(value) ? null : escaped(text(value));
            if (type == null || text == null) {
                lines.leaveOut();
                continue;
            }
            String about = indicator.about();
            String described = about.isEmpty() ? "-" : escaped(about);
            lines.line(text + "\t" + type + "\t" + SOURCE + "\t" + (described == null ? "-" : described));
        }
    }

    @Override
    public void close() {
        // The format has no place for a comment after the lines: the reader would take it for a value.
        lines.close();
    }

    private static @Nullable String type(Observable value) {
        return switch (value.type()) {
            case IPV4_ADDR, IPV6_ADDR -> "Intel::ADDR";
            case DOMAIN_NAME -> "Intel::DOMAIN";
            case URL -> "Intel::URL";
            case EMAIL_ADDR -> "Intel::EMAIL";
            case MD5, SHA1, SHA256 -> "Intel::FILE_HASH";
            case FILE_NAME -> "Intel::FILE_NAME";
            case USER_AGENT -> "Intel::SOFTWARE";
            case X509_SHA1 -> "Intel::CERT_HASH";
            case USER_ACCOUNT -> "Intel::USER_NAME";
            case SHA512, SSDEEP, MAC_ADDR, MUTEX, WINDOWS_REGISTRY_KEY, JA3, ASN, EMAIL_SUBJECT -> null;
        };
    }

    /// Zeek compares URLs without their scheme, and everything else in lower case where case says nothing.
    private static String text(Observable value) {
        return switch (value.type()) {
            case URL -> {
                int scheme = value.value().indexOf("://");
                yield scheme < 0 ? value.value() : value.value().substring(scheme + 3);
            }
            case DOMAIN_NAME -> value.value().toLowerCase(Locale.ROOT);
            default -> value.value();
        };
    }

    /// As the reader gives it back: it takes `\x` and two digits for the octet they name, a lone hyphen for nothing and
    /// a hash at the beginning of a line for a comment. Null for what cannot be written.
    private static @Nullable String escaped(String text) {
        if (text.isEmpty() || !Lines.isPlain(text)) {
            return null;
        }
        String safe = text.replace("\\", "\\x5c");
        return switch (safe) {
            case "-" -> "\\x2d";
            case "(empty)" -> "\\x28empty)";
            default -> safe.startsWith("#") ? "\\x23" + safe.substring(1) : safe;
        };
    }
}
