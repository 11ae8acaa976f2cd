package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.stix.StixObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MispFormatTest {
    @Test
    void anEventBecomesFacts() {
        Facts facts = facts(Readings.EVENT);
        assertThat(facts.reference()).isEqualTo("15ebb496-c51c-4f88-b60b-aba5f806db5f");
        assertThat(facts.title()).isEqualTo("Phishing against a bank");
        assertThat(facts.stage()).isEqualTo(ReportStage.ALERT);
        assertThat(facts.noticedAt()).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(facts.writtenAt()).isEqualTo("2026-03-05T00:00:00Z");
        assertThat(facts.awareAt()).isNull();
    }

    @Test
    void anEventMayStandInAResponseOrBare() {
        String inside = Readings.EVENT;
        String bare = inside.substring("{\"Event\": ".length(), inside.length() - 1);
        assertThat(facts("{\"response\": [" + inside + "]}")).isEqualTo(facts(inside));
        assertThat(facts(bare)).isEqualTo(facts(inside));
    }

    @Test
    void severalEventsAreOneReportOfWhatIsValid() {
        String other = Readings.EVENT.replace("15ebb496", "25ebb496").replace("bank-login", "other");
        Reading.Content content = Readings.content("{\"response\": [" + Readings.EVENT + "," + other + ", {}]}");
        assertThat(content.report().facts().indicators())
                .extracting(i -> i.observable().value())
                .containsExactly("bank-login.example", "other.example");
        assertThat(objects(content, "incident")).hasSize(2);
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(tuple("/response/2", "no-event"));
    }

    @Test
    void anEventWithoutUuidOrInfoIsNone() {
        assertThat(Readings.flaws("{\"Event\": {\"info\": \" \", \"Attribute\": {}}}"))
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(
                        tuple("/Event/uuid", "missing"),
                        tuple("/Event/info", "missing"),
                        tuple("/Event/Attribute", "wrong-type"));
    }

    @ParameterizedTest
    @CsvSource({
        "ip-dst, 203.0.113.7, ipv4-addr 203.0.113.7",
        "ip-src, 2001:DB8::1, ipv6-addr 2001:db8::1",
        "hostname, Mail.Evil.Example, domain-name mail.evil.example",
        "url, hxxp://evil.example/x, url http://evil.example/x",
        "url, evil.example, domain-name evil.example",
        "ip-dst|port, 203.0.113.7|443, ipv4-addr 203.0.113.7",
        "ip-dst|port, 2001:db8::1|443, ipv6-addr 2001:db8::1",
        "hostname|port, evil.example|443, domain-name evil.example",
        "email-src, bad@evil.example, email-addr bad@evil.example",
        "regkey, HKLM\\Software\\Evil, windows-registry-key HKEY_LOCAL_MACHINE\\Software\\Evil",
        "regkey|value, HKLM\\Software\\Evil|on, windows-registry-key HKEY_LOCAL_MACHINE\\Software\\Evil",
        "AS, AS64500, asn 64500",
        "mutex, Global\\evil, mutex Global\\evil",
        "ja3-fingerprint-md5, d41d8cd98f00b204e9800998ecf8427e, ja3 d41d8cd98f00b204e9800998ecf8427e",
    })
    void attributesBecomeValues(String type, String value, String expected) {
        ReportedIndicator indicator = facts(withAttributes(Readings.attribute(type, value, ", \"to_ids\": true")))
                .indicators()
                .getFirst();
        assertThat(indicator.observable().type().word() + " "
                        + indicator.observable().value())
                .isEqualTo(expected);
        assertThat(indicator.detects()).isTrue();
        assertThat(indicator.role()).isEqualTo(Role.ATTACKER);
    }

    @Test
    void ofAFileAndItsHashTheHashDetects() {
        Facts facts = facts(withAttributes(
                Readings.attribute("filename|md5", "a|b.exe|d41d8cd98f00b204e9800998ecf8427e", ", \"to_ids\": true")));
        assertThat(facts.indicators())
                .extracting(i -> i.observable().type(), i -> i.observable().value(), ReportedIndicator::detects)
                .containsExactly(
                        tuple(ObservableType.FILE_NAME, "a|b.exe", false),
                        tuple(ObservableType.MD5, "d41d8cd98f00b204e9800998ecf8427e", true));
    }

    @Test
    void bothSidesOfADomainAndAddressAreCompared() {
        Facts facts = facts(withAttributes(Readings.attribute("domain|ip", "evil.example|203.0.113.7", "")));
        assertThat(facts.indicators())
                .extracting(i -> i.observable().type())
                .containsExactly(ObservableType.DOMAIN_NAME, ObservableType.IPV4_ADDR);
    }

    @Test
    void whatIsNotForDetectionIsContextAndNobodys() {
        Facts facts = facts(withAttributes(Readings.attribute("domain", "news.example", ", \"to_ids\": false")));
        assertThat(facts.indicators())
                .extracting(ReportedIndicator::detects, ReportedIndicator::role)
                .containsExactly(tuple(false, Role.UNKNOWN));
    }

    @Test
    void targetsAreTheVictims() {
        Facts facts = facts(withAttributes("""
                {"type": "target-email", "category": "Targeting data", "to_ids": true, "value": "clerk@ministry.example"},
                {"type": "target-org", "category": "Targeting data", "value": "Ministry of Examples"}"""));
        assertThat(facts.indicators())
                .extracting(ReportedIndicator::detects, ReportedIndicator::role)
                .containsExactly(tuple(false, Role.VICTIM));
        assertThat(facts.victim().names()).containsExactly("clerk@ministry.example", "Ministry of Examples");
    }

    @Test
    void theStrictestMarkingHoldsForAll() {
        String attribute = Readings.attribute("domain", "evil.example", ", \"Tag\": [{\"name\": \"tlp:red\"}]");
        Reading.Content content = Readings.content(Readings.event("\"Tag\": [{\"name\": \"tlp:green\"}],", attribute));
        assertThat(content.report().facts().tlp()).isEqualTo(Tlp.RED);
        assertThat(content.setAside()).extracting(Flaw::code).containsExactly("stricter-attribute");
    }

    @ParameterizedTest
    @CsvSource({"0, RED", "1, AMBER_STRICT", "2, AMBER", "3, GREEN", "4, RED", "9, AMBER_STRICT"})
    void withoutMarkingTheDistributionTells(String distribution, Tlp tlp) {
        assertThat(facts(Readings.event("\"distribution\": " + distribution + ",", ""))
                        .tlp())
                .isEqualTo(tlp);
    }

    @Test
    void tagsTellClassesTechniquesAndFamilies() {
        Reading.Content content = Readings.content(Readings.event("""
                "Tag": [{"name": "rsit:fraud=\\"phishing\\""},
                        {"name": "misp-galaxy:mitre-attack-pattern=\\"Spearphishing Link - T1566.002\\""},
                        {"name": "misp-galaxy:malpedia=\\"ExampleLocker\\""},
                        {"name": "misp-galaxy:threat-actor=\\"Fictional Bear\\""},
                        {"name": "osint:source-type=\\"blog-post\\""}],
                """, ""));
        Facts facts = content.report().facts();
        assertThat(facts.classes()).containsExactly(Rsit.PHISHING);
        assertThat(facts.techniques()).containsExactly("T1566.002");
        assertThat(facts.malware()).containsExactly("ExampleLocker");
        assertThat(objects(content, "threat-actor"))
                .extracting(o -> o.text("name"))
                .containsExactly("Fictional Bear");
        assertThat(objects(content, "attack-pattern"))
                .extracting(o -> o.text("name"))
                .containsExactly("Spearphishing Link");
        assertThat(notes(content)).contains("osint:source-type=\"blog-post\"");
    }

    @Test
    void whatHasNoPlaceInStixStaysReadableInANote() {
        Reading.Content content = Readings.content(Readings.event(
                "\"EventReport\": [{\"name\": \"Story\", \"content\": \"Long ago\"}],",
                Readings.attribute("btc", "1ExampleExampleExample", ", \"comment\": \"ransom\"") + ","
                        + Readings.attribute("ip-dst|port", "203.0.113.7|8443", "")));
        assertThat(notes(content))
                .contains("btc: 1ExampleExampleExample [ransom]", "ip-dst|port: 203.0.113.7|8443", "Long ago");
    }

    @Test
    void whatIsNonsenseForItsTypeIsSetAsideAndStaysReadable() {
        Reading.Content content = Readings.content(withAttributes(Readings.attribute("md5", "not a hash", "")));
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(tuple("/Event/Attribute/0/value", "no-such-value"));
        assertThat(notes(content)).contains("md5: not a hash");
    }

    @Test
    void sightingsTellWhenAValueWasSeen() {
        Facts facts = facts(withAttributes(Readings.attribute("domain", "evil.example", """
                , "first_seen": "2026-03-02T00:00:00.000000+00:00", "Sighting": [
                    {"type": "0", "date_sighting": "1772668800"}, {"type": "1", "date_sighting": "1772755200"}]""")));
        assertThat(facts.indicators())
                .extracting(ReportedIndicator::firstSeen, ReportedIndicator::lastSeen)
                .containsExactly(tuple(
                        java.time.Instant.parse("2026-03-02T00:00:00Z"),
                        java.time.Instant.parse("2026-03-05T00:00:00Z")));
    }

    @Test
    void deletedAttributesAreSetAside() {
        Reading.Content content =
                Readings.content(withAttributes(Readings.attribute("domain", "evil.example", ", \"deleted\": true")));
        assertThat(content.report().facts().indicators()).isEmpty();
        assertThat(content.setAside()).extracting(Flaw::code).containsExactly("deleted");
    }

    @Test
    void objectsLendTheirWordsToTheirAttributes() {
        Facts facts = facts(Readings.event("""
                "Object": [{"name": "domain-ip", "comment": "second stage", "Attribute": [
                    {"type": "domain", "object_relation": "domain", "to_ids": true, "value": "evil.example"}]},
                   {"name": "corporate-asset", "Attribute": [
                    {"type": "ip-src", "object_relation": "IP", "to_ids": true, "value": "198.51.100.9"}]}],
                """, ""));
        assertThat(facts.indicators())
                .extracting(i -> i.observable().value(), ReportedIndicator::role, ReportedIndicator::context)
                .containsExactly(
                        tuple("evil.example", Role.ATTACKER, "domain-ip: second stage"),
                        tuple("198.51.100.9", Role.VICTIM, null));
    }

    @Test
    void rulesInOtherLanguagesBecomeIndicators() {
        Reading.Content content =
                Readings.content(withAttributes(Readings.attribute("yara", "rule x { condition: true }", "")));
        assertThat(objects(content, "indicator"))
                .extracting(o -> o.text("pattern_type"), o -> o.text("pattern"))
                .containsExactly(tuple("yara", "rule x { condition: true }"));
    }

    @Test
    void aLaterStateOfAnEventIsALaterVersion() {
        StixObject first = objects(Readings.content(Readings.EVENT), "incident").getFirst();
        StixObject later = objects(Readings.content(Readings.EVENT.replace("1772668800", "1772755200")), "incident")
                .getFirst();
        assertThat(later.id()).isEqualTo(first.id());
        assertThat(later.created()).isEqualTo(first.created());
        assertThat(later.modified()).isGreaterThan(first.modified());
    }

    private static String withAttributes(String attributes) {
        return Readings.event("", attributes);
    }

    private static Facts facts(String payload) {
        return Readings.content(payload).report().facts();
    }

    private static List<StixObject> objects(Reading.Content content, String type) {
        return content.report().bundle().objects().stream()
                .filter(object -> object.type().equals(type))
                .toList();
    }

    private static String notes(Reading.Content content) {
        return objects(content, "note").stream()
                .map(note -> note.text("content"))
                .toList()
                .toString();
    }
}
