package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonLimits;
import org.junit.jupiter.api.Test;

class StixObjectTest {
    /// Whatever properties an object brings, in whatever order, are all there afterwards, and their order does
    /// not change its canonical bytes.
    @Test
    void noPropertyIsLostAndOrderDoesNotMatter() throws Exception {
        var random = new Random(21);
        List<StixObject> samples = Samples.all();
        for (int i = 0; i < 300; i++) {
            ObjectNode json = samples.get(random.nextInt(samples.size())).copy();
            for (int j = random.nextInt(5); j > 0; j--) {
                json.set("x_" + Integer.toString(random.nextInt(1000), 36) + "_a", randomValue(random, 3));
            }
            ObjectNode shuffled = shuffled(json, random);

            StixObject object = StixObject.of(Json.parse(Json.write(shuffled), JsonLimits.DEFAULT));

            assertThat(object).isEqualTo(StixObject.of(json));
            assertThat(object.json().properties()).hasSameSizeAs(json.properties());
            assertThat(object.canonical()).isEqualTo(Json.canonical(json));
            assertThat(StixObject.of(Json.parse(object.canonical(), JsonLimits.DEFAULT)))
                    .isEqualTo(object);
        }
    }

    private static ObjectNode shuffled(ObjectNode json, Random random) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(json.properties());
        Collections.shuffle(members, random);
        ObjectNode shuffled = Json.object();
        members.forEach(member -> shuffled.set(member.getKey(), member.getValue()));
        return shuffled;
    }

    private static JsonNode randomValue(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> TextNode.valueOf("é\n" + random.nextLong());
            case 1 -> Json.object().numberNode(random.nextInt());
            case 2 -> Json.object().booleanNode(true);
            case 3 -> Json.object().set("a b", randomValue(random, depth - 1));
            default -> Json.array().add(randomValue(random, depth - 1));
        };
    }

    /// The same value gives the same observable, whatever else is known about it.
    @Test
    void observablesOfTheSameValueAreTheSame() {
        var random = new Random(6);
        for (int i = 0; i < 100; i++) {
            String value = "198.51.100." + random.nextInt(256);
            StixObject address = Sco.ipv4(value);

            assertThat(Sco.ipv4(value)).isEqualTo(address);
            assertThat(StixId.deterministic(
                            "ipv4-addr", address.with("x_seen", "often").json()))
                    .isEqualTo(address.id());
        }
    }

    @Test
    void anObservableWithoutContributingPropertiesIsStillTheSameEachTime() {
        StixObject process = Sco.of("process", Json.object().put("pid", 7));

        assertThat(Sco.of("process", Json.object().put("pid", 7))).isEqualTo(process);
        assertThat(Sco.of("process", Json.object().put("pid", 8)).id()).isNotEqualTo(process.id());
    }

    @Test
    void anObjectTellsWhatAllHave() {
        StixObject indicator = Samples.all().stream()
                .filter(object -> object.has("valid_until"))
                .findFirst()
                .orElseThrow();

        assertThat(indicator.type()).isEqualTo("indicator");
        assertThat(indicator.kind()).isEqualTo(StixKind.SDO);
        assertThat(indicator.created()).hasToString("2026-01-31T09:30:00.000Z");
        assertThat(indicator.version()).hasToString("2026-02-28T09:30:00.123456Z");
        assertThat(indicator.createdBy().type()).isEqualTo("identity");
        assertThat(indicator.markings()).containsExactly(Markings.tlp("green").id());
        assertThat(indicator.texts("labels")).containsExactly("c2");
        assertThat(indicator.isRevoked()).isFalse();
        assertThat(Sco.ipv4("198.51.100.3").version()).isNull();
        assertThat(Sco.ipv4("198.51.100.3").kind()).isEqualTo(StixKind.SCO);
        assertThat(Markings.tlp("red").kind()).isEqualTo(StixKind.META);
    }

    @Test
    void objectsAreNeverChanged() {
        StixObject address = Sco.ipv4("198.51.100.3");
        JsonNode before = address.copy();

        StixObject defanged = address.with("defanged", Json.object().booleanNode(true));
        address.copy().put("value", "203.0.113.9");

        assertThat(address.json()).isEqualTo(before);
        assertThat(defanged.without("defanged")).isEqualTo(address);
        assertThatThrownBy(() -> address.without("id")).isInstanceOf(IllegalArgumentException.class);
    }

    /// §8: the same objects make the same bundle, and each version of an object is in it once.
    @Test
    void aBundleFollowsFromItsObjects() {
        List<StixObject> objects = Samples.all();

        Bundle bundle = Bundle.of(objects);

        assertThat(Bundle.of(Samples.all())).isEqualTo(bundle);
        assertThat(Bundle.of(objects.subList(1, 9)).id()).isNotEqualTo(bundle.id());
        assertThat(Bundle.of(List.of(objects.get(0), objects.get(1), objects.get(0)))
                        .objects())
                .hasSize(2);
        assertThat(Bundle.read(bundle.toJson()).flaws()).isEmpty();
        assertThat(Bundle.read(bundle.toJson()).bundle()).isEqualTo(bundle);
    }

    @Test
    void aBundleGivesTheLatestVersion() {
        StixObject old = Samples.all().getFirst();
        StixObject young = old.with("modified", "2027-01-01T00:00:00.000Z");

        assertThat(Bundle.of(List.of(young, old)).find(old.id())).isEqualTo(young);
        assertThat(Bundle.of(List.of(old, young)).find(old.id())).isEqualTo(young);
        assertThat(Bundle.of(List.of(old)).find(young.id())).isEqualTo(old);
    }

    @Test
    void aBundleKeepsWhatIsGoodAndSaysWhatIsNot() {
        ObjectNode json = Bundle.of(Samples.all()).toJson();
        ((ObjectNode) json.at("/objects/0")).put("created", "yesterday");
        ((ObjectNode) json.at("/objects/1")).put("id", "none");

        Bundle.Reading reading = Bundle.read(json);

        assertThat(reading.bundle().objects()).hasSize(Samples.all().size() - 2);
        assertThat(reading.flaws())
                .extracting(flaw -> flaw.pointer() + " " + flaw.code())
                .containsExactly("/objects/0/created timestamp", "/objects/1/id wrong-value");
    }

    @Test
    void whatIsNoBundleIsNone() {
        assertThat(Bundle.read(Json.own("[]")).bundle()).isNull();
        assertThat(Bundle.read(Json.own("{\"type\":\"indicator\"}")).bundle()).isNull();
        assertThat(Bundle.read(Json.own("{\"type\":\"bundle\",\"objects\":[]}")).flaws())
                .extracting(flaw -> flaw.pointer())
                .containsExactly("/id", "/objects");
    }
}
