package org.caricom.conch.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.triage.MemberLaw;
import org.jspecify.annotations.Nullable;

/// A member of the exchange.
///
/// @param code           how it is named everywhere
/// @param alpha3         ISO 3166-1 alpha-3; null for a body
/// @param name           in English
/// @param status         how it belongs to the Community
/// @param languages      official languages, ISO 639
/// @param zone           its time
/// @param aliases        abbreviations in regional documents; never codes
/// @param cert           its national team
/// @param breachLaw      its law on telling of personal-data breaches
/// @param note           more, for readers
/// @param reportsThrough the member whose team files for it; null when none was set
/// @param suspendedAt    since when it may neither file nor sign in; null when it may
public record MemberInfo(
        MemberCode code,
        @Nullable String alpha3,
        String name,
        MembershipStatus status,
        List<String> languages,
        ZoneId zone,
        List<String> aliases,
        Cert cert,
        BreachLaw breachLaw,
        @Nullable String note,
        @Nullable MemberCode reportsThrough,
        @Nullable Instant suspendedAt) {
    public MemberInfo {
        languages = List.copyOf(languages);
        aliases = List.copyOf(aliases);
        if (code.equals(reportsThrough)) {
            throw new IllegalArgumentException("a member does not report through itself");
        }
    }

    /// Whether it may file and sign in.
    public boolean isActive() {
        return suspendedAt == null;
    }

    /// What the clocks of a case need of [#breachLaw()].
    public MemberLaw law() {
        return new MemberLaw(
                code, zone, breachLaw.hours(), breachLaw.calendarDays(), breachLaw.law(), breachLaw.authority());
    }
}
