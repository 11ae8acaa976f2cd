package org.caricom.conch.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `30d`, `12h` or ISO 8601's `P30D`.
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            if (text.matches("\\d{1,4}d")) {
                return Duration.ofDays(Integer.parseInt(text.substring(0, text.length() - 1)));
            }
            if (text.matches("\\d{1,4}h")) {
                return Duration.ofHours(Integer.parseInt(text.substring(0, text.length() - 1)));
            }
            return Duration.parse(text);
        } catch (DateTimeParseException _) {
            throw new TypeConversionException("is a time span such as 30d or 12h");
        }
    }
}
