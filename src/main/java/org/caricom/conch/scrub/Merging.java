package org.caricom.conch.scrub;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.jspecify.annotations.Nullable;

/// Several reports about one value, as one: the most careful word about whose it is, all terms, the earliest sight.
final class Merging {
    private Merging() {}

    /// @param told what the reports say of the same value; not empty
    static ReportedIndicator merge(List<ReportedIndicator> told) {
        ReportedIndicator first = told.getFirst();
        return new ReportedIndicator(
                first.observable(),
                told.stream().anyMatch(ReportedIndicator::detects),
                role(told),
                terms(told.stream().flatMap(one -> one.indicatorTypes().stream())),
                terms(told.stream().flatMap(one -> one.killChainPhases().stream())),
                told.stream()
                        .map(ReportedIndicator::confidence)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                earliest(told),
                null,
                null);
    }

    /// What a report that may give no output can still say of a value: that it is a victim's.
    static ReportedIndicator warning(ReportedIndicator told) {
        Role role = told.role() == Role.VICTIM ? Role.VICTIM : Role.UNKNOWN;
        return new ReportedIndicator(told.observable(), false, role, List.of(), List.of(), null, null, null, null);
    }

    private static Role role(List<ReportedIndicator> told) {
        if (told.stream().anyMatch(one -> one.role() == Role.VICTIM)) {
            return Role.VICTIM;
        }
        return told.stream().anyMatch(one -> one.role() == Role.ATTACKER) ? Role.ATTACKER : Role.UNKNOWN;
    }

    private static List<String> terms(Stream<String> terms) {
        return List.copyOf(new TreeSet<>(terms.toList()));
    }

    private static @Nullable Instant earliest(List<ReportedIndicator> told) {
        return told.stream()
                .map(ReportedIndicator::firstSeen)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
