package org.caricom.conch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caricom.conch.access.KeyState;
import org.caricom.conch.access.RevocationReason;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.intake.ReportState;
import org.caricom.conch.scrub.Preview;
import org.caricom.conch.scrub.Reason;
import org.caricom.conch.sharing.Bar;
import org.caricom.conch.triage.Level;
import org.caricom.conch.triage.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {
    private static final Pattern KEY = Pattern.compile("\"([a-z][a-z0-9]*(?:\\.[a-z0-9-]+)+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

    /// Words for slugs that stand in data: rules of triage, names of formats. Those without a word show the data's own.
    private static final List<String> FROM_DATA = List.of("nciss.", "format.");

    @Test
    void everySentenceUsedExistsAndNoneIsUnused() throws IOException {
        Set<String> keys = Messages.in(Language.EN).keys();
        Set<String> families = families();
        Set<String> used = new TreeSet<>(families);
        Set<String> prefixes = new TreeSet<>();
        keys.forEach(key -> prefixes.add(key.substring(0, key.indexOf('.') + 1)));
        for (Path source : sources()) {
            Matcher matcher = KEY.matcher(Files.readString(source));
            while (matcher.find()) {
                String key = matcher.group(1);
                if (prefixes.stream().anyMatch(key::startsWith) && !key.matches(".*\\.(css|js|svg|jws|json|csv)")) {
                    used.add(key);
                }
            }
        }
        Set<String> missing = new TreeSet<>(used);
        missing.removeAll(keys);
        assertThat(missing).as("used, but not in messages_en.properties").isEmpty();
        Set<String> unused = new TreeSet<>(keys);
        unused.removeAll(used);
        unused.removeIf(key -> FROM_DATA.stream().anyMatch(key::startsWith));
        assertThat(unused).as("in messages_en.properties, but not used").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyTranslationSaysEverySentenceWithTheSamePlaces(Language language) {
        Map<String, String> english = Messages.load(Language.EN);
        Map<String, String> own = Messages.load(language);
        if (own.isEmpty()) {
            return;
        }
        assertThat(own.keySet()).isEqualTo(english.keySet());
        english.forEach((key, sentence) -> {
            String translated = own.getOrDefault(key, "");
            assertThat(translated).as(key).isNotBlank().doesNotContain("'");
            assertThat(places(translated)).as(key + ": " + translated).isEqualTo(places(sentence));
            assertThat(new MessageFormat(translated, language.numbers())).isNotNull();
        });
    }

    @Test
    void aBrowserGetsTheFirstOfItsLanguagesThatWeSpeak() {
        assertThat(Language.choose(null, "pt-BR, fr-CA;q=0.8, en;q=0.7")).isEqualTo(Language.FR);
        assertThat(Language.choose("nl", "fr")).isEqualTo(Language.NL);
        assertThat(Language.choose("xx", null)).isEqualTo(Language.EN);
        assertThat(Language.choose(null, ";;;")).isEqualTo(Language.EN);
    }

    private static Set<String> places(String sentence) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = PLACE.matcher(sentence);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return places;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"));
                Stream<Path> classes = Files.walk(Path.of("src/main/java/org/caricom/conch/web"))) {
            return Stream.concat(templates, classes)
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    /// Sentences whose key is made from a word of the domain: one for every value.
    private static Set<String> families() {
        Set<String> keys = new TreeSet<>();
        family(keys, "state.", CaseState.values(), CaseState::word);
        family(keys, "outcome.", Outcome.values(), Outcome::word);
        family(keys, "sector.", Sector.values(), Sector::word);
        family(keys, "rsit.", Rsit.values(), Rsit::type);
        family(keys, "stage.", ReportStage.values(), ReportStage::word);
        family(keys, "role.", Role.values(), Role::word);
        family(keys, "type.", ObservableType.values(), ObservableType::word);
        family(keys, "audience.", Tlp.values(), tlp -> tlp.word().replace('+', '-'));
        family(keys, "bar.", Bar.values(), Bar::word);
        family(keys, "level.", Level.values(), Level::word);
        family(keys, "priority.", Priority.values(), Priority::word);
        family(keys, "property.", Preview.Property.values(), Preview.Property::word);
        family(keys, "reason.", Reason.values(), Reason::word);
        family(keys, "signing-state.", KeyState.values(), KeyState::word);
        family(keys, "signing-reason.", RevocationReason.values(), RevocationReason::word);
        family(keys, "signing-report.", ReportState.values(), ReportState::word);
        family(keys, "look.", Choices.Look.values(), Choices.Look::word);
        return keys;
    }

    private static <T> void family(Set<String> keys, String prefix, T[] values, Function<T, String> word) {
        Arrays.stream(values).map(word).map(prefix::concat).forEach(keys::add);
    }
}
