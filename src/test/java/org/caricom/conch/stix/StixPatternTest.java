package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.caricom.conch.Corpora;
import org.caricom.conch.stix.StixPattern.Comparison;
import org.caricom.conch.stix.StixPattern.Constant;
import org.caricom.conch.stix.StixPattern.ObjectPath;
import org.caricom.conch.stix.StixPattern.Observation;
import org.caricom.conch.stix.StixPattern.Operator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StixPatternTest {
    /// The specification's own examples, which use types and properties that STIX does not have: those are
    /// warnings.
    @TestFactory
    Stream<DynamicTest> examplesOfTheSpecificationAreRead() {
        String all = new String(
                Corpora.bytes(Corpora.folder("stix-patterns").resolve("spec_examples.txt")), StandardCharsets.UTF_8);
        return all.lines()
                .filter(line -> !line.isBlank())
                .map(line -> dynamicTest(line.substring(0, Math.min(60, line.length())), () -> {
                    StixPattern pattern = StixPattern.of(line);
                    boolean odd = line.contains("win-registry-key")
                            || line.contains("x-usb-device")
                            || line.contains("file:created")
                            || line.contains("process:name")
                            || line.contains("from_ref.value MATCHES");

                    assertThat(StixPattern.of(pattern.toString())).isEqualTo(pattern);
                    assertThat(StixPattern.of(pattern.canonical().toString())).isEqualTo(pattern.canonical());
                    if (!odd) {
                        assertThat(PatternWarnings.of(pattern)).isEmpty();
                    }
                }));
    }

    @Test
    void whatStixDoesNotHaveIsAWarning() {
        assertThat(warnings("[win-registry-key:key = 'a']"))
                .containsExactly("STIX has no such type of observable: win-registry-key:key");
        assertThat(warnings("[file:created = t'2026-01-31T09:30:00Z']"))
                .containsExactly("STIX has no such property: file:created");
        assertThat(warnings("[file:extensions.'windows-pebinary-ext'.sections[*].entropy > 7.0]"))
                .isEmpty();
        assertThat(warnings("[file:extensions.'windows-pebinary-ext'.sections.entropy > 7.0]"))
                .hasSize(1);
        assertThat(warnings("[network-traffic:dst_ref.resolves_to_refs[*].value = 'a.example']"))
                .isEmpty();
        assertThat(warnings("[file:parent_directory_ref.nothing = 'a']")).hasSize(1);
        assertThat(warnings("[file:name = 'a' AND mutex:name = 'a']")).hasSize(1);
        assertThat(warnings("[file:name = 'a' OR mutex:name = 'a']")).isEmpty();
        assertThat(warnings("[file:name ISSUBSET '198.51.100.0/24']")).hasSize(1);
        assertThat(warnings("[file:name IN ()]")).hasSize(1);
    }

    private static List<String> warnings(String pattern) {
        return PatternWarnings.of(StixPattern.of(pattern));
    }

    /// §9.2: AND binds tighter than OR, and FOLLOWEDBY the loosest; a qualifier belongs to the nearest
    /// observation.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[a_b:c=1]OR[a_b:c=2]AND[a_b:c=3] | [a_b:c = 1] OR ([a_b:c = 2] AND [a_b:c = 3])",
                "[a_b:c=1]FOLLOWEDBY[a_b:c=2]OR[a_b:c=3] | [a_b:c = 1] FOLLOWEDBY ([a_b:c = 2] OR [a_b:c = 3])",
                "[a_b:c=1 OR a_b:c=2 AND a_b:c=3] | [a_b:c = 1 OR (a_b:c = 2 AND a_b:c = 3)]",
                "[a_b:c=1]AND[a_b:c=2]WITHIN 5 SECONDS | [a_b:c = 1] AND ([a_b:c = 2] WITHIN 5 SECONDS)"
            })
    void operatorsBindAsTheStandardSays(String plain, String grouped) {
        assertThat(StixPattern.of(plain)).isEqualTo(StixPattern.of(grouped));
    }

    @Test
    void allOfTheGrammarIsRead() {
        String all =
                "([a-b:c.d[3].'e f'[*].g NOT = 'it\\'s' AND a-b:c > -1.50 AND a-b:c IN (1, 2.5, true) AND NOT EXISTS"
                        + " a-b:c AND (a-b:c MATCHES '^a' OR a-b:c LIKE 'a%')] REPEATS 5 TIMES WITHIN 0.5 SECONDS FOLLOWEDBY"
                        + " [a-b:c ISSUBSET '198.51.100.0/24' OR a-b:c ISSUPERSET '::/0' OR a-b:c = h'00ff' OR a-b:c = b'AAEC'])"
                        + " START t'2026-01-31T09:30:00Z' STOP t'2026-02-01T00:00:00.5Z'";

        assertThat(StixPattern.of(all)).hasToString(all);
    }

    /// What the grammar of OASIS lets through and we do not write.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[ file:name == 'a' ] | [file:name = 'a']",
                "[file:name<>'a'] | [file:name != 'a']",
                "[file:size = +5] | [file:size = 5]",
                "[file:size > .5] | [file:size > 0.5]"
            })
    void otherSpellingsAreRead(String other, String ours) {
        assertThat(StixPattern.of(other)).hasToString(ours);
    }

    @Test
    void commentsAreReadOver() {
        assertThat(StixPattern.of("[file:name/* so */=// so\n'a']")).hasToString("[file:name = 'a']");
        assertThat(StixPattern.read("[file:name = 'a'] /* so")).isInstanceOf(PatternReading.Flawed.class);
    }

    /// Where it stops and what it says, which must help whoever wrote it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1 | square brackets",
                "[file:name = 'a' | 17 | the pattern ends",
                "file:name = 'a' | 1 | square brackets",
                "[file:name = \"a\"] | 14 | double quotes",
                "[file:name = 'a' and file:size = 1] | 18 | capitals",
                "[file:hashes.SHA-256 = 'a'] | 17 | single quotes",
                "[file:name = 'a\\n'] | 16 | backslash",
                "[file:name = 'a] | 14 | does not end",
                "[file:name 'a'] | 12 | operator",
                "[file = 'a'] | 2 | file:name",
                "[file:name LIKE 5] | 17 | string",
                "[email-message:is_multipart > true] | 31 | order",
                "[file:size = 007] | 14 | written like",
                "[file:size = 1.] | 14 | written like",
                "[file:name = t'yesterday'] | 15 | in UTC",
                "[file:name = h'abc'] | 15 | hexadecimal",
                "[file:name = b'abc'] | 15 | base64",
                "[file:name[-1] = 'a'] | 12 | index",
                "[NOT file:name = 'a'] | 6 | EXISTS",
                "[file:name = 'a'] WITHIN 0 SECONDS | 26 | longer",
                "[file:name = 'a'] WITHIN 5 | 27 | SECONDS",
                "[file:name = 'a'] REPEATS 1.5 TIMES | 27 | whole",
                "[file:name = 'a'] WITHIN 5 SECONDS WITHIN 6 SECONDS | 36 | one qualifier",
                "[file:name = 'a'] START t'2026-01-31T09:30:00Z' STOP t'2026-01-31T09:30:00Z' | 54 | after START",
                "[file:name = 'a'] [file:name = 'b'] | 19 | FOLLOWEDBY",
                "[file:'' = 'a'] | 7 | not empty"
            })
    void aFlawSaysWhereItIsAndHowItIsWritten(String pattern, int character, String hint) {
        assertThat(StixPattern.read(pattern)).isInstanceOfSatisfying(PatternReading.Flawed.class, flawed -> {
            assertThat(flawed.sentence()).contains(hint);
            assertThat(flawed.position() + 1).as(flawed.sentence()).isEqualTo(character);
        });
    }

    @Test
    void lengthAndDepthAreBounded() {
        assertThat(StixPattern.read("(".repeat(90_000))).isInstanceOf(PatternReading.Flawed.class);
        assertThat(StixPattern.read("[" + "(".repeat(90_000))).isInstanceOf(PatternReading.Flawed.class);
        assertThat(StixPattern.read("[mutex:name = '" + "a".repeat(200_000) + "']"))
                .isInstanceOf(PatternReading.Flawed.class);
        assertThat(StixPattern.read("[" + "mutex:name = 'a' OR ".repeat(4_000) + "mutex:name = 'b']"))
                .isInstanceOf(PatternReading.Parsed.class);
        assertThat(StixPattern.read("[mutex:name = 'a']" + " REPEATS 2 TIMES".repeat(5_000)))
                .isInstanceOf(PatternReading.Flawed.class);
        assertThat(StixPattern.read("[file:size = " + "9".repeat(90_000) + "]"))
                .isInstanceOf(PatternReading.Flawed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[a_b:c = 1 OR a_b:c = 2] | [a_b:c IN (2, 1, 2)]",
                "[a_b:c = 1 OR a_b:c = 2] | [a_b:c = 2] OR [a_b:c = 1]",
                "[a_b:c = 1 AND a_b:d = 2] | [(a_b:d = 2) AND a_b:c = 1 AND a_b:c = 1]",
                "[a_b:c != 1] | [a_b:c NOT = 1.0]",
                "[a_b:c = 1] | [a_b:c NOT != 1]",
                "[a_b:c != 1] | [a_b:c NOT IN (1)]",
                "[a_b:c = 1] | [a_b:'c' IN (1)] REPEATS 1 TIMES",
                "[a_b:c = h'ff'] | [a_b:c = h'FF']",
                "[a_b:c = t'2026-01-31T09:30:00Z'] | [a_b:c = t'2026-01-31T09:30:00.000Z']",
                "[a_b:c = 1] WITHIN 5 SECONDS | [a_b:c = 1] WITHIN 5.0 SECONDS",
                "[a_b:c = 1] AND ([a_b:c = 2] AND [a_b:c = 3]) | ([a_b:c = 3] AND [a_b:c = 1]) AND [a_b:c = 2]",
                "([a_b:c = 1] FOLLOWEDBY [a_b:c = 2]) FOLLOWEDBY [a_b:c = 3] | [a_b:c=1] FOLLOWEDBY [a_b:c=2] FOLLOWEDBY [a_b:c=3]"
            })
    void equalPatternsGetEqualIdentifiers(String one, String other) {
        assertThat(StixPattern.of(one).canonical())
                .isEqualTo(StixPattern.of(other).canonical());
        assertThat(StixPattern.of(one).id()).isEqualTo(StixPattern.of(other).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[a_b:c = 1] | [a_b:c = '1']",
                "[a_b:c = 1] FOLLOWEDBY [a_b:c = 2] | [a_b:c = 2] FOLLOWEDBY [a_b:c = 1]",
                "[a_b:c = 1] AND [a_b:c = 1] | [a_b:c = 1]",
                "[a_b:c = 1 AND a_b:d = 2] | [a_b:c = 1] AND [a_b:d = 2]",
                "[a_b:c NOT < 1] | [a_b:c >= 1]",
                "[a_b:c NOT IN (1, 2)] | [a_b:c != 1 AND a_b:c != 2]",
                "([a_b:c = 1] OR [a_b:c = 2]) REPEATS 2 TIMES | [a_b:c = 1] REPEATS 2 TIMES OR [a_b:c = 2] REPEATS 2 TIMES",
                "[a_b:c = 'a'] | [a_b:c = 'A']"
            })
    void otherPatternsDoNot(String one, String other) {
        assertThat(StixPattern.of(one).id()).isNotEqualTo(StixPattern.of(other).id());
    }

    @Test
    void identifiersStayWhatTheyAreForEver() {
        assertThat(StixPattern.of("[a_b:c = 1]").canonical()).hasToString("[a_b:c = 1]");
        assertThat(StixPattern.of("[a_b:c = 1]").id()).isEqualTo(StixId.derived("indicator", "[a_b:c = 1]"));
    }

    /// Any tree that can be made is written, read back the same, and stays the same once canonical.
    @Test
    void whatIsWrittenIsReadBack() {
        var random = new Random(21);
        for (int i = 0; i < 3_000; i++) {
            var pattern = new StixPattern(observation(random, 3));
            StixPattern canonical = pattern.canonical();

            assertThat(StixPattern.of(pattern.toString())).isEqualTo(pattern);
            assertThat(StixPattern.of(canonical.toString())).isEqualTo(canonical);
            assertThat(canonical.canonical()).isEqualTo(canonical);
        }
    }

    private static Observation observation(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 1 : 5)) {
            case 1 -> new StixPattern.Together(several(random, () -> observation(random, depth - 1)));
            case 2 -> new StixPattern.Either(several(random, () -> observation(random, depth - 1)));
            case 3 -> new StixPattern.Sequence(several(random, () -> observation(random, depth - 1)));
            case 4 ->
                new StixPattern.Qualified(
                        observation(random, depth - 1),
                        switch (random.nextInt(3)) {
                            case 0 ->
                                new StixPattern.Within(new BigDecimal(1 + random.nextInt(3)).divide(BigDecimal.TWO));
                            case 1 -> new StixPattern.Repeats(BigInteger.valueOf(1 + random.nextInt(3)));
                            default ->
                                new StixPattern.Between(
                                        StixTimestamp.of("2026-01-31T09:30:00Z"),
                                        StixTimestamp.of("2026-01-31T09:30:01Z"));
                        });
            default -> new StixPattern.Matching(comparison(random, depth));
        };
    }

    private static Comparison comparison(Random random, int depth) {
        ObjectPath path = new PatternParser(
                        List.of("a-b:c", "a-b:c[*].'d e'", "a-b:c[0].d_ref.f").get(random.nextInt(3)))
                .path();
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> new StixPattern.Exists(path, random.nextBoolean());
            case 1 -> {
                List<Constant> constants = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    constants.add(constant(random));
                }
                yield new StixPattern.Test(path, random.nextBoolean(), Operator.IN, constants);
            }
            case 3 -> new StixPattern.All(several(random, () -> comparison(random, depth - 1)));
            case 4 -> new StixPattern.Any(several(random, () -> comparison(random, depth - 1)));
            default ->
                new StixPattern.Test(
                        path,
                        random.nextBoolean(),
                        List.of(Operator.EQUAL, Operator.UNEQUAL).get(random.nextInt(2)),
                        List.of(constant(random)));
        };
    }

    private static Constant constant(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new StixPattern.Text(List.of("it's", "\\", "é", "").get(random.nextInt(4)));
            case 1 -> new StixPattern.Whole(BigInteger.valueOf(random.nextInt(5) - 2));
            case 2 -> new StixPattern.Decimal(new BigDecimal("1.50"));
            case 3 -> new StixPattern.Truth(random.nextBoolean());
            case 4 -> new StixPattern.Binary("AAEC");
            case 5 -> new StixPattern.Hex("00fF");
            default -> new StixPattern.Time(StixTimestamp.of("2026-01-31T09:30:00.10Z"));
        };
    }

    private static <T> List<T> several(Random random, Supplier<T> one) {
        return Stream.generate(one).limit(2 + random.nextInt(2)).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[file:name = 'a'] AND [file:name = 'b']",
                "[file:name = 'a' AND file:size = 1]",
                "[file:name LIKE 'a%']"
            })
    void aPartOfAConjunctionIsNeverTranslated(String pattern) {
        assertThat(PatternValues.of(pattern)).isInstanceOf(PatternValues.Untranslatable.class);
    }

    @Test
    void alternativesAreTranslatedAndWhatOnlyStixCanSayIsNamed() {
        assertThat(PatternValues.of("[domain-name:value IN ('a.example', 'b.example') OR file:size = 5]"))
                .isEqualTo(new PatternValues.Choice(
                        List.of(
                                new ValuePaths.Value("domain-name", "a.example"),
                                new ValuePaths.Value("domain-name", "b.example")),
                        List.of("file:size")));
        assertThat(
                        PatternValues.mentioned(
                                StixPattern.of(
                                        "[file:name = 'a' AND file:hashes.MD5 = 'b'] FOLLOWEDBY"
                                                + " [network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '198.51.100.3']")))
                .containsExactly(
                        new ValuePaths.Value("file-name", "a"),
                        new ValuePaths.Value("md5", "b"),
                        new ValuePaths.Value("ipv4-addr", "198.51.100.3"));
    }
}
