package org.caricom.conch.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caricom.conch.domain.ActivityLocation;
import org.caricom.conch.domain.Actor;
import org.caricom.conch.domain.FunctionalImpact;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.InformationImpact;
import org.caricom.conch.domain.ObservedActivity;
import org.caricom.conch.domain.PotentialImpact;
import org.caricom.conch.domain.Recoverability;
import org.caricom.conch.domain.Sector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NcissTest {
    private final NcissTables tables = NcissTables.standard();

    @Test
    void theWorkedExampleOfTheScoringModelComesOut() {
        NcissScore score = tables.score(Map.of(
                "functional-impact", "significant-non-critical",
                "observed-activity", "presence",
                "location", "business-network",
                "actor", "criminal",
                "information-impact", "privacy-data",
                "recoverability", "regular",
                "cross-sector", "commercial",
                "potential-impact", "moderate"));

        assertThat(score.value()).isEqualTo(new BigDecimal("39.2"));
        assertThat(score.level()).isEqualTo(Level.LOW);
        assertThat(score.incomplete()).isFalse();
    }

    @Test
    void theHighestAnswersGiveAHundredAndTheLowestNothing() {
        assertThat(tables.score(extreme(Comparator.naturalOrder())).value()).isEqualByComparingTo("100");
        assertThat(tables.score(extreme(Comparator.reverseOrder())).value()).isEqualByComparingTo("0");
    }

    @Test
    void noAnswerCountsAsTheLowestAndIsSaid() {
        NcissScore score = tables.score(Impact.UNSTATED, null);

        assertThat(score.value()).isEqualByComparingTo("0");
        assertThat(score.level()).isEqualTo(Level.NEGLIGIBLE);
        assertThat(score.incomplete()).isTrue();
        assertThat(score.inputs()).hasSize(8).noneMatch(NcissScore.Input::answered);
    }

    @Test
    void theInputsShowWhatEachAnswerAddsAndCouldAdd() {
        NcissScore score = tables.score(
                new Impact(
                        FunctionalImpact.DENIAL_CRITICAL,
                        ObservedActivity.EFFECT,
                        ActivityLocation.CRITICAL_SYSTEM_DMZ,
                        Actor.CRIMINAL,
                        InformationImpact.PRIVACY_DATA,
                        Recoverability.EXTENDED,
                        PotentialImpact.HIGH),
                Sector.HEALTHCARE);

        assertThat(score.value()).isEqualByComparingTo("66.2");
        assertThat(score.level()).isEqualTo(Level.HIGH);
        assertThat(score.inputs())
                .extracting(input -> input.category() + " " + input.points() + " of " + input.possible())
                .containsExactly(
                        "functional-impact 19.5 of 19.5",
                        "observed-activity 16.3 of 16.3",
                        "location 5.2 of 9.1",
                        "actor 2.6 of 10.4",
                        "information-impact 1.3 of 6.5",
                        "recoverability 5.2 of 10.4",
                        "cross-sector 1.5 of 8.3",
                        "potential-impact 14.6 of 19.5");
    }

    @Test
    void everyWordOfTheDomainHasAValue() {
        for (Sector sector : Sector.values()) {
            assertThat(tables.score(Impact.UNSTATED, sector).inputs().get(6).answered())
                    .as(sector.word())
                    .isTrue();
        }
        check(
                0,
                java.util.Arrays.stream(FunctionalImpact.values())
                        .map(FunctionalImpact::word)
                        .toList());
        check(
                1,
                java.util.Arrays.stream(ObservedActivity.values())
                        .map(ObservedActivity::word)
                        .toList());
        check(
                2,
                java.util.Arrays.stream(ActivityLocation.values())
                        .map(ActivityLocation::word)
                        .toList());
        check(3, java.util.Arrays.stream(Actor.values()).map(Actor::word).toList());
        check(
                4,
                java.util.Arrays.stream(InformationImpact.values())
                        .map(InformationImpact::word)
                        .toList());
        check(
                5,
                java.util.Arrays.stream(Recoverability.values())
                        .map(Recoverability::word)
                        .toList());
        check(
                7,
                java.util.Arrays.stream(PotentialImpact.values())
                        .map(PotentialImpact::word)
                        .toList());
    }

    private void check(int category, List<String> words) {
        assertThat(tables.categories().get(category).options())
                .extracting(NcissTables.Option::id)
                .containsExactlyElementsOf(words);
    }

    @Test
    void anUnsuccessfulAttackNeverScoresBelowNothing() {
        assertThat(tables.score(Map.of("location", "unsuccessful")).value()).isEqualByComparingTo("0");
    }

    @Test
    void theScoreStaysOnItsScaleAndAWorseAnswerNeverLowersIt() {
        Random random = new Random(42);
        for (int round = 0; round < 5_000; round++) {
            Map<String, String> answers = new HashMap<>();
            for (NcissTables.Category category : tables.categories()) {
                if (random.nextInt(4) > 0) {
                    answers.put(category.id(), pick(random, category.options()).id());
                }
            }
            NcissScore score = tables.score(answers);
            assertThat(score.value()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));

            NcissTables.Category raised = pick(random, tables.categories());
            int before = answers.containsKey(raised.id())
                    ? java.util.Objects.requireNonNull(raised.option(answers.get(raised.id())))
                            .value()
                    : raised.min();
            NcissTables.Option worse = pick(random, raised.options());
            if (worse.value() >= before) {
                answers.put(raised.id(), worse.id());
                NcissScore after = tables.score(answers);
                assertThat(after.value()).isGreaterThanOrEqualTo(score.value());
                assertThat(after.level()).isLessThanOrEqualTo(score.level());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100, EMERGENCY", "90, EMERGENCY", "89.9, SEVERE", "75, SEVERE", "74.9, HIGH", "65, HIGH", "64.9, MEDIUM",
        "50, MEDIUM", "49.9, LOW", "35, LOW", "34.9, MINOR", "20, MINOR", "19.9, NEGLIGIBLE", "0, NEGLIGIBLE"
    })
    void theLevelBeginsAtItsCutOff(BigDecimal value, Level level) {
        assertThat(tables.level(value)).isEqualTo(level);
    }

    private Map<String, String> extreme(Comparator<Integer> order) {
        Map<String, String> answers = new HashMap<>();
        for (NcissTables.Category category : tables.categories()) {
            List<NcissTables.Option> options = new ArrayList<>(category.options());
            options.removeIf(option -> !option.model());
            options.sort(Comparator.comparing(NcissTables.Option::value, order));
            answers.put(category.id(), options.getLast().id());
        }
        return answers;
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
