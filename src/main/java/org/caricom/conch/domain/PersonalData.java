package org.caricom.conch.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The facts about a personal-data breach that national laws ask for (domain reference, section 6).
///
/// @param involved        whether personal data was touched
/// @param categories      kinds of data: `contact`, `health`, `financial`, `identity-document`, …
/// @param subjects        people affected, null when not known
/// @param records         records affected, null when not known
/// @param authorityNotifiedAt when the data authority was told, null when it was not
/// @param subjectsNotifiedAt  when the people were told, null when they were not
/// @param consequences    likely consequences in words, null when not told
/// @param officer         the data protection officer's contact, null when not told
public record PersonalData(
        Involved involved,
        List<String> categories,
        @Nullable Long subjects,
        @Nullable Long records,
        @Nullable Instant authorityNotifiedAt,
        @Nullable Instant subjectsNotifiedAt,
        @Nullable String consequences,
        @Nullable String officer) {
    public enum Involved {
        YES,
        SUSPECTED,
        NO,
        UNKNOWN
    }

    public static final PersonalData UNKNOWN =
            new PersonalData(Involved.UNKNOWN, List.of(), null, null, null, null, null, null);

    public PersonalData {
        categories = List.copyOf(categories);
    }
}
