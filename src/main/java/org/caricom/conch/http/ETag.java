package org.caricom.conch.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// A strong validator, RFC 9110 section 8.8.3, without its quotes.
///
/// The gzip form of a body carries the same value with `-gzip` behind it, since the bytes differ; comparing undoes
/// that.
public record ETag(String value) {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7e]*)\"");
    private static final String GZIP = "-gzip";

    public ETag {
        if (!value.matches("[\\x21\\x23-\\x7e]+")) {
            throw new IllegalArgumentException("an entity tag is visible ASCII without quotes");
        }
    }

    public static ETag of(String version) {
        return new ETag(version);
    }

    /// A tag from the content itself.
    public static ETag ofContent(byte[] content) {
        return new ETag(Sha256.of(content).toString().substring(0, 32));
    }

    /// Whether a header's list of tags holds this one, or is `*`. Weak comparison, as for `If-None-Match`.
    public boolean isIn(String header) {
        if (header.trim().equals("*")) {
            return true;
        }
        Matcher matcher = TAG.matcher(header);
        while (matcher.find()) {
            if (plain(matcher.group(1)).equals(value)) {
                return true;
            }
        }
        return false;
    }

    /// The one tag of an `If-Match` header; null when it is anything else (a list, a weak tag, `*`).
    static @Nullable ETag parseStrong(String header) {
        Matcher matcher = TAG.matcher(header.trim());
        if (!matcher.matches()
                || header.trim().startsWith("W/")
                || plain(matcher.group(1)).isEmpty()) {
            return null;
        }
        return new ETag(plain(matcher.group(1)));
    }

    private static String plain(String tag) {
        return tag.endsWith(GZIP) ? tag.substring(0, tag.length() - GZIP.length()) : tag;
    }

    /// As it stands in the header.
    String text(boolean gzip) {
        return "\"" + value + (gzip ? GZIP : "") + "\"";
    }
}
