package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.caricom.conch.stix.PatternText.Atom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTextTest {
    @Test
    void onlyTheQuoteAndTheBackslashAreEscaped() {
        assertThat(PatternText.equalTo("file:name", "it's C:\\a\n\"b\""))
                .isEqualTo("[file:name = 'it\\'s C:\\\\a\n\"b\"']");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var random = new Random(9);
        for (int i = 0; i < 500; i++) {
            List<Atom> atoms = random.ints(1 + random.nextInt(4), 0, 3)
                    .mapToObj(kind -> new Atom(
                            List.of("ipv4-addr:value", "file:hashes.'SHA-256'", "mutex:name")
                                    .get(kind),
                            randomText(random)))
                    .toList();

            assertThat(PatternText.atoms(PatternText.anyOf(atoms))).isEqualTo(atoms);
        }
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(10); i >= 0; i--) {
            text.append(List.of("a", "'", "\\", "[", "]", " = ", " OR ", "\"", "é", "🐚", "\n")
                    .get(random.nextInt(11)));
        }
        return text.toString();
    }

    @Test
    void alternativesAreTakenApartHoweverTheyAreWritten() {
        List<Atom> two =
                List.of(new Atom("domain-name:value", "a.example"), new Atom("domain-name:value", "b.example"));

        assertThat(PatternText.atoms("[domain-name:value = 'a.example' OR domain-name:value = 'b.example']"))
                .isEqualTo(two);
        assertThat(PatternText.atoms("[domain-name:value='a.example'] OR [domain-name:value='b.example']"))
                .isEqualTo(two);
        assertThat(PatternText.atoms("[domain-name:value IN ('a.example', 'b.example')]"))
                .isEqualTo(two);
        assertThat(PatternText.atoms("([(domain-name:value == 'a.example')] OR ([domain-name:value='b.example']))"))
                .isEqualTo(two);
        assertThat(PatternText.atoms("[autonomous-system:number = 64496]"))
                .containsExactly(new Atom("autonomous-system:number", "64496"));
        assertThat(PatternText.atoms("[file:hashes.'MD5' = 'd41d8cd98f00b204e9800998ecf8427e']"))
                .containsExactly(new Atom("file:hashes.MD5", "d41d8cd98f00b204e9800998ecf8427e"));
    }

    /// MISP says "an address" in two tests, of which the first tells nothing that the value does not.
    @Test
    void theTypeOfAReferenceIsPartOfItsValue() {
        assertThat(PatternText.atoms("[network-traffic:dst_ref.type = 'ipv4-addr' AND "
                        + "network-traffic:dst_ref.value = '198.51.100.3']"))
                .containsExactly(new Atom("ipv4-addr:value", "198.51.100.3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[ipv4-addr:value = '198.51.100.3'",
                "ipv4-addr:value = '198.51.100.3'",
                "[ipv4-addr:value = '198.51.100.3' AND ipv4-addr:value = '198.51.100.4']",
                "[ipv4-addr:value = '198.51.100.3'] AND [domain-name:value = 'a.example']",
                "[ipv4-addr:value = '198.51.100.3'] FOLLOWEDBY [domain-name:value = 'a.example']",
                "[ipv4-addr:value = '198.51.100.3'] REPEATS 5 TIMES",
                "[ipv4-addr:value = '198.51.100.3'] WITHIN 5 SECONDS",
                "[ipv4-addr:value != '198.51.100.3']",
                "[ipv4-addr:value NOT = '198.51.100.3']",
                "[NOT ipv4-addr:value = '198.51.100.3']",
                "[ipv4-addr:value ISSUBSET '198.51.100.0/24']",
                "[url:value LIKE 'https://a.example/%']",
                "[file:size > 7]",
                "[file:size = 7.5]",
                "[email-message:is_multipart = true]",
                "[email-message:date = t'2026-01-31T09:30:00Z']",
                "[EXISTS ipv4-addr:value]",
                "[ipv4-addr:value IN ()]",
                "[mutex:name = 'a\\n']",
                "[mutex:name = 'a] ",
                "[mutex = 'a']",
                "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:src_ref.value = '198.51.100.3']",
                "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '198.51.100.3'"
                        + " AND network-traffic:dst_port = 80]"
            })
    void everythingElseIsLeftAlone(String pattern) {
        assertThat(PatternText.atoms(pattern)).isNull();
    }

    @Test
    void hostilePatternsAreGivenUpOnEarly() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(PatternText.atoms("(".repeat(90_000))).isNull();
            assertThat(PatternText.atoms("[" + "(".repeat(90_000))).isNull();
            assertThat(PatternText.atoms("[mutex:name = '" + "a".repeat(200_000) + "']"))
                    .isNull();
            assertThat(PatternText.atoms("[" + "mutex:name = 'a' OR ".repeat(4_000) + "]"))
                    .isNull();
        });
    }

    @Test
    void aPathHasOneForm() {
        assertThat(PatternText.path("file:hashes.'SHA-256'")).isEqualTo("file:hashes.'SHA-256'");
        assertThat(PatternText.path("file:hashes.'MD5'")).isEqualTo("file:hashes.MD5");
        assertThat(PatternText.path("process:child_refs[*].name")).isEqualTo("process:child_refs[*].name");
        assertThat(PatternText.path("file:hashes.SHA-256")).isNull();
        assertThat(PatternText.path("file")).isNull();
    }
}
