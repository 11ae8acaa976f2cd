package org.caricom.conch.triage;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.Sector;
import org.jspecify.annotations.Nullable;

/// CISA's NCISS as data: categories with weights and option values, and the cut-offs between levels.
///
/// The score is `100 × (Σ wᵢ·vᵢ − Σ wᵢ·minᵢ) / (Σ wᵢ·maxᵢ − Σ wᵢ·minᵢ)`, clamped to 0…100. A category without an
/// answer counts as its lowest option. Level 0 of the location is in the guidelines but not in the model: it is worth
/// less than the model's lowest and leaves the scale as it is.
///
/// @param version    of weights and values
/// @param categories in the order in which they are shown
/// @param cutOffs    version of the bands
/// @param bands      from the worst down; the last starts at 0
public record NcissTables(String version, List<Category> categories, String cutOffs, List<Band> bands) {

    /// A category of the score.
    public record Category(String id, String label, int weight, List<Option> options) {
        public Category {
            options = List.copyOf(options);
        }

        int min() {
            return options.stream()
                    .filter(Option::model)
                    .mapToInt(Option::value)
                    .min()
                    .orElseThrow();
        }

        int max() {
            return options.stream().mapToInt(Option::value).max().orElseThrow();
        }

        @Nullable Option option(String id) {
            return options.stream()
                    .filter(option -> option.id().equals(id))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// One answer of a category.
    ///
    /// @param model whether the published model has it
    public record Option(String id, String label, int value, boolean model) {}

    /// From which score on a level begins.
    public record Band(Level level, BigDecimal from) {}

    public NcissTables {
        categories = List.copyOf(categories);
        bands = List.copyOf(bands);
    }

    /// The tables that Conch ships.
    public static NcissTables standard() {
        return read(Resources.json("nciss.json"));
    }

    static NcissTables read(JsonNode node) {
        List<Category> categories = new ArrayList<>();
        for (JsonNode category : node.path("categories")) {
            List<Option> options = new ArrayList<>();
            for (JsonNode option : category.path("options")) {
                options.add(new Option(
                        option.path("id").asText(),
                        option.path("label").asText(),
                        option.path("value").asInt(),
                        option.path("model").asBoolean(true)));
            }
            categories.add(new Category(
                    category.path("id").asText(),
                    category.path("label").asText(),
                    category.path("weight").asInt(),
                    options));
        }
        List<Band> bands = new ArrayList<>();
        for (JsonNode band : node.path("cutOffs").path("levels")) {
            Level level = Level.parse(band.path("level").asText());
            if (level == null) {
                throw new IllegalArgumentException("no such level: " + band);
            }
            bands.add(new Band(level, band.path("from").decimalValue()));
        }
        return new NcissTables(
                node.path("version").asText(),
                categories,
                node.path("cutOffs").path("version").asText(),
                bands);
    }

    NcissScore score(Impact impact, @Nullable Sector sector) {
        return score(answers(impact, sector));
    }

    /// The score of answers by category id; a category that is missing was not answered.
    NcissScore score(Map<String, String> answers) {
        int span = categories.stream()
                .mapToInt(category -> category.weight() * (category.max() - category.min()))
                .sum();
        int sum = 0;
        boolean incomplete = false;
        List<NcissScore.Input> inputs = new ArrayList<>();
        for (Category category : categories) {
            String answer = answers.get(category.id());
            Option option = answer == null ? null : category.option(answer);
            int above = option == null ? 0 : category.weight() * (option.value() - category.min());
            sum += above;
            incomplete |= option == null;
            inputs.add(new NcissScore.Input(
                    category.id(),
                    category.label(),
                    option == null ? null : option.id(),
                    option == null ? null : option.label(),
                    percent(above, span),
                    percent(category.weight() * (category.max() - category.min()), span)));
        }
        BigDecimal value = percent(Math.clamp(sum, 0, span), span);
        return new NcissScore(value, level(value), inputs, incomplete, version, cutOffs);
    }

    Level level(BigDecimal value) {
        for (Band band : bands) {
            if (value.compareTo(band.from()) >= 0) {
                return band.level();
            }
        }
        return bands.getLast().level();
    }

    private static BigDecimal percent(int part, int whole) {
        return BigDecimal.valueOf(100L * part).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    }

    private static Map<String, String> answers(Impact impact, @Nullable Sector sector) {
        Map<String, String> answers = new java.util.HashMap<>();
        put(
                answers,
                "functional-impact",
                impact.functional() == null ? null : impact.functional().word());
        put(
                answers,
                "observed-activity",
                impact.activity() == null ? null : impact.activity().word());
        put(
                answers,
                "location",
                impact.location() == null ? null : impact.location().word());
        put(answers, "actor", impact.actor() == null ? null : impact.actor().word());
        put(
                answers,
                "information-impact",
                impact.information() == null ? null : impact.information().word());
        put(
                answers,
                "recoverability",
                impact.recoverability() == null ? null : impact.recoverability().word());
        put(answers, "cross-sector", sector == null ? null : sector.word());
        put(
                answers,
                "potential-impact",
                impact.potential() == null ? null : impact.potential().word());
        return answers;
    }

    private static void put(Map<String, String> answers, String category, @Nullable String choice) {
        if (choice != null) {
            answers.put(category, choice);
        }
    }
}
