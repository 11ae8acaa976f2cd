package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.Test;

/// What objects break only beside each other.
class BundleRulesTest {
    private static final String UUID = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
    private static final StixTimestamp TIME = StixTimestamp.of("2026-01-31T09:30:00.000Z");
    private static final StixTimestamp LATER = StixTimestamp.of("2026-02-28T09:30:00.000Z");
    private static final StixObject MALWARE =
            Sdo.malware(StixId.of("malware--" + UUID), TIME, "A worm", true).build();

    @Test
    void versionsOfOneObjectAreFine() {
        assertThat(codes(MALWARE, MALWARE, MALWARE.with("modified", LATER.toString())))
                .isEmpty();
        assertThat(codes(Samples.all().toArray(StixObject[]::new))).isEmpty();
    }

    @Test
    void createdNeverChanges() {
        assertThat(codes(MALWARE, MALWARE.with("created", LATER.toString()).with("modified", LATER.toString())))
                .containsExactly("/1/created created MUST");
    }

    @Test
    void oneVersionHasOneContent() {
        assertThat(codes(MALWARE, MALWARE.with("name", "Another worm"))).containsExactly("/1 two-contents SHOULD");
    }

    @Test
    void whatIsRevokedStaysRevoked() {
        StixObject revoked = MALWARE.with("revoked", Json.object().booleanNode(true));

        assertThat(codes(revoked, MALWARE.with("modified", LATER.toString())))
                .containsExactly("/1/modified revoked MUST");
        assertThat(codes(MALWARE, revoked.with("modified", LATER.toString()))).isEmpty();
    }

    @Test
    void oneProducerSharesNoUuidAmongTypes() {
        StixObject tool = StixObject.build(StixId.of("tool--" + UUID))
                .created(TIME)
                .set("name", "A tool")
                .build();
        String other = "identity--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30";

        assertThat(codes(MALWARE, tool)).containsExactly("/1/id shared-uuid MUST");
        assertThat(codes(MALWARE, tool.with("created_by_ref", other))).isEmpty();
        assertThat(codes(tool.with("created_by_ref", other), MALWARE.with("created_by_ref", other)))
                .containsExactly("/1/id shared-uuid MUST");
    }

    @Test
    void identifiersDifferInMoreThanCase() {
        StixObject shouting = MALWARE.with("id", "malware--" + UUID.toUpperCase(Locale.ROOT));

        assertThat(codes(MALWARE, shouting)).containsExactly("/1/id id-case SHOULD");
    }

    @Test
    void translationsMirrorWhatTheyTranslate() {
        StixObject original = MALWARE.with("aliases", Json.array().add("Worm").add("Crypto"));
        ObjectNode french = Json.object();
        french.putObject("fr")
                .put("name", "Un ver")
                .putArray("aliases")
                .add("Ver")
                .add("");

        assertThat(codes(original, content(french))).isEmpty();
        assertThat(codes(original, content(french).with("object_modified", TIME.toString())))
                .isEmpty();
        assertThat(codes(original, content(french).with("object_modified", LATER.toString())))
                .containsExactly("/1/object_modified object-modified MUST");
        assertThat(codes(MALWARE, content(french))).containsExactly("/1/contents/fr/aliases translation MUST");
        french.withObject("/fr").putArray("aliases").add("Ver");
        assertThat(codes(original, content(french))).containsExactly("/1/contents/fr/aliases translation MUST");
        assertThat(codes(content(french))).isEmpty();
    }

    private static StixObject content(ObjectNode contents) {
        return StixObject.build(StixId.of("language-content--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30"))
                .created(TIME)
                .set("object_ref", MALWARE.id())
                .set("contents", contents)
                .build();
    }

    @Test
    void markingsDoNotMarkEachOther() {
        StixId one = StixId.of("marking-definition--" + UUID);
        StixId other = StixId.of("marking-definition--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30");
        StixObject first = Markings.statement(one, TIME, "a")
                .with("object_marking_refs", Json.array().add(other.toString()));
        StixObject second = Markings.statement(other, TIME, "b");

        assertThat(codes(first, second)).isEmpty();
        assertThat(codes(first, second.with("object_marking_refs", Json.array().add(one.toString()))))
                .containsExactly(
                        "/0/object_marking_refs circular-marking MUST", "/1/object_marking_refs circular-marking MUST");
    }

    @Test
    void anImpactIsSupersededByOneOfItsCategory() {
        StixObject now = Sdo.impact(
                        StixId.of("impact--" + UUID),
                        TIME,
                        "availability",
                        Json.object().put("availability_impact", 30))
                .set("end_time", LATER)
                .set("superseded_by_ref", StixId.of("impact--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30"))
                .build();
        StixObject later = Sdo.impact(
                        StixId.of("impact--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30"),
                        TIME,
                        "external",
                        Json.object().put("impact_type", "economic"))
                .build();

        assertThat(StixRules.check(now)).isEmpty();
        assertThat(codes(now, later)).containsExactly("/0/superseded_by_ref superseded MUST");
    }

    private static List<String> codes(StixObject... objects) {
        var rules = new BundleRules();
        int place = 0;
        for (StixObject object : objects) {
            rules.add(object, "/" + place++);
        }
        return Stream.of(rules.violations())
                .flatMap(List::stream)
                .map(violation -> violation.pointer() + " " + violation.code() + " " + violation.level())
                .toList();
    }
}
