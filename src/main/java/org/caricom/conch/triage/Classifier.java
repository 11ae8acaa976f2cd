package org.caricom.conch.triage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Rsit;

/// Finds the RSIT types of an incident: the reporter's own, else what rules see in techniques, malware names, indicator
/// types, vulnerabilities and words.
///
/// Rules are data. They are tried in order; the first that fits gives the main type, the rest add to it, but for the
/// vague ones, which only speak when no other did. No rule says [Rsit#TEST]: what is a test counts nowhere and is never
/// shared, so only its reporter may say so.
public final class Classifier {
    private static final String REPORTED = "chosen by the reporter";
    private final List<Rule> rules;

    private record Rule(
            List<Rsit> types,
            Set<String> techniques,
            Set<String> indicatorTypes,
            List<String> malware,
            List<String> words,
            boolean vulnerabilities,
            boolean onlyIfNothingElse,
            String why) {}

    private Classifier(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// With the rules that Conch ships.
    public static Classifier standard() {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : Resources.json("classes.json").path("rules")) {
            rules.add(new Rule(
                    texts(rule.path("types")).stream().map(Classifier::type).toList(),
                    Set.copyOf(texts(rule.path("techniques"))),
                    Set.copyOf(texts(rule.path("indicatorTypes"))),
                    texts(rule.path("malware")),
                    texts(rule.path("words")),
                    rule.path("vulnerabilities").asBoolean(false),
                    rule.path("onlyIfNothingElse").asBoolean(false),
                    rule.path("why").asText()));
        }
        return new Classifier(rules);
    }

    /// The types of the incident, the main one first; [Rsit#UNDETERMINED] when nothing tells.
    public List<Finding> classify(Facts facts) {
        if (!facts.classes().isEmpty()) {
            return facts.classes().stream()
                    .distinct()
                    .map(type -> new Finding(type, true, REPORTED))
                    .toList();
        }
        String text = plain(facts);
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : rules) {
            if ((findings.isEmpty() || !rule.onlyIfNothingElse()) && fits(rule, facts, text)) {
                for (Rsit type : rule.types()) {
                    if (findings.stream().noneMatch(finding -> finding.type() == type)) {
                        findings.add(new Finding(type, false, rule.why()));
                    }
                }
            }
        }
        if (findings.isEmpty()) {
            findings.add(new Finding(Rsit.UNDETERMINED, false, "nothing in the report tells its class"));
        }
        return List.copyOf(findings);
    }

    private static boolean fits(Rule rule, Facts facts, String text) {
        return facts.techniques().stream().anyMatch(technique -> covers(rule.techniques(), technique))
                || facts.indicators().stream().anyMatch(indicator -> hits(rule, indicator))
                || facts.malware().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name -> rule.malware().stream().anyMatch(name::contains))
                || rule.words().stream().anyMatch(word -> text.contains(" " + word))
                || (rule.vulnerabilities() && !facts.vulnerabilities().isEmpty());
    }

    /// A sub-technique is covered by its technique: T1498 covers T1498.002.
    private static boolean covers(Set<String> techniques, String technique) {
        int dot = technique.indexOf('.');
        return techniques.contains(technique) || (dot > 0 && techniques.contains(technique.substring(0, dot)));
    }

    private static boolean hits(Rule rule, ReportedIndicator indicator) {
        Set<String> tags = new TreeSet<>(indicator.indicatorTypes());
        tags.addAll(indicator.killChainPhases());
        tags.retainAll(rule.indicatorTypes());
        return !tags.isEmpty();
    }

    /// Title and summary in lower case, every run of other characters one space, so that a word begins after a space.
    private static String plain(Facts facts) {
        String text = facts.title() + " " + (facts.summary() == null ? "" : facts.summary());
        return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
    }

    private static Rsit type(String code) {
        Rsit type = Rsit.parse(code);
        if (type == null) {
            throw new IllegalArgumentException("no such RSIT type: " + code);
        }
        return type;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
