package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.BundleReader.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleReaderTest {
    private static final String HEAD =
            "{\"type\":\"bundle\",\"id\":\"bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\",\"objects\":";

    /// A stream gives as many bytes as it likes; where it stops for breath must not matter.
    @Test
    void itDoesNotMatterHowTheStreamComes() throws Exception {
        var random = new Random(3);
        List<StixObject> objects = new ArrayList<>(Samples.all());
        objects.add(Sco.mutex("quotes \" and \\ and é { [ ] } , : " + "a".repeat(100_000)));
        byte[] bytes = Json.write(Bundle.of(objects).toJson());
        for (int i = 0; i < 30; i++) {
            assertThat(read(trickling(bytes, 1 + random.nextInt(i < 3 ? 1 : 5_000), random)))
                    .extracting(Item::object)
                    .isEqualTo(objects);
        }
    }

    private static InputStream trickling(byte[] bytes, int most, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(most)));
            }
        };
    }

    @Test
    void membersMayComeInAnyOrder() throws Exception {
        String object = Json.text(Sco.ipv4("198.51.100.3").json());
        var reader = reader("{\"objects\": [" + object + "], \"x\": {\"a\": [1]}, \"id\": "
                + "\"bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\", \"type\": \"bundle\"} ");

        assertThat(all(reader)).hasSize(1);
        assertThat(reader.id()).hasToString("bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f");
        assertThat(reader.frame()).extracting(Violation::rule).containsExactly("bundle:property");
    }

    @Test
    void whatIsNoObjectIsToldAndTheRestIsRead() throws Exception {
        ObjectNode broken = Samples.all().getFirst().copy();
        broken.put("created", "yesterday");
        var items = all(reader(HEAD + "[5, " + Json.text(broken) + ", "
                + Json.text(Sco.mutex("a").json()) + "]}"));

        assertThat(items).extracting(Item::isValid).containsExactly(false, false, true);
        assertThat(items.get(0).object()).isNull();
        assertThat(items.get(0).violations()).extracting(Violation::pointer).containsExactly("/objects/0");
        assertThat(items.get(1).violations()).extracting(Violation::pointer).contains("/objects/1/created");
        assertThat(items.get(2).pointer()).isEqualTo("/objects/2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /type /id",
                "{\"type\":\"bundle\",\"id\":\"bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\",\"objects\":[]} | /objects",
                "{\"type\":\"report\",\"id\":\"x\",\"objects\":5} | /type /id /objects"
            })
    void theFrameIsJudgedToo(String json, String pointers) throws Exception {
        var reader = reader(json);

        assertThat(all(reader)).isEmpty();
        assertThat(reader.frame()).extracting(Violation::pointer).containsExactly(pointers.split(" "));
        assertThat(Bundle.read(Json.own(json)).flaws()).isNotEmpty();
    }

    /// §8: the list of objects is optional.
    @Test
    void aBundleMayHoldNothing() throws Exception {
        String empty = "{\"type\":\"bundle\",\"id\":\"bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"}";
        var reader = reader(empty);
        assertThat(all(reader)).isEmpty();
        assertThat(reader.frame()).isEmpty();
        assertThat(Bundle.read(Json.own(empty)).violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | SYNTAX",
                "`` | SYNTAX",
                "{\"type\":\"bundle\" | SYNTAX",
                "{\"objects\":[ | SYNTAX",
                "{\"objects\":[{} | SYNTAX",
                "{\"objects\":[{}} | SYNTAX",
                "{\"objects\":[{},]} | SYNTAX",
                "{\"objects\":[{}]} x | SYNTAX",
                "{\"objects\":[{\"a\":1,\"a\":2}]} | DUPLICATE_NAME",
                "{\"objects\":[{}],\"objects\":[{}]} | DUPLICATE_NAME",
                "{\"objects\":[{\"a\":\"b} | SYNTAX",
                "{\"objects\":[{\"a\":\"b\\ | SYNTAX",
                "{\"objects\":[{\"a\":[[[[[[[[]]]]]]]]}]} | LIMIT",
                "{\"objects\":[{\"a\":\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"}]} | LIMIT"
            })
    void whatIsNotJsonEndsIt(String json, JsonException.Reason reason) {
        var reader = new BundleReader(bytes(json), new JsonLimits(5, 20, 20, 100));

        assertThatThrownBy(() -> all(reader))
                .isInstanceOfSatisfying(
                        JsonException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void anObjectBeyondTheLimitIsRefusedBeforeItIsInMemory() {
        String start = HEAD + "[{\"a\":\"";
        var reader = new BundleReader(bytes(start + "a".repeat(2_000_000)), JsonLimits.DEFAULT, 200_000);

        assertThatThrownBy(reader::next)
                .isInstanceOfSatisfying(
                        JsonException.class, e -> assertThat(e.reason()).isEqualTo(JsonException.Reason.LIMIT));
    }

    private static List<Item> read(InputStream in) throws Exception {
        return all(new BundleReader(in, JsonLimits.DEFAULT));
    }

    private static BundleReader reader(String json) {
        return new BundleReader(bytes(json), JsonLimits.DEFAULT);
    }

    private static InputStream bytes(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Item> all(BundleReader reader) throws Exception {
        List<Item> items = new ArrayList<>();
        for (Item item = reader.next(); item != null; item = reader.next()) {
            items.add(item);
        }
        assertThat(reader.next()).isNull();
        return items;
    }
}
