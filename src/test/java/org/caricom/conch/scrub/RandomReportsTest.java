package org.caricom.conch.scrub;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random reports with secrets planted wherever a report has room for words, in values of the attacker too, plain or in
/// disguise. Whatever the scrubber lets pass holds none of them, in any form that is searched for.
class RandomReportsTest {
    private static final Scrubber SCRUBBER = Scrubber.withCurrentPolicy();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noPlantedSecretLeaves(int seed) {
        Random random = new Random(seed);
        List<String> secrets = new ArrayList<>();
        Draft draft = SCRUBBER.draft(List.of(report(random, secrets)));
        Clearing clearing = SCRUBBER.clear(draft, SourceExample.stamp(draft, Tlp.GREEN), List.of());
        if (clearing instanceof Clearing.Passed(List<Clearing.Entry> objects)) {
            for (Clearing.Entry entry : objects) {
                String output = entry.object().json();
                assertThat(secrets.stream().flatMap(RandomReportsTest::forms))
                        .noneMatch(form -> output.contains(form)
                                || output.toLowerCase(Locale.ROOT).contains(form));
            }
        }
    }

    private static Source report(Random random, List<String> secrets) {
        String name = secret(random, secrets);
        String domain = secret(random, secrets) + ".example";
        String person = secret(random, secrets);
        String word = secret(random, secrets);
        SourceExample source = SourceExample.source()
                .title("Seen " + word)
                .summary("At " + name + ", " + person + " saw " + secret(random, secrets))
                .reporter(secret(random, secrets) + " " + secret(random, secrets))
                .victim(new Victim(
                        name + " " + secret(random, secrets), person, List.of(), List.of(domain), List.of()));
        source.attacker(ObservableType.IPV4_ADDR, "203.0.113." + random.nextInt(256));
        List<String> planted = List.of(name, domain, person, word);
        for (int i = 0; i < 6; i++) {
            String secret = planted.get(random.nextInt(planted.size()));
            String hidden = disguise(random, secret);
            switch (random.nextInt(7)) {
                case 0 ->
                    source.attacker(ObservableType.DOMAIN_NAME, hidden.toLowerCase(Locale.ROOT) + ".lure.example");
                case 1 -> source.attacker(ObservableType.URL, "https://lure.example/" + hidden);
                case 2 -> source.attacker(ObservableType.FILE_NAME, hidden + ".exe");
                case 3 -> source.attacker(ObservableType.MUTEX, "Global\\" + hidden);
                case 4 ->
                    source.attacker(
                            ObservableType.SHA256,
                            Sha256.of(secret.getBytes(UTF_8)).toString());
                case 5 -> source.malware(hidden);
                default -> source.indicator(ObservableType.DOMAIN_NAME, secret + ".lure.example", Role.VICTIM, true);
            }
        }
        source.object("""
                {"type": "malware", "spec_version": "2.1", "id": "malware--6b1c5d2e-3b4f-4a5c-8d6e-9f0a1b2c3d4e",
                 "created": "2026-07-13T11:40:00.000Z", "modified": "2026-07-13T11:40:00.000Z", "is_family": true,
                 "name": "LockBit", "description": "%s", "malware_types": ["%s"], "x_place": "%s"}
                """.formatted(word, secret(random, secrets), secret(random, secrets)));
        return source.build();
    }

    private static String secret(Random random, List<String> secrets) {
        String secret = IntStream.range(0, 7 + random.nextInt(5))
                .mapToObj(_ -> String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length()))))
                .reduce("", String::concat);
        secrets.add(secret);
        return secret;
    }

    private static String disguise(Random random, String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        return switch (random.nextInt(7)) {
            case 0 -> secret;
            case 1 -> secret.toUpperCase(Locale.ROOT);
            case 2 -> new StringBuilder(secret).reverse().toString();
            case 3 -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case 4 -> HexFormat.of().formatHex(bytes);
            case 5 -> HexFormat.of().formatHex(secret.getBytes(UTF_16LE));
            default -> "x-" + secret + "-y";
        };
    }

    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        return Stream.of(
                secret,
                new StringBuilder(secret).reverse().toString(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, 8),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().formatHex(secret.getBytes(UTF_16LE)),
                Sha256.of(bytes).toString());
    }
}
