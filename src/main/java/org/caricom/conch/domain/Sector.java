package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The sector a victim works in: the industry sectors of STIX 2.1 (§10.11) that fit the region, and tourism's own name
/// there.
public enum Sector {
    AGRICULTURE,
    COMMERCIAL,
    COMMUNICATIONS,
    CONSTRUCTION,
    DEFENSE,
    EDUCATION,
    EMERGENCY_SERVICES,
    ENERGY,
    FINANCIAL_SERVICES,
    GOVERNMENT,
    HEALTHCARE,
    HOSPITALITY_LEISURE,
    INSURANCE,
    LEGAL,
    MANUFACTURING,
    MINING,
    NON_PROFIT,
    RETAIL,
    TECHNOLOGY,
    TELECOMMUNICATIONS,
    TRANSPORTATION,
    UTILITIES,
    WATER;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable Sector parse(String text) {
        for (Sector value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
