package org.caricom.conch.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/// How a page writes times: in one zone, which it names, and in words of one language.
///
/// @param now the time the page was made; what is today depends on it
public record Times(Messages messages, ZoneId zone, Instant now) {
    private static final String[] MONTHS = {
        "month.1",
        "month.2",
        "month.3",
        "month.4",
        "month.5",
        "month.6",
        "month.7",
        "month.8",
        "month.9",
        "month.10",
        "month.11",
        "month.12"
    };

    /// Day, month, year and time: `16 July 2026, 11:23`.
    public String full(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        return messages.text("time.full", day(local), month(local), year(local), clock(local));
    }

    /// Day, month and year: `16 July 2026`.
    public String day(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        return messages.text("time.date", day(local), month(local), year(local));
    }

    /// As short as it can be told: `today 11:23`, `13 July, 11:23`, and with the year when it is another one.
    public String near(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        if (local.toLocalDate().equals(today)) {
            return messages.text("time.today", clock(local));
        }
        return local.getYear() == today.getYear()
                ? messages.text("time.this-year", day(local), month(local), clock(local))
                : full(time);
    }

    /// A length of time in at most two units: `41 min`, `1 h 20`, `22 h`, `1 day 6 h`, `12 days`. Rounded down.
    public String span(Duration length) {
        Duration span = length.abs();
        long minutes = span.toMinutes();
        long hours = span.toHours();
        long days = span.toDays();
        if (minutes < 60) {
            return messages.text("span.minutes", minutes);
        }
        if (hours < 6 && minutes % 60 > 0) {
            return messages.text("span.hours-minutes", hours, String.format(Locale.ROOT, "%02d", minutes % 60));
        }
        if (hours < 24) {
            return messages.text("span.hours", hours);
        }
        return days < 3 && hours % 24 > 0
                ? messages.text("span.days-hours", days, hours % 24)
                : messages.text("span.days", days);
    }

    /// A short wait, to the second while it is under a minute; rounded up, so that nobody comes too early.
    public String briefSpan(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return seconds < 60 ? messages.text("span.seconds", seconds) : span(Duration.ofSeconds(seconds + 59));
    }

    /// For `datetime` attributes.
    public String machine(Instant time) {
        return time.toString();
    }

    /// The zone in words: `Port of Spain (UTC−4)`.
    public String zoneName() {
        String id = zone.getId();
        String city = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
        int minutes = zone.getRules().getOffset(now).getTotalSeconds() / 60;
        String sign = minutes < 0 ? "−" : "+";
        int whole = Math.abs(minutes) / 60;
        int part = Math.abs(minutes) % 60;
        String offset = minutes == 0
                ? "UTC"
                : "UTC" + sign + whole + (part == 0 ? "" : String.format(Locale.ROOT, ":%02d", part));
        return city.equals("Z") || city.equals("UTC") ? "UTC" : city + " (" + offset + ")";
    }

    private String month(ZonedDateTime time) {
        return messages.text(MONTHS[time.getMonthValue() - 1]);
    }

    private static String day(ZonedDateTime time) {
        return Integer.toString(time.getDayOfMonth());
    }

    private static String year(ZonedDateTime time) {
        return Integer.toString(time.getYear());
    }

    private static String clock(ZonedDateTime time) {
        return String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
    }
}
