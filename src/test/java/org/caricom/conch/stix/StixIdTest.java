package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import org.caricom.conch.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StixIdTest {
    /// STIX 2.1 §2.9 and the examples of §6.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4 | {\"value\":\"198.51.100.3\"}",
                "ipv6-addr--6469e3a9-b053-5e34-a025-9396ae051d26 | {\"value\":\"2001:db8::1\"}",
                "domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7 | {\"value\":\"example.com\"}",
                "domain-name--dbf3aff2-b3cd-57d2-9616-0ddfde9d01ad | {\"value\":\"bücher.example\"}",
                "url--47c3cf9a-5027-5bf0-997a-017c7edc7c55 | {\"value\":\"https://example.com/research/index.html\"}",
                "email-addr--7165e2a9-671f-585d-b1e1-ca59c671d934 | {\"value\":\"john@example.com\"}",
                "mac-addr--757b1725-9903-54f5-a855-1240691d7659 | {\"value\":\"d2:fb:49:24:37:18\"}",
                "mutex--f93fe911-e545-5239-b9b0-597840d0c871 | {\"name\":\"__CLEANSWEEP__\"}",
                "autonomous-system--3aa27478-50b5-5ab8-9da9-cdc12b657fff | {\"number\":15139}",
                "directory--0a58d0c1-59e6-5afd-8252-dcd3f13e5622 | {\"path\":\"C:\\\\Windows\\\\System32\"}",
                "file--949eb97a-da1e-5292-8959-03c4249dc9f3 | {\"name\":\"foo.dll\",\"hashes\":"
                        + "{\"SHA-256\":\"fe90a7e910cb3a4739bed9180e807e93fa70c90f25a8915476f5e4bfbac681db\"}}"
            })
    void anObservableHasTheIdentifierThatEverybodyGivesIt(String id, String properties) {
        StixId expected = StixId.of(id);

        assertThat(StixId.deterministic(expected.type(), Json.own(properties))).isEqualTo(expected);
    }

    @Test
    void whatDoesNotContributeDoesNotMatter() {
        assertThat(StixId.deterministic("ipv4-addr", Json.own("{\"defanged\":false,\"value\":\"198.51.100.3\"}")))
                .isEqualTo(StixId.of("ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4"));
    }

    @Test
    void oneHashContributesTheFirstOfTheList() {
        String md5 = "\"MD5\":\"d41d8cd98f00b204e9800998ecf8427e\"";
        String sha512 = "\"SHA-512\":\"" + "0".repeat(128) + "\"";
        String ssdeep = "\"SSDEEP\":\"3::\"";

        assertThat(file(sha512, ssdeep, md5)).isEqualTo(file(md5)).isEqualTo(file(md5, sha512));
        assertThat(file(ssdeep, sha512)).isEqualTo(file(sha512));
        assertThat(file(ssdeep)).isNotEqualTo(file(sha512));
    }

    private static StixId file(String... hashes) {
        return StixId.deterministic("file", Json.own("{\"hashes\":{" + String.join(",", hashes) + "}}"));
    }

    @Test
    void withoutContributingPropertiesThereIsNoDeterministicIdentifier() {
        assertThat(StixId.deterministic("process", Json.own("{\"pid\":7}"))).isNull();
        assertThat(StixId.deterministic("file", Json.own("{\"size\":7}"))).isNull();
    }

    @Test
    void derivedIdentifiersFollowFromTheNameAndNeverShareAUuid() {
        StixId one = StixId.derived("indicator", "a");

        assertThat(StixId.derived("indicator", "a")).isEqualTo(one);
        assertThat(StixId.derived("indicator", "b")).isNotEqualTo(one);
        assertThat(StixId.derived("malware", "a").uuid()).isNotEqualTo(one.uuid());
        assertThat(one.uuid().version()).isEqualTo(5);
        assertThat(one.uuid().variant()).isEqualTo(2);
    }

    @Test
    void derivedIdentifiersStayWhatTheyAreForEver() {
        assertThat(StixId.derived("indicator", "a")).hasToString("indicator--e1e3b9d0-bd7d-58e5-9a1e-d84e49aa07f2");
    }

    @Test
    void anIdentifierIsKeptAsReceived() {
        StixId upper = StixId.parse("malware--31B940D4-6F7F-459A-80EA-9C1F17B58ABC");

        assertThat(upper).hasToString("malware--31B940D4-6F7F-459A-80EA-9C1F17B58ABC");
        assertThat(upper.isSameButForCase(StixId.of("malware--31b940d4-6f7f-459a-80ea-9c1f17b58abc")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "malware",
                "malware--",
                "malware--31b940d4-6f7f-459a-80ea-9c1f17b58ab",
                "malware--31b940d4-6f7f-759a-80ea-9c1f17b58abc",
                "malware--31b940d4-6f7f-459a-c0ea-9c1f17b58abc",
                "malware--00000000-0000-0000-0000-000000000000",
                "Malware--31b940d4-6f7f-459a-80ea-9c1f17b58abc",
                "-malware--31b940d4-6f7f-459a-80ea-9c1f17b58abc",
                "malware--31b940d4-6f7f-459a-80ea-9c1f17b58abc ",
                "malware--31b940d46f7f459a80ea9c1f17b58abc"
            })
    void whatIsNoIdentifierIsNone(String text) {
        assertThat(StixId.parse(text)).isNull();
    }
}
