package org.caricom.conch.cases;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.domain.Observable;
import org.jspecify.annotations.Nullable;

/// Answers whether a value is on one list, in time that depends on the value and hardly on the list.
sealed interface WarningMatcher {
    /// Whether the list holds a value.
    boolean matches(Observable value);

    /// Entries of all kinds are kept as what is searched for alone, never as text.
    static WarningMatcher of(WarningList.Kind kind, List<String> entries) {
        return switch (kind) {
            case STRING ->
                new Whole(
                        DigestSet.of(entries.stream().map(WarningMatcher::plain).toList()));
            case HOSTNAME ->
                new Hosts(
                        DigestSet.of(entries.stream().map(WarningMatcher::host).toList()));
            case SUBSTRING ->
                new Parts(SubstringSearch.of(entries.stream()
                        .map(entry -> entry.toLowerCase(Locale.ROOT))
                        .toList()));
            case CIDR -> new Ranges(AddressRanges.of(entries));
            case REGEX ->
                new Expressions(entries.stream().map(WarningMatcher::compile).toList());
        };
    }

    /// Why an entry cannot be used, as a sentence; null when it can.
    static @Nullable String wrong(WarningList.Kind kind, String entry) {
        if (entry.length() > 2048) {
            return "An entry has at most 2,048 characters.";
        }
        return switch (kind) {
            case STRING -> null;
            case HOSTNAME -> host(entry).isEmpty() ? "An entry is the name of a host." : null;
            case SUBSTRING -> entry.length() < 3 ? "A part of fewer than 3 characters is in almost every value." : null;
            case CIDR -> AddressRanges.wrong(entry);
            case REGEX -> {
                try {
                    yield compile(entry).matcher("").find() ? "This expression finds something in every value." : null;
                } catch (PatternSyntaxException e) {
                    yield "This is no expression in RE2's syntax, which knows neither look-around nor references: "
                            + e.getDescription() + ".";
                }
            }
        };
    }

    /// The most entries of a list; expressions are tried one after the other.
    static int most(WarningList.Kind kind) {
        return switch (kind) {
            case STRING, HOSTNAME, CIDR -> WarningListFile.MOST_ENTRIES;
            case SUBSTRING -> 100_000;
            case REGEX -> 1_000;
        };
    }

    /// The value as a whole, whatever its case.
    record Whole(DigestSet entries) implements WarningMatcher {
        @Override
        public boolean matches(Observable value) {
            return entries.contains(value.value().toLowerCase(Locale.ROOT));
        }
    }

    /// The host of a value, or a domain that it lies in.
    record Hosts(DigestSet entries) implements WarningMatcher {
        @Override
        public boolean matches(Observable value) {
            String host = hostOf(value);
            while (!host.isEmpty()) {
                if (entries.contains(host)) {
                    return true;
                }
                int dot = host.indexOf('.');
                host = dot < 0 ? "" : host.substring(dot + 1);
            }
            return false;
        }
    }

    /// An entry somewhere in the value.
    record Parts(SubstringSearch entries) implements WarningMatcher {
        @Override
        public boolean matches(Observable value) {
            return entries.findsAny(value.value().toLowerCase(Locale.ROOT));
        }
    }

    /// The address of a value, or the one that a link goes to.
    record Ranges(AddressRanges ranges) implements WarningMatcher {
        @Override
        public boolean matches(Observable value) {
            return switch (value.type()) {
                case IPV4_ADDR, IPV6_ADDR, URL -> ranges.contains(hostOf(value));
                default -> false;
            };
        }
    }

    /// RE2 runs all alternatives side by side: the time is linear in the value, whatever the expression.
    record Expressions(List<Pattern> patterns) implements WarningMatcher {
        @Override
        public boolean matches(Observable value) {
            return patterns.stream()
                    .anyMatch(pattern -> pattern.matcher(value.value()).find());
        }
    }

    /// As [Observable] would write it: an address in its one form, the rest in lower case.
    private static String plain(String entry) {
        boolean address = entry.indexOf(':') >= 0 || entry.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        IPAddress read = address ? new IPAddressString(entry).getAddress() : null;
        return read == null || read.isPrefixed() ? entry.toLowerCase(Locale.ROOT) : read.toCanonicalString();
    }

    private static String host(String entry) {
        String host = entry.toLowerCase(Locale.ROOT);
        int from = 0;
        int to = host.length();
        while (from < to && (host.charAt(from) == '.' || host.charAt(from) == '*')) {
            from++;
        }
        while (to > from && host.charAt(to - 1) == '.') {
            to--;
        }
        return host.substring(from, to);
    }

    /// MISP writes expressions as PHP does, `/…/i`; without delimiters they are taken as they are.
    private static Pattern compile(String entry) {
        int end = entry.lastIndexOf('/');
        if (entry.startsWith("/") && end > 0) {
            int flags = 0;
            for (char flag : entry.substring(end + 1).toCharArray()) {
                flags |= switch (flag) {
                    case 'i' -> Pattern.CASE_INSENSITIVE;
                    case 's' -> Pattern.DOTALL;
                    case 'm' -> Pattern.MULTILINE;
                    case 'u' -> 0;
                    default -> throw new PatternSyntaxException("unknown flag", String.valueOf(flag));
                };
            }
            return Pattern.compile(entry.substring(1, end), flags);
        }
        return Pattern.compile(entry);
    }

    /// The host in a value: of a link what stands between `//` and its port or path, of an e-mail address what follows
    /// the `@`.
    static String hostOf(Observable value) {
        String text = value.value();
        return switch (value.type()) {
            case URL -> {
                int start = text.indexOf("://");
                int from = start < 0 ? 0 : start + 3;
                int to = from;
                while (to < text.length() && "/?#".indexOf(text.charAt(to)) < 0) {
                    to++;
                }
                from = Math.max(from, text.lastIndexOf('@', to - 1) + 1);
                if (from < to && text.charAt(from) == '[') {
                    int close = text.indexOf(']', from);
                    yield close > 0 && close < to ? text.substring(from + 1, close) : "";
                }
                int colon = text.indexOf(':', from);
                yield text.substring(from, colon >= 0 && colon < to ? colon : to)
                        .toLowerCase(Locale.ROOT);
            }
            case EMAIL_ADDR -> text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
            default -> text.toLowerCase(Locale.ROOT);
        };
    }
}
