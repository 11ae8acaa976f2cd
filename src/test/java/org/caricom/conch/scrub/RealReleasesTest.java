package org.caricom.conch.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.caricom.conch.Corpora;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.format.Formats;
import org.caricom.conch.format.Origin;
import org.caricom.conch.format.Reading;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What would be shared of real MISP events and STIX bundles: valid by the schemas of OASIS, and without the
/// reporter's words.
class RealReleasesTest {
    private static final Scrubber SCRUBBER = Scrubber.withCurrentPolicy();
    private static final MemberNames MEMBER = new MemberNames(new MemberCode("TT"), List.of("Trinidad and Tobago"));

    @TestFactory
    Stream<DynamicTest> whatLeavesIsValidAndWithoutTheReportersWords() {
        var schemas = new OasisSchemas();
        return Stream.of("misp-events", "misp-stix", "stix21")
                .flatMap(folder -> Corpora.jsonFiles(folder).stream())
                .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file, schemas)));
    }

    private static void check(Path file, OasisSchemas schemas) {
        var origin = new Origin(MEMBER.code(), Instant.parse("2026-11-22T08:00:00Z"));
        if (!(Formats.read(Corpora.bytes(file), null, origin) instanceof Reading.Content content)) {
            return;
        }
        Facts facts = content.report().facts();
        var source = new Source(facts, content.report().bundle().objects(), MEMBER, Set.of(), true);
        for (String output : released(SCRUBBER.draft(List.of(source)))) {
            JsonNode json = Json.own(output);
            assertThat(schemas.judge(json)).isEmpty();
            assertThat(StixRules.check(StixObject.of(json))).isEmpty();
            for (String words : wordsOf(facts)) {
                assertThat(output).doesNotContain(words);
            }
        }
    }

    /// What passes once a coordinator has taken back whatever the second look found.
    private static List<String> released(Draft draft) {
        Stamp stamp = SourceExample.stamp(draft, Tlp.AMBER);
        Clearing first = SCRUBBER.clear(draft, stamp, List.of());
        List<Answer> answers = first instanceof Clearing.Leak(List<Finding> findings)
                ? findings.stream()
                        .<Answer>map(finding -> new Answer.Remove(finding.id()))
                        .toList()
                : List.of();
        Clearing.Passed passed = (Clearing.Passed) SCRUBBER.clear(draft, stamp, answers);
        return passed.objects().stream().map(entry -> entry.object().json()).toList();
    }

    private static List<String> wordsOf(Facts facts) {
        List<String> words = new ArrayList<>(facts.actionsTaken());
        words.add(facts.title());
        if (facts.summary() != null) {
            words.add(facts.summary());
        }
        for (ReportedIndicator indicator : facts.indicators()) {
            if (indicator.context() != null && indicator.context().length() > 8) {
                words.add(indicator.context());
            }
        }
        // A bundle without a title of its own is called after the malware in it, whose known name may leave.
        words.removeAll(facts.malware());
        return words;
    }
}
