package org.caricom.conch.stix;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A time as STIX writes it, STIX 2.1 §2.16: RFC 3339 in UTC with any number of digits after the second. The
/// text is kept as received, because versions of an object are told apart by it; order follows the instant.
///
/// Two timestamps are equal when their texts are. `…00Z` and `…00.000Z` are not, though neither comes before
/// the other.
public final class StixTimestamp implements Comparable<StixTimestamp> {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)T([01]\\d|2[0-3]):([0-5]\\d):([0-5]\\d|60)(?:\\.(\\d{1,100}))?Z");

    private static final DateTimeFormatter NANOSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String text;
    private final long second;

    /// Digits after the second without trailing zeros.
    private final String fraction;

    /// How many digits after the second are written.
    private final int digits;

    private StixTimestamp(String text, long second, String fraction, int digits) {
        this.text = text;
        this.second = second;
        this.fraction = fraction;
        this.digits = digits;
    }

    /// Reads a timestamp; null when it is none, or no day of the calendar. A leap second counts as the next one.
    public static @Nullable StixTimestamp parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            int seconds = Integer.parseInt(matcher.group(6));
            long second = LocalDateTime.of(
                                    Integer.parseInt(matcher.group(1)),
                                    Integer.parseInt(matcher.group(2)),
                                    Integer.parseInt(matcher.group(3)),
                                    Integer.parseInt(matcher.group(4)),
                                    Integer.parseInt(matcher.group(5)),
                                    0)
                            .toEpochSecond(ZoneOffset.UTC)
                    + seconds;
            String fraction = matcher.group(7) == null ? "" : matcher.group(7);
            return new StixTimestamp(text, second, withoutTrailingZeros(fraction), fraction.length());
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// A timestamp written in our own code or tables.
    ///
    /// @throws IllegalArgumentException when it is none
    public static StixTimestamp of(String text) {
        StixTimestamp timestamp = parse(text);
        if (timestamp == null) {
            throw new IllegalArgumentException("no STIX timestamp: " + text);
        }
        return timestamp;
    }

    /// The instant with as many digits as it needs, but three at least, as `created` and `modified` want (§3.2).
    public static StixTimestamp of(Instant instant) {
        String nanoseconds = NANOSECONDS.format(instant);
        int milliseconds = nanoseconds.length() - 6;
        return of(nanoseconds.substring(0, milliseconds)
                + withoutTrailingZeros(nanoseconds.substring(milliseconds))
                + "Z");
    }

    private static String withoutTrailingZeros(String digits) {
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }

    /// The instant, cut to nanoseconds.
    public Instant instant() {
        String nanos = (fraction + "000000000").substring(0, 9);
        return Instant.ofEpochSecond(second, Long.parseLong(nanos));
    }

    /// Digits written after the second; 0 when there is no dot.
    public int digits() {
        return digits;
    }

    public boolean isBefore(StixTimestamp other) {
        return compareTo(other) < 0;
    }

    public boolean isAfter(StixTimestamp other) {
        return compareTo(other) > 0;
    }

    /// By instant, to the last digit.
    @Override
    public int compareTo(StixTimestamp other) {
        int seconds = Long.compare(second, other.second);
        return seconds != 0 ? seconds : fraction.compareTo(other.fraction);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StixTimestamp that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// The text as received.
    @Override
    public String toString() {
        return text;
    }
}
