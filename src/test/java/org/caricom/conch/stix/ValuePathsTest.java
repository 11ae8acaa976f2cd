package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.stix.PatternText.Atom;
import org.caricom.conch.stix.ValuePaths.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValuePathsTest {
    /// Every kind of value goes into a pattern and into an observable and comes back the same.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JA3")
    void aValueGoesIntoStixAndComesBack(ObservableType type) {
        String word = type.word();
        String value = word.equals("asn") ? "64496" : "it's \\ a value";
        ValuePaths.ValuePath path = ValuePaths.byWord(word);

        List<Atom> atoms = PatternText.atoms(path.pattern(value));

        assertThat(atoms).containsExactly(new Atom(path.path(), value));
        assertThat(PatternText.path(path.path())).isEqualTo(path.path());
        assertThat(ValuePaths.byPath(path.path())).isEqualTo(path);
        StixObject observable = path.observable(value);
        if (type == ObservableType.USER_AGENT) {
            assertThat(observable).isNull();
        } else {
            assertThat(observable.type()).isEqualTo(path.objectType());
            assertThat(ValuePaths.in(observable)).containsExactly(new Value(word, value));
        }
    }

    @Test
    void aJa3FingerprintHasNoPlaceInStix() {
        assertThat(ValuePaths.byWord("ja3")).isNull();
    }

    @Test
    void hashesAreQuotedInPatterns() {
        assertThat(ValuePaths.byWord("sha256").pattern("ab")).isEqualTo("[file:hashes.'SHA-256' = 'ab']");
        assertThat(ValuePaths.byWord("md5").pattern("ab")).isEqualTo("[file:hashes.MD5 = 'ab']");
        assertThat(ValuePaths.byWord("asn").pattern("64496")).isEqualTo("[autonomous-system:number = 64496]");
        assertThat(ValuePaths.byWord("user-agent").path())
                .isEqualTo("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'");
    }

    @Test
    void allValuesOfAnObservableAreFound() {
        StixObject file = Samples.all().stream()
                .filter(object -> object.type().equals("file"))
                .findFirst()
                .orElseThrow();

        assertThat(ValuePaths.in(file)).extracting(Value::word).containsExactly("md5", "sha256", "file-name");
    }
}
