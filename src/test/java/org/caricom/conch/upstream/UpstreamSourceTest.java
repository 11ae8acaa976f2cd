package org.caricom.conch.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.domain.Tlp;
import org.junit.jupiter.api.Test;

class UpstreamSourceTest {
    private final List<String> mistakes = new ArrayList<>();

    @Test
    void aSourceIsReadWithItsTermsAndNeverShowsItsCredential() {
        List<UpstreamSource> sources = read("""
                {"sources": [
                  {"name": "North CERT", "kind": "taxii", "url": "https://taxii.example/api/collections/1", "token": "s3cret",
                   "tlp": "TLP:AMBER", "trust": 70, "every": "PT30M"},
                  {"name": "open-feed", "kind": "misp", "url": "http://127.0.0.1:8000/feed/", "username": "u",
                   "password": "p4ss", "tlp": "TLP:CLEAR", "trust": 20}]}
                """);
        assertThat(mistakes).isEmpty();
        assertThat(sources).hasSize(2);
        assertThat(sources.getFirst().url()).hasToString("https://taxii.example/api/collections/1/");
        assertThat(sources.getFirst().authorization()).isEqualTo("Bearer s3cret");
        assertThat(sources.getFirst().tlp()).isEqualTo(Tlp.AMBER);
        assertThat(sources.getFirst().every()).isEqualTo(Duration.ofMinutes(30));
        assertThat(sources.getLast().authorization()).isEqualTo("Basic dTpwNHNz");
        assertThat(sources.toString()).doesNotContain("s3cret", "p4ss", "dTpwNHNz");
    }

    @Test
    void everyMistakeIsToldAtOnceAndNoSecretWithIt() {
        List<UpstreamSource> sources = read("""
                {"sources": [
                  {"name": "", "kind": "ftp", "url": "http://taxii.example/", "token": "s3cret\\nX: y", "tlp": "TLP:RED",
                   "trust": 101, "every": "PT1S", "color": "blue"},
                  {"name": "a", "kind": "taxii", "url": "https://u:p@taxii.example/", "username": "u", "tlp": "green", "trust": 1},
                  {"name": "a", "kind": "taxii", "url": "https://taxii.example/", "tlp": "green", "trust": 1},
                  {"name": "a", "kind": "misp", "url": "https://misp.example/", "tlp": "green", "trust": 1}]}
                """);
        assertThat(sources).hasSize(1);
        assertThat(String.join("\n", mistakes))
                .contains("source 1 needs a name")
                .contains("source 1 has a kind")
                .contains("source 1 needs an https url")
                .contains("source 1 has a token that cannot stand in a header")
                .contains("source 1 needs a tlp")
                .contains("source 1 needs a trust")
                .contains("source 1 has an every")
                .contains("source 1 has a field that is not known: color")
                .contains("source 2 needs an https url")
                .contains("source 2 has a token, or a username with a password")
                .contains("source 4 has the name of another one")
                .doesNotContain("s3cret");
    }

    @Test
    void aFileOfAnotherKindIsNoList() {
        assertThat(read("[]")).isEmpty();
        assertThat(mistakes).containsExactly("has no list named sources");
        mistakes.clear();
        assertThat(read("sources:")).isEmpty();
        assertThat(mistakes).singleElement().asString().startsWith("is no strict JSON");
    }

    private List<UpstreamSource> read(String file) {
        return UpstreamSource.read(file.getBytes(StandardCharsets.UTF_8), mistakes);
    }
}
