package org.caricom.conch.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/// Puts real times into a story, whose own are told from its end: `{{-P2DT3H}}` is two days and three hours before it,
/// `{{date:-P2D}}` that day, `{{epoch:-P2D}}` that second.
final class StoryTimes {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(date:|epoch:)?(-?P[0-9DTHMS]+)}}");

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Instant end;

    /// @param end when the replayed month ends, taken to the minute
    StoryTimes(Instant end) {
        this.end = end.truncatedTo(ChronoUnit.MINUTES);
    }

    String fill(String text) {
        return PLACE.matcher(text).replaceAll(match -> {
            Instant time = end.plus(Duration.parse(match.group(2)));
            return switch (match.group(1)) {
                case null -> INSTANT.format(time);
                case "date:" -> time.atZone(ZoneOffset.UTC).toLocalDate().toString();
                default -> Long.toString(time.getEpochSecond());
            };
        });
    }
}
