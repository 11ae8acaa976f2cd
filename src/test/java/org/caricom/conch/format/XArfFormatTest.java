package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XArfFormatTest {
    private static final String REPORT = """
            ---
            Reported-From: abuse@cert.example
            Category: abuse
            Report-Type: login-attack
            Service: ssh
            User-Agent: example 1.0
            Report-ID: 4711@cert.example
            Date: Mon, 02 Mar 2026 10:00:00 +0000
            Source-Type: ipv4
            Source: 203.0.113[.]7
            Port: 22
            Attachment: text/plain
            Schema-URL: http://www.x-arf.example/schema/abuse_login-attack_0.1.2.json
            TLP: amber
            """;

    private static final String MAIL = """
            From: Example CERT <abuse@cert.example>
            To: abuse@provider.example
            Subject: abuse report about 203.0.113.7
            Date: Mon, 02 Mar 2026 10:00:01 +0000
            MIME-Version: 1.0
            X-XARF: PLAIN
            Auto-Submitted: auto-generated
            Content-Type: multipart/mixed; boundary="=-example"

            Not shown.
            --=-example
            Content-Type: text/plain; charset=utf-8

            Somebody tried passwords.
            --=-example
            Content-Type: text/plain; charset=utf-8; name="report.txt"

            %s
            --=-example
            Content-Type: text/plain; name="logfile.log"
            Content-Disposition: attachment; filename="logfile.log"
            Content-Transfer-Encoding: base64

            c2VjcmV0IGxv
            ZyBsaW5l
            --=-example--
            """.formatted(REPORT);

    @Test
    void aMailWithAReportIsRead() {
        Reading.Content content = Readings.content(MAIL);
        Facts facts = content.report().facts();
        assertThat(content.report().format()).isEqualTo("x-arf");
        assertThat(facts.classes()).containsExactly(Rsit.BRUTE_FORCE);
        assertThat(facts.reference()).isEqualTo("4711@cert.example");
        assertThat(facts.noticedAt()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(facts.tlp()).isEqualTo(Tlp.AMBER);
        assertThat(facts.reporter()).isEqualTo("abuse@cert.example");
        assertThat(facts.summary()).isEqualTo("Somebody tried passwords.");
        assertThat(facts.indicators())
                .extracting(i -> i.observable().value(), ReportedIndicator::role, ReportedIndicator::detects)
                .containsExactly(
                        tuple("203.0.113.7", Role.ATTACKER, true),
                        tuple(
                                Sha256.of("secret log line".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                        .toString(),
                                Role.UNKNOWN,
                                false));
        assertThat(Json.text(content.report().bundle().toJson()))
                .contains("Service: ssh", "subject: abuse report about 203.0.113.7")
                .doesNotContain("secret log line");
    }

    @Test
    void lineEndsOfTheInternetMakeNoDifference() {
        assertThat(Readings.content(MAIL.replace("\n", "\r\n")).report().facts())
                .isEqualTo(Readings.content(MAIL).report().facts());
    }

    @Test
    void theReportAloneIsReadToo() {
        Facts facts = Readings.content(REPORT).report().facts();
        assertThat(facts.reference()).isEqualTo("4711@cert.example");
        assertThat(facts.classes()).containsExactly(Rsit.BRUTE_FORCE);
    }

    @Test
    void aMailWithXarfInJsonIsReadForThat() {
        String mail = MAIL.replace("name=\"report.txt\"", "name=\"words.txt\"")
                .replace("text/plain; charset=utf-8; name=\"words.txt\"", "application/json")
                .replace(REPORT, """
                        {"Version": "3", "ReporterInfo": {"ReporterType": "Person"}, "Disclosure": true,
                         "Report": {"ReportClass": "Activity", "ReportType": "Spam", "Date": "2026-03-01T00:00:00Z",
                                    "SourceIp": "203.0.113.7"}}""");
        Reading.Content content = Readings.content(mail);
        assertThat(content.report().format()).isEqualTo("xarf-3");
        assertThat(content.setAside()).extracting(Flaw::pointer, Flaw::code).contains(tuple("/0", "kept-only"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            Category: abuse        ~ Category: nonsense       ~ /1/Category       ~ wrong-value
            Source-Type: ipv4      ~ Source-Type: ipv6        ~ /1/Source         ~ wrong-form
            Source: 203.0.113[.]7  ~ Source: nonsense         ~ /1/Source         ~ wrong-form
            TLP: amber             ~ TLP: purple              ~ /1/TLP            ~ wrong-value
            Service: ssh           ~ Service: !!java.net.URL [x] ~ /1/Service     ~ yaml-tag
            Service: ssh           ~ Service: &a ssh          ~ /1/Service        ~ yaml-anchor
            Service: ssh           ~ Category: abuse          ~ /1/Category       ~ yaml-duplicate-name
            Service: ssh           ~ Service: [[[[[[[[[[1]]]]]]]]]] ~ /1/Service/0/0/0/0/0/0/0/0 ~ yaml-limit
            Report-ID: 4711@cert.example ~ X: y               ~ /1/Report-ID      ~ missing
            --=-example--          ~ --=-example-             ~ ``                ~ mail-boundary
            X-XARF: PLAIN          ~ X-XARF: BULK             ~ ``                ~ bulk
            base64                 ~ base65                   ~ /2                ~ mail-encoding
            ZyBsaW5l               ~ ZyBs*W5l                 ~ /2                ~ not-base64
            To: abuse              ~ From: abuse              ~ ``                ~ mail-header-twice
            """)
    void whatIsWrongIsToldWhereItStands(String right, String wrong, String pointer, String code) {
        assertThat(Readings.flaws(MAIL.replaceFirst(java.util.regex.Pattern.quote(right), wrong)))
                .extracting(Flaw::pointer, Flaw::code)
                .contains(tuple(pointer, code));
    }

    @Test
    void aTypeThatNobodyKnowsIsFiledWithoutAClass() {
        Reading.Content content = Readings.content(REPORT.replace("login-attack", "teapot"));
        assertThat(content.report().facts().classes()).isEmpty();
        assertThat(content.setAside()).extracting(Flaw::code).contains("unknown-type");
    }

    @Test
    void twoReportsInOneMailAreNotChosenBetween() {
        String mail = MAIL.replace("--=-example--", "--=-example\nContent-Type: application/json\n\n{}\n--=-example--");
        assertThat(Readings.of(mail)).isEqualTo(new Reading.Ambiguous(List.of("x-arf", "xarf")));
    }
}
