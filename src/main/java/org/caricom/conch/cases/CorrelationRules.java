package org.caricom.conch.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Tlp;

/// Says how much shared values mean, by weights that stand as data.
///
/// Each shared value is taken as independent evidence that two cases belong together: the score is
/// `100 × (1 − Π (1 − weight × rarity × nearness))`. A value that many cases hold is worth less, and so is one when the
/// cases lie far apart in time.
final class CorrelationRules {
    private record Step(int upTo, double factor) {}

    private final Map<ObservableType, Double> weights;
    private final double otherWeight;
    private final List<Step> rarity;
    private final List<Step> days;
    private final int campaignFrom;
    private final int duplicateValues;
    private final int duplicateDays;

    private CorrelationRules(JsonNode node) {
        weights = new EnumMap<>(ObservableType.class);
        node.path("weights").properties().forEach(weight -> {
            ObservableType type = ObservableType.parse(weight.getKey());
            if (type == null) {
                throw new IllegalArgumentException("no such type: " + weight.getKey());
            }
            weights.put(type, weight.getValue().asDouble());
        });
        otherWeight = node.path("otherWeight").asDouble();
        rarity = steps(node.path("rarity"));
        days = steps(node.path("days"));
        campaignFrom = node.path("campaignFrom").asInt();
        duplicateValues = node.path("duplicate").path("values").asInt();
        duplicateDays = node.path("duplicate").path("days").asInt();
    }

    /// The rules that Conch ships.
    static CorrelationRules standard() {
        return new CorrelationRules(CaseResources.json("correlation.json"));
    }

    private static List<Step> steps(JsonNode array) {
        List<Step> steps = new ArrayList<>();
        array.forEach(step -> steps.add(new Step(
                step.path("upTo").asInt(Integer.MAX_VALUE), step.path("factor").asDouble())));
        return List.copyOf(steps);
    }

    private static double factor(List<Step> steps, long number) {
        return steps.stream()
                .filter(step -> number <= step.upTo())
                .findFirst()
                .map(Step::factor)
                .orElse(0.0);
    }

    /// What the values shared with one other case come to.
    Correlation judge(
            MemberCode member,
            Instant openedAt,
            List<String> classes,
            List<ObservableStore.Match> matches,
            boolean mayKnow) {
        ObservableStore.Match first = matches.getFirst();
        long apart = Math.abs(Duration.between(openedAt, first.openedAt()).toDays());
        double nearness = factor(days, apart);
        double unlike = 1;
        for (ObservableStore.Match match : matches) {
            unlike *= 1 - weight(match) * nearness;
        }
        int score = (int) Math.round(100 * (1 - unlike));
        boolean duplicate =
                member.equals(first.member()) && matches.size() >= duplicateValues && apart <= duplicateDays;
        return new Correlation(
                mayKnow
                        ? new Correlation.Known(first.other(), first.member(), first.title(), first.openedAt())
                        : new Correlation.AnotherMember(),
                score,
                matches.stream()
                        .sorted(Comparator.comparingDouble((ObservableStore.Match match) -> weight(match))
                                .reversed())
                        .map(match -> new Correlation.Shared(match.observable(), match.seenIn()))
                        .toList(),
                reasons(matches, apart, classes, duplicate, mayKnow),
                score >= campaignFrom && !duplicate,
                duplicate);
    }

    /// What a partner's feed says of the values of a case: as much as the operator trusts the partner.
    Correlation judgePartner(List<PartnerIndicatorStore.Match> matches) {
        PartnerIndicatorStore.Match first = matches.getFirst();
        double unlike = 1;
        Tlp tlp = Tlp.CLEAR;
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (PartnerIndicatorStore.Match match : matches) {
            unlike *= 1 - weight(match.observable(), match.cases()) * match.trust() / 100;
            tlp = tlp.strictest(match.tlp());
            kinds.merge(kind(match.observable().type()), 1, Integer::sum);
        }
        return new Correlation(
                new Correlation.Partner(first.source(), tlp, first.trust()),
                (int) Math.round(100 * (1 - unlike)),
                matches.stream()
                        .sorted(Comparator.comparingDouble((PartnerIndicatorStore.Match match) ->
                                        weight(match.observable(), match.cases()))
                                .reversed())
                        .map(match -> new Correlation.Shared(match.observable(), match.seenIn()))
                        .toList(),
                reasons(kinds),
                false,
                false);
    }

    private double weight(ObservableStore.Match match) {
        return weight(match.observable(), match.cases());
    }

    private double weight(Observable observable, int cases) {
        return weights.getOrDefault(observable.type(), otherWeight) * factor(rarity, cases);
    }

    private static List<String> reasons(Map<String, Integer> kinds) {
        List<String> reasons = new ArrayList<>();
        kinds.forEach((kind, count) -> reasons.add(count == 1 ? "same " + kind : count + " values of kind " + kind));
        return reasons;
    }

    private static List<String> reasons(
            List<ObservableStore.Match> matches, long apart, List<String> classes, boolean duplicate, boolean mayKnow) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (ObservableStore.Match match : matches) {
            kinds.merge(kind(match.observable().type()), 1, Integer::sum);
        }
        List<String> reasons = reasons(kinds);
        if (!mayKnow) {
            // When another member's case was opened, and what it is, is not for everybody.
            return reasons;
        }
        if (apart == 0) {
            reasons.add("opened within a day");
        } else if (apart <= 7) {
            reasons.add("opened within a week");
        } else if (apart <= 31) {
            reasons.add("opened within a month");
        }
        if (!classes.isEmpty()
                && !matches.getFirst().classes().isEmpty()
                && classes.getFirst().equals(matches.getFirst().classes().getFirst())) {
            reasons.add("same main class");
        }
        if (duplicate) {
            reasons.add("same member, so perhaps the same incident reported twice");
        }
        return reasons;
    }

    private static String kind(ObservableType type) {
        return switch (type) {
            case IPV4_ADDR, IPV6_ADDR -> "address";
            case DOMAIN_NAME -> "domain";
            case URL -> "URL";
            case EMAIL_ADDR -> "mail address";
            case MD5, SHA1, SHA256, SHA512, SSDEEP -> "file";
            case FILE_NAME -> "file name";
            case MAC_ADDR -> "network card";
            case MUTEX -> "mutex";
            case WINDOWS_REGISTRY_KEY -> "registry key";
            case USER_ACCOUNT -> "account";
            case X509_SHA1 -> "certificate";
            case JA3 -> "TLS fingerprint";
            case ASN -> "network";
            case USER_AGENT -> "user agent";
            case EMAIL_SUBJECT -> "mail subject";
        };
    }
}
