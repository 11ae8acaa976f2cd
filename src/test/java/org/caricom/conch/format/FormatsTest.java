package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caricom.conch.json.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    private static final String ALERT = """
            {"format": "conch-report/1", "reference": "X-1", "title": "Something happened",
             "awareAt": "2026-03-02T13:40:00Z", "tlp": "TLP:AMBER"}""";

    @Test
    void theContentTellsTheFormat() {
        assertThat(Readings.content(ALERT).report().format()).isEqualTo("conch-report");
        assertThat(Readings.content(Readings.BUNDLE).report().format()).isEqualTo("stix-2.1");
        assertThat(Readings.content(Readings.EVENT).report().format()).isEqualTo("misp");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheReport() {
        assertThat(Readings.content("\ufeff" + ALERT)).isEqualTo(Readings.content(ALERT));
    }

    @Test
    void twoFormatsInOneDocumentAreNotChosenBetween() {
        String both = Readings.EVENT.replaceFirst(
                "\\{", "{\"type\": \"bundle\", \"id\": \"bundle--0a58d0c1-59e6-4afd-8252-dcd3f13e5622\", ");
        assertThat(Readings.of(both)).isEqualTo(new Reading.Ambiguous(List.of("stix-2.1", "misp")));
    }

    @Test
    void whatIsDeclaredDecidesBetweenWhatTheContentAllows() {
        String both = Readings.EVENT.replaceFirst(
                "\\{", "{\"type\": \"bundle\", \"id\": \"bundle--0a58d0c1-59e6-4afd-8252-dcd3f13e5622\", ");
        assertThat(Readings.of(both, "misp+json")).isInstanceOf(Reading.Content.class);
    }

    @Test
    void whatIsDeclaredDoesNotOverruleTheContent() {
        Reading.Content content = (Reading.Content) Readings.of(ALERT, "application/stix+json;version=2.1");
        assertThat(content.report().format()).isEqualTo("conch-report");
        assertThat(content.setAside()).extracting(Flaw::code).containsExactly("declared-type");
    }

    @Test
    void aReportThatForgotItsFormatIsToldSo() {
        assertThat(Readings.flaws(ALERT.replace("\"format\": \"conch-report/1\",", "")))
                .containsExactly(new Flaw("/format", "missing", "\"format\" is missing."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    <IODEF-Document/>                                                    ~ unknown-format
                    ip,first_seen                                                        ~ empty
                    {"objects": []}                                                      ~ empty
                    {"Incident": [], "version": "2.0"}                                   ~ empty
                    {"xarf_version": "4.0.0"}                                            ~ missing
                    {"incident_id": "1", "schema_version": "1.4", "action": {}}          ~ missing
                    {"document": {"csaf_version": "2.0"}}                                ~ missing
                    {"some": "thing"}                                                    ~ unknown-format
                    []                                                                   ~ unknown-format
                    {"format": "conch-report/1", "format": "conch-report/1"}             ~ json-duplicate-name
                    {"format": "conch-report/1"                                          ~ json-syntax
                    {"response": []}                                                     ~ no-event
                    {"response": {"Attribute": []}}                                      ~ no-event
                    """)
    void whatIsNoReportIsAnsweredWithWhatItLacks(String payload, String code) {
        assertThat(Readings.flaws(payload)).extracting(Flaw::code).contains(code);
    }

    @Test
    void deepNestingIsRefusedBeforeItIsRead() {
        String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
        assertThat(Readings.flaws(deep)).extracting(Flaw::code).containsExactly("json-limit");
    }

    @Test
    void moreValuesThanAReportCanHoldAreRefused() {
        String values = "\"192.0.2.1\",".repeat(50_000) + "\"192.0.2.1\"";
        assertThat(Readings.flaws(ALERT.replaceFirst("\\}$", ", \"indicators\": [" + values + "]}")))
                .containsExactly(new Flaw("/indicators", "too-many", "There are 50001, at most 50000 can be."));
    }

    @Test
    void writingThatTurnsRoundIsPointedAt() {
        String tricky = ALERT.replaceFirst(
                "\\}$", ", \"indicators\": [{\"value\": \"x\u202efdp.exe\", \"type\": \"file-name\"}]}");
        assertThat(Readings.content(tricky).setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/indicators/0/value", "bidirectional-control"));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] broken = ALERT.getBytes(StandardCharsets.UTF_8);
        broken[20] = (byte) 0xff;
        assertThat(Formats.read(broken, null, Readings.ORIGIN)).isInstanceOf(Reading.Unusable.class);
    }
}
