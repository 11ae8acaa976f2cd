package org.caricom.conch.stix;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A time as STIX writes it, STIX 2.1 §2.16: RFC 3339 in UTC with any number of digits after the second. The
/// text is kept as received, because versions of an object are told apart by it; order follows the instant.
///
/// Two timestamps are equal when their texts are. `…00Z` and `…00.000Z` are not, though neither comes before
/// the other.
public final class StixTimestamp implements Comparable<StixTimestamp> {
    /// Characters up to the second, and the digits after it that are read.
    private static final int SECONDS = 19;

    private static final int MOST_DIGITS = 100;

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";

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

    /// Reads a timestamp; null when it is none, or no day of the calendar. A leap second counts as the next
    /// one.
    public static @Nullable StixTimestamp parse(String text) {
        int digits = digits(text);
        if (digits < 0) {
            return null;
        }
        String fraction = digits == 0 ? "" : text.substring(SECONDS + 1, SECONDS + 1 + digits);
        return new StixTimestamp(text, second(text), withoutTrailingZeros(fraction), digits);
    }

    /// How many digits a timestamp has after the second; −1 for what is none. Makes nothing: this is asked of
    /// every time in every object that comes in.
    static int digits(String text) {
        int length = text.length();
        if (length < SECONDS + 1 || text.charAt(length - 1) != 'Z') {
            return -1;
        }
        for (int i = 0; i < SECONDS; i++) {
            char wanted = FORM.charAt(i);
            char c = text.charAt(i);
            if (wanted == 'd' ? !isDigit(c) : c != wanted) {
                return -1;
            }
        }
        int month = two(text, 5);
        int day = two(text, 8);
        if (month < 1
                || month > 12
                || day < 1
                || (day > 28 && day > YearMonth.of(four(text), month).lengthOfMonth())
                || two(text, 11) > 23
                || two(text, 14) > 59
                || two(text, 17) > 60) {
            return -1;
        }
        int digits = length - SECONDS - 2;
        if (digits < 0) {
            return 0;
        }
        if (digits == 0 || digits > MOST_DIGITS || text.charAt(SECONDS) != '.') {
            return -1;
        }
        for (int i = SECONDS + 1; i < length - 1; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
        }
        return digits;
    }

    /// Orders two texts, both of which are timestamps, as [#compareTo(StixTimestamp)] does.
    static int compare(String one, String other) {
        int order = leaps(one) || leaps(other)
                ? Long.compare(second(one), second(other))
                : CharSequence.compare(one.substring(0, SECONDS), other.substring(0, SECONDS));
        for (int i = SECONDS + 1; order == 0 && i < Math.max(one.length(), other.length()); i++) {
            order = Character.compare(digitAt(one, i), digitAt(other, i));
        }
        return order;
    }

    private static char digitAt(String text, int index) {
        return index < text.length() - 1 ? text.charAt(index) : '0';
    }

    private static boolean leaps(String text) {
        return text.charAt(17) == '6';
    }

    private static long second(String text) {
        return LocalDate.of(four(text), two(text, 5), two(text, 8)).toEpochDay() * 86_400
                + two(text, 11) * 3_600L
                + two(text, 14) * 60L
                + two(text, 17);
    }

    private static int four(String text) {
        return 100 * two(text, 0) + two(text, 2);
    }

    private static int two(String text, int at) {
        return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
    }

    private static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
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

    /// The instant with as many digits as it needs, but three at least, as `created` and `modified` want
    /// (§3.2).
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

    /// The same time in as few characters as it needs.
    StixTimestamp withoutTrailingZeros() {
        String seconds = text.substring(0, SECONDS);
        return of(fraction.isEmpty() ? seconds + "Z" : seconds + "." + fraction + "Z");
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
