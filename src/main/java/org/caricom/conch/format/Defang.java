package org.caricom.conch.format;

import java.util.regex.Pattern;

/// The habit of spelling a dangerous value so that nothing turns it into a link (`hxxps://evil[.]example`),
/// undone and done.
final class Defang {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE;

    /// `hxxp`, `hXXps`, `h**p`, `htxp`, `meow` (one vendor's joke that stuck), `fxp` and their bracketed
    /// `[://]`.
    private static final Pattern HTTP =
            Pattern.compile("^h(?:xx|\\*\\*|tx|xt)p(s?)(?=\\s*(?:\\[?:|\\(:|\\[://))", FLAGS);

    private static final Pattern MEOW = Pattern.compile("^meow(?=://)", FLAGS);
    private static final Pattern FTP = Pattern.compile("^f(?:x|\\*)p(s?)(?=\\[?:)", FLAGS);
    private static final Pattern SCHEME_END =
            Pattern.compile("[\\[(]:[\\])]//|[\\[(]://[\\])]|:\\[//\\]|:\\[/\\]\\[?/\\]?");
    private static final Pattern DOT =
            Pattern.compile("\\s?(?:\\[\\.\\]|\\(\\.\\)|\\{\\.\\}|\\[dot\\]|\\(dot\\)|\\{dot\\}|\\\\\\.)\\s?", FLAGS);
    private static final Pattern HALF_DOT = Pattern.compile("\\[\\.(?=[^\\]])|(?<=[^\\[])\\.\\]");
    private static final Pattern AT = Pattern.compile("\\s?(?:\\[@\\]|\\(@\\)|\\[at\\]|\\(at\\)|\\{at\\})\\s?", FLAGS);
    private static final Pattern COLON = Pattern.compile("\\[:\\]|\\(:\\)");

    /// In a path only what no URL may hold bare (RFC 3986 §3.3) can be a habit.
    private static final Pattern PATH_DOT = Pattern.compile("\\[\\.\\]|\\{\\.\\}|\\[dot\\]", FLAGS);

    private Defang() {}

    /// The value as software would use it. Text that is not defanged comes back as it is, but for white
    /// space around it.
    static String undo(String text) {
        String value = text.strip();
        value = HTTP.matcher(value).replaceFirst("http$1");
        value = MEOW.matcher(value).replaceFirst("http");
        value = FTP.matcher(value).replaceFirst("ftp$1");
        value = SCHEME_END.matcher(value).replaceFirst("://");
        int scheme = value.indexOf("://");
        if (scheme > 0) {
            int host = scheme + 3;
            int end = endOfHost(value, host);
            return value.substring(0, host)
                    + undoHost(value.substring(host, end))
                    + PATH_DOT.matcher(value.substring(end)).replaceAll(".");
        }
        return undoHost(value);
    }

    private static String undoHost(String host) {
        String value = DOT.matcher(host).replaceAll(".");
        value = HALF_DOT.matcher(value).replaceAll(".");
        value = AT.matcher(value).replaceAll("@");
        return COLON.matcher(value).replaceAll(":");
    }

    /// The value so that a person can read it and no program follows it: `hxxp`, `[.]` in the host, `[@]`.
    static String apply(String value) {
        int scheme = value.indexOf("://");
        if (scheme > 0) {
            int end = endOfHost(value, scheme + 3);
            String head =
                    value.substring(0, scheme).replaceFirst("(?i)^ht", "hx").replaceFirst("(?i)^(hx)t", "$1x");
            return head + "://" + brackets(value.substring(scheme + 3, end)) + value.substring(end);
        }
        return brackets(value);
    }

    private static String brackets(String host) {
        if (host.startsWith("[") || (host.contains(":") && !host.contains("."))) {
            return host.replace(":", "[:]");
        }
        return host.replace(".", "[.]").replace("@", "[@]");
    }

    private static int endOfHost(String url, int from) {
        for (int i = from; i < url.length(); i++) {
            if ("/?#".indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return url.length();
    }
}
