package org.caricom.conch.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;

/// The reports of the demo's month, read from the files under `stories/`, oldest first.
final class Stories {
    private Stories() {}

    static List<Story> all() {
        List<Story> stories = new ArrayList<>();
        for (String name : text("index.txt").lines().toList()) {
            stories.add(read(name, Json.own(text(name + ".json"))));
        }
        stories.sort(Comparator.comparing(Story::before).reversed());
        return stories;
    }

    private static Story read(String name, JsonNode file) {
        List<Story.Step> steps = new ArrayList<>();
        file.path("then").forEach(step -> steps.add(step(name, step)));
        return new Story(
                name,
                new MemberCode(file.required("member").textValue()),
                Duration.parse(file.required("at").textValue()).negated(),
                file.required("contentType").textValue(),
                Story.Expected.valueOf(file.required("expect").textValue().toUpperCase(Locale.ROOT)),
                Json.text(file.required("payload")),
                steps);
    }

    private static Story.Step step(String name, JsonNode step) {
        return switch (step.required("do").textValue()) {
            case "state" ->
                new Story.Step.State(
                        step.required("to").textValue(), step.path("outcome").asText(""));
            case "assign" -> new Story.Step.Assign(step.required("to").textValue());
            case "comment" -> new Story.Step.Comment(step.required("text").textValue());
            case "release" -> new Story.Step.Release(step.required("tlp").textValue());
            default -> throw new IllegalStateException(name + ": nobody can do " + step);
        };
    }

    private static String text(String file) {
        try (InputStream in = Stories.class.getResourceAsStream("stories/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the demo lacks its file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
