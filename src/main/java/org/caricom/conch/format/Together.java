package org.caricom.conch.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.PersonalData.Involved;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.jspecify.annotations.Nullable;

/// The facts of several incidents as those of one report: of markings the strictest, of effects the worst, of values
/// all, and nobody's consent for the others.
final class Together {
    private final List<Facts> all;

    private Together(List<Facts> all) {
        this.all = all;
    }

    /// @param all of at least two incidents
    static Facts facts(List<Facts> all) {
        return new Together(all).facts();
    }

    private Facts facts() {
        return new Facts(
                null,
                // The least that any of them says: a clock is stopped for all or for none.
                all.stream().map(Facts::stage).min(ReportStage::compareTo).orElseThrow(),
                OneLine.of(all.size() + " incidents: " + all.getFirst().title()),
                summary(),
                time(Facts::beganAt, Times::earliest),
                time(Facts::noticedAt, Times::earliest),
                time(Facts::awareAt, Times::earliest),
                time(Facts::writtenAt, Times::latest),
                union(Facts::classes),
                one(Facts::sector),
                victim(),
                union(Facts::services),
                sum(Facts::peopleAffected),
                sum(Facts::systemsAffected),
                impact(),
                indicators(),
                union(Facts::techniques),
                union(Facts::malware),
                union(Facts::vulnerabilities),
                union(Facts::actionsTaken),
                words(Facts::helpWanted, "\n\n"),
                all.stream().map(Facts::tlp).reduce(Tlp.CLEAR, Tlp::strictest),
                same(Facts::consent) == null ? Consent.UNSTATED : all.getFirst().consent(),
                personalData(),
                same(Facts::outcome),
                words(Facts::reporter, "; "),
                all.getFirst().language());
    }

    private String summary() {
        List<String> parts = new ArrayList<>();
        for (Facts facts : all) {
            String number = facts.reference() == null ? "" : facts.reference() + ": ";
            parts.add(number + (facts.summary() == null ? facts.title() : facts.summary()));
        }
        return String.join("\n\n", parts);
    }

    private Victim victim() {
        List<Victim> victims = all.stream().map(Facts::victim).toList();
        List<String> names = new ArrayList<>();
        for (Victim victim : victims) {
            if (victim.name() != null) {
                names.add(victim.name());
            }
            names.addAll(victim.names());
        }
        List<String> distinct = names.stream().distinct().toList();
        Victim first = victims.getFirst();
        return new Victim(
                first.name(),
                first.contact(),
                distinct.stream().filter(name -> !name.equals(first.name())).toList(),
                victims.stream()
                        .flatMap(victim -> victim.domains().stream())
                        .distinct()
                        .toList(),
                victims.stream()
                        .flatMap(victim -> victim.networks().stream())
                        .distinct()
                        .toList());
    }

    private Impact impact() {
        List<Impact> impacts = all.stream().map(Facts::impact).toList();
        return new Impact(
                worst(impacts, Impact::functional),
                worst(impacts, Impact::activity),
                worst(impacts, Impact::location),
                worst(impacts, Impact::actor),
                worst(impacts, Impact::information),
                worst(impacts, Impact::recoverability),
                worst(impacts, Impact::potential));
    }

    /// The constants of NCISS stand in the order of their weight.
    private static <T extends Enum<T>> @Nullable T worst(List<Impact> impacts, Function<Impact, @Nullable T> part) {
        T worst = null;
        for (Impact impact : impacts) {
            T value = part.apply(impact);
            if (value != null && (worst == null || value.compareTo(worst) > 0)) {
                worst = value;
            }
        }
        return worst;
    }

    /// What is anybody's victim's is that in all: it must not leave.
    private List<ReportedIndicator> indicators() {
        Map<Observable, ReportedIndicator> byValue = new LinkedHashMap<>();
        for (Facts facts : all) {
            for (ReportedIndicator indicator : facts.indicators()) {
                byValue.merge(indicator.observable(), indicator, Together::stricter);
            }
        }
        return List.copyOf(byValue.values());
    }

    static ReportedIndicator stricter(ReportedIndicator before, ReportedIndicator now) {
        if (before.role() == Role.VICTIM || now.role() == Role.VICTIM) {
            return before.role() == Role.VICTIM ? before : now;
        }
        return now.detects() && !before.detects() ? now : before;
    }

    private PersonalData personalData() {
        List<PersonalData> data = all.stream().map(Facts::personalData).toList();
        List<Involved> involved = data.stream().map(PersonalData::involved).toList();
        Involved worst = List.of(Involved.YES, Involved.SUSPECTED, Involved.UNKNOWN, Involved.NO).stream()
                .filter(involved::contains)
                .findFirst()
                .orElse(Involved.UNKNOWN);
        return new PersonalData(
                worst,
                data.stream()
                        .flatMap(part -> part.categories().stream())
                        .distinct()
                        .toList(),
                sum(facts -> facts.personalData().subjects()),
                sum(facts -> facts.personalData().records()),
                time(facts -> facts.personalData().authorityNotifiedAt(), Times::earliest),
                time(facts -> facts.personalData().subjectsNotifiedAt(), Times::earliest),
                words(facts -> facts.personalData().consequences(), "\n\n"),
                words(facts -> facts.personalData().officer(), "; "));
    }

    private @Nullable Instant time(Function<Facts, @Nullable Instant> part, BinaryOperator<@Nullable Instant> choice) {
        Instant chosen = null;
        for (Facts facts : all) {
            chosen = choice.apply(chosen, part.apply(facts));
        }
        return chosen;
    }

    /// No more than a `long` holds; a count of that size is a slip of the pen.
    private @Nullable Long sum(Function<Facts, @Nullable Long> part) {
        Long sum = null;
        for (Facts facts : all) {
            Long value = part.apply(facts);
            if (value != null) {
                sum = sum == null ? value : Long.MAX_VALUE - sum < value ? Long.MAX_VALUE : sum + value;
            }
        }
        return sum;
    }

    private <T> List<T> union(Function<Facts, List<T>> part) {
        return List.copyOf(new LinkedHashSet<>(
                all.stream().map(part).flatMap(Collection::stream).toList()));
    }

    /// The first that is told.
    private <T> @Nullable T one(Function<Facts, @Nullable T> part) {
        for (Facts facts : all) {
            T value = part.apply(facts);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /// What all say; null when they differ.
    private <T> @Nullable T same(Function<Facts, @Nullable T> part) {
        T first = part.apply(all.getFirst());
        return all.stream().allMatch(facts -> Objects.equals(part.apply(facts), first)) ? first : null;
    }

    private @Nullable String words(Function<Facts, @Nullable String> part, String between) {
        Set<String> words = new LinkedHashSet<>();
        for (Facts facts : all) {
            String text = part.apply(facts);
            if (text != null) {
                words.add(text);
            }
        }
        return words.isEmpty() ? null : String.join(between, words);
    }
}
