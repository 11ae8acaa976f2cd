package org.caricom.conch.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs `tests/vectors/scrub`: one value of a report each, and what becomes of it. `expect` is the value that leaves,
/// the
/// reason for which nothing does, or `finding` where the second look must stop it, `how` it must find it.
class ScrubVectorsTest {
    private static final Scrubber SCRUBBER = Scrubber.withCurrentPolicy();

    /// The rows of the preview that hold values of indicators.
    private static final Set<Preview.Property> VALUES =
            EnumSet.range(Preview.Property.ADDRESSES, Preview.Property.OTHER_VALUES);

    @TestFactory
    Stream<DynamicTest> vectors() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("tests/vectors/scrub"))) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(), () -> run(Json.own(Files.readAllBytes(file)))));
        }
    }

    private static void run(JsonNode vector) {
        Draft draft = SCRUBBER.draft(List.of(source(vector)));
        Preview preview = SCRUBBER.preview(draft, SourceExample.stamp(draft, Tlp.GREEN));
        Preview.Part part = preview.rows().stream()
                .filter(row -> VALUES.contains(row.property()))
                .flatMap(row -> row.parts().stream())
                .filter(candidate ->
                        candidate.source().equals(vector.path("value").asText()))
                .findFirst()
                .orElseThrow();
        String why = vector.path("why").asText();
        String expected = vector.path("expect").asText();
        if (expected.equals("finding")) {
            assertThat(part.output()).as(why).isNotNull();
            assertThat(preview.findings())
                    .as(why)
                    .extracting(finding -> finding.how().name())
                    .contains(vector.path("how").asText());
            assertThat(SCRUBBER.clear(draft, SourceExample.stamp(draft, Tlp.GREEN), List.of()))
                    .isInstanceOf(Clearing.Leak.class);
        } else if (part.output() == null) {
            assertThat(Objects.requireNonNull(part.reason()).word()).as(why).isEqualTo(expected);
            assertThat(draft.keys()).isEmpty();
        } else {
            assertThat(part.output()).as(why).isEqualTo(expected);
            assertThat(preview.findings()).as(why).isEmpty();
        }
    }

    private static Source source(JsonNode vector) {
        JsonNode victim = vector.path("victim");
        SourceExample example = SourceExample.source()
                .title("Seen today")
                .reporter(null)
                .victim(new Victim(
                        victim.path("name").asText(),
                        victim.path("contact").asText(),
                        texts(victim.path("names")),
                        texts(victim.path("domains")),
                        texts(victim.path("networks"))))
                .indicator(
                        Objects.requireNonNull(
                                ObservableType.parse(vector.path("type").asText())),
                        vector.path("value").asText(),
                        Role.valueOf(vector.path("role").asText("ATTACKER")),
                        vector.path("detects").asBoolean(true));
        String summary = vector.path("summary").textValue();
        return summary == null ? example.build() : example.summary(summary).build();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
