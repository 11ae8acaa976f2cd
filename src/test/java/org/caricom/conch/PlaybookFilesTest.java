package org.caricom.conch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The playbooks that come with Conch keep the rules of CACAO 2.0.
class PlaybookFilesTest {
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("playbooks"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyStepIsReachedAndEndsInAnEndStep(Path file) throws IOException {
        JsonNode playbook = Json.own(Files.readAllBytes(file));
        JsonNode workflow = playbook.required("workflow");
        List<String> walked = new ArrayList<>();
        String step = playbook.required("workflow_start").textValue();
        while (!workflow.required(step).required("type").textValue().equals("end")) {
            assertThat(walked).as("a step that comes twice never ends").doesNotContain(step);
            walked.add(step);
            step = workflow.required(step).required("on_completion").textValue();
        }
        walked.add(step);
        assertThat(walked).hasSize(workflow.size());
        assertThat(walked.getFirst()).startsWith("start--");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyActionHasACommandAndAnAgentThatIsDefined(Path file) throws IOException {
        JsonNode playbook = Json.own(Files.readAllBytes(file));
        assertThat(playbook.required("spec_version").textValue()).isEqualTo("cacao-2.0");
        playbook.required("workflow").properties().forEach(step -> {
            assertThat(step.getKey())
                    .startsWith(step.getValue().required("type").textValue() + "--");
            if (step.getKey().startsWith("action--")) {
                assertThat(step.getValue().required("commands")).isNotEmpty();
                assertThat(playbook.required("agent_definitions")
                                .has(step.getValue().required("agent").textValue()))
                        .isTrue();
            }
        });
    }
}
