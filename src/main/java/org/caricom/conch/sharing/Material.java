package org.caricom.conch.sharing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.caricom.conch.cases.CaseFile;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.intake.FiledReport;
import org.caricom.conch.scrub.MemberNames;
import org.caricom.conch.scrub.Source;

/// What a release from a case can draw on, and what forbids it. The current version of the report decides; an earlier
/// one
/// gives what it told first only where it agreed to that itself, but its words are searched for all the same.
///
/// @param sources every report of the case
/// @param tlp     the current report's marking
/// @param consent the current report's consent
/// @param bars    why it may not be released at the marking asked for
/// @param knownValues whether a warning list knows a value that the attacker is said to own
record Material(List<Source> sources, Tlp tlp, Consent consent, Set<Bar> bars, boolean knownValues) {
    /// @param needed what an earlier report must have agreed to at least
    static Material of(
            CaseFile file, Tlp wanted, SharingConsent needed, MemberNames names, Predicate<Observable> known) {
        List<Source> sources = new ArrayList<>();
        Set<Observable> listed = new HashSet<>();
        boolean attackers = false;
        for (FiledReport report : file.reports()) {
            Facts facts = report.facts();
            for (ReportedIndicator indicator : facts.indicators()) {
                if (known.test(indicator.observable())) {
                    listed.add(indicator.observable());
                    attackers |= indicator.role() == ReportedIndicator.Role.ATTACKER && indicator.detects();
                }
            }
        }
        for (FiledReport report : file.reports()) {
            boolean shareable = report.id().equals(file.current().id())
                    || (report.facts().consent().sharing().compareTo(needed) >= 0
                            && agreed(report.facts(), wanted).isEmpty());
            sources.add(new Source(report.facts(), report.bundle().objects(), names, listed, shareable));
        }
        Facts current = file.current().facts();
        Set<Bar> bars = agreed(current, wanted);
        if (file.test()) {
            bars.add(Bar.TEST_CASE);
        }
        return new Material(sources, current.tlp(), current.consent(), bars, attackers);
    }

    /// The values that may go out as an attacker's.
    Set<Observable> attackers() {
        return sources.stream()
                .filter(Source::shareable)
                .flatMap(source -> source.facts().indicators().stream())
                .filter(indicator -> indicator.role() == ReportedIndicator.Role.ATTACKER)
                .map(ReportedIndicator::observable)
                .collect(Collectors.toSet());
    }

    /// What a report's own marking and consent say against sharing its anonymised form so widely.
    private static Set<Bar> agreed(Facts facts, Tlp wanted) {
        Set<Bar> bars = EnumSet.noneOf(Bar.class);
        Consent consent = facts.consent();
        if (consent.sharing() == SharingConsent.NONE) {
            bars.add(Bar.NO_CONSENT);
        }
        if (!consent.limit().isAtMost(wanted)) {
            bars.add(Bar.WIDER_THAN_CONSENT);
        }
        if (facts.tlp() == Tlp.RED) {
            bars.add(Bar.RED_SOURCE);
        }
        if (facts.tlp() == Tlp.AMBER_STRICT && consent.equals(Consent.UNSTATED)) {
            bars.add(Bar.STRICT_WITHOUT_CONSENT);
        }
        if (!wanted.isAtMost(Tlp.AMBER)) {
            bars.add(Bar.NARROWER_THAN_COLLECTIONS);
        }
        return bars;
    }
}
