package org.caricom.conch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caricom.conch.demo.Story.Expected;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.format.Formats;
import org.caricom.conch.format.Origin;
import org.caricom.conch.format.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The demo's month tells what its reader expects, and names nobody real.
class StoriesTest {
    private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");
    private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern HOST =
            Pattern.compile("\\b[a-z0-9-]+(?:\\[?\\.]?[a-z0-9-]+)*\\[?\\.]?(?:com|net|org|info|io|gov|edu)\\b");

    static List<Story> stories() {
        return Stories.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyReportReadsAsItsStoryExpects(Story story) {
        byte[] payload = new StoryTimes(END).fill(story.payload()).getBytes(StandardCharsets.UTF_8);

        Reading reading =
                Formats.read(payload, story.contentType(), new Origin(story.member(), END.minus(story.before())));

        if (story.expected() == Expected.QUARANTINED) {
            assertThat(reading).isInstanceOf(Reading.Unusable.class);
        } else {
            assertThat(reading).as(story.name() + ": " + reading).isInstanceOf(Reading.Content.class);
        }
    }

    @Test
    void allFifteenMembersReportInThreeFormats() {
        List<Story> filed = stories().stream()
                .filter(story -> story.expected() == Expected.FILED)
                .toList();

        assertThat(filed).hasSizeGreaterThanOrEqualTo(30);
        assertThat(filed.stream().map(Story::member).map(MemberCode::value).collect(Collectors.toSet()))
                .hasSize(15);
        assertThat(filed.stream().map(Story::contentType).collect(Collectors.toSet()))
                .hasSize(3);
        assertThat(stories()).extracting(Story::expected).contains(Expected.QUARANTINED, Expected.REFUSED);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyAddressAndNameIsKeptForExamples(Story story) {
        Matcher address = ADDRESS.matcher(story.payload());
        Set<String> real = address.results()
                .map(found -> found.group())
                .filter(found ->
                        !found.matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113|10|172\\.20|192\\.168)\\..*"))
                .collect(Collectors.toSet());

        assertThat(real).isEmpty();
        assertThat(HOST.matcher(story.payload()).results().map(found -> found.group()))
                .isEmpty();
    }
}
