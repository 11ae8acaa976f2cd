package org.caricom.conch.domain;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of a case as people say it: `C-2026-0147`, year of opening and running number.
public record CaseId(int year, int number) {
    private static final Pattern TEXT = Pattern.compile("C-(\\d{4})-(\\d{4,8})");

    public CaseId {
        if (year < 2000 || year > 9999 || number < 1 || number > 99_999_999) {
            throw new IllegalArgumentException("no such case number");
        }
    }

    /// Reads the one way a case id is written; null when it is not that.
    public static @Nullable CaseId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int year = Integer.parseInt(matcher.group(1));
        int number = Integer.parseInt(matcher.group(2));
        if (year < 2000 || number < 1) {
            return null;
        }
        CaseId id = new CaseId(year, number);
        return id.toString().equals(text) ? id : null;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "C-%04d-%04d", year, number);
    }
}
