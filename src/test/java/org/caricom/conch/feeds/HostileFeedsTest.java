package org.caricom.conch.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddressString;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.SharingFixture;
import org.caricom.conch.stix.OasisSchemas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// 50,000 indicators with hostile values, through every feed and read back by readers that were written from the
/// published forms and know nothing of the writers: what comes out is what went in, or nothing.
class HostileFeedsTest {
    private static final Pattern HARMLESS = Pattern.compile("[ -~]+");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final List<Observable> VALUES = HostileValues.of(20260714, 50_000);
    private static final Set<Observable> ALL = Set.copyOf(VALUES);

    private static SharingFixture hub;

    @BeforeAll
    static void publish() {
        hub = new SharingFixture(HostileFeedsTest.class);
        Shelf.put(hub.database.database(), VALUES, Instant.parse("2026-07-14T10:00:00Z"));
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    /// RFC 4180, to the letter.
    @Test
    void theTableGivesEveryValueBack() throws Exception {
        List<List<String>> records = csv(get("/feeds/indicators.csv"));
        List<String> header = records.removeFirst();
        int id = header.indexOf("id");
        int type = header.indexOf("type");
        int value = header.indexOf("value");
        assertThat(records).hasSize(VALUES.size()).allMatch(fields -> fields.size() == header.size());
        for (int i = 0; i < records.size(); i++) {
            List<String> fields = records.get(i);
            assertThat(fields.get(id)).isEqualTo("indicator--" + Shelf.id(i));
            assertThat(new Observable(ObservableType.parse(fields.get(type)), fields.get(value)))
                    .isEqualTo(VALUES.get(i));
        }
    }

    @Test
    void aListHoldsOneValueALine() throws Exception {
        for (ObservableType type : ObservableType.values()) {
            List<String> lines = lines(get("/feeds/indicators.txt?type=" + type.word()));
            List<String> written =
                    lines.stream().filter(line -> !line.startsWith("#")).toList();
            Set<String> given = given(type).collect(toSet());
            assertThat(given).as(type.word()).containsAll(written);
            assertThat(written)
                    .as(type.word())
                    .doesNotHaveDuplicates()
                    .containsAll(given(type)
                            .filter(text -> isHonest(new Observable(type, text)) && !text.startsWith("#"))
                            .toList());
            long leftOut = lines.stream()
                    .filter(line -> line.matches("# \\d+ values cannot be written .*"))
                    .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1]))
                    .sum();
            assertThat(written.size() + leftOut).as(type.word()).isEqualTo(given.size());
        }
    }

    @Test
    void theSchemasOfOasisTakeTheBundle() throws Exception {
        OasisSchemas schemas = new OasisSchemas();
        JsonNode objects = Json.own(get("/feeds/stix.json")).path("objects");
        assertThat(objects).hasSize(VALUES.size());
        for (int i = 0; i < VALUES.size(); i++) {
            JsonNode object = objects.path(i);
            assertThat(constant(object.path("pattern").textValue()))
                    .isEqualTo(VALUES.get(i).value());
            // One in ten: the schema engine takes a millisecond for each.
            if (i % 10 == 0) {
                assertThat(schemas.judge(object))
                        .as(object.path("pattern").textValue())
                        .isEmpty();
            }
        }
    }

    @Test
    void everyRuleForSuricataIsOneWholeRule() throws Exception {
        Map<String, Observable> byId = new HashMap<>();
        IntStream.range(0, VALUES.size()).forEach(i -> byId.put(Shelf.id(i).toString(), VALUES.get(i)));
        Set<String> numbers = new HashSet<>();
        Set<Observable> written = new HashSet<>();
        for (String line : lines(get("/feeds/suricata.rules"))) {
            if (line.startsWith("#")) {
                continue;
            }
            SuricataRuleReader.Rule rule = SuricataRuleReader.read(line);
            assertThat(numbers.add(rule.one("sid"))).as(line).isTrue();
            Observable value = byId.get(rule.one("metadata").replaceAll("conch_id ([0-9a-f-]{36}), tlp clear", "$1"));
            assertThat(value).as(line).isNotNull();
            written.add(value);
            List<String> contents = rule.all("content").stream()
                    .map(SuricataRuleReader::decoded)
                    .toList();
            switch (value.type()) {
                case IPV4_ADDR -> assertThat(address(rule.destination())).isEqualTo(value.value());
                case IPV6_ADDR -> {
                    assertThat(rule.destination()).startsWith("[").endsWith("]");
                    assertThat(address(rule.destination()
                                    .substring(1, rule.destination().length() - 1)))
                            .isEqualTo(value.value());
                }
                case DOMAIN_NAME ->
                    assertThat(contents).containsExactly("." + value.value().toLowerCase(Locale.ROOT));
                case URL -> {
                    String rest = value.value().substring(value.value().indexOf("://") + 3);
                    assertThat(rest.toLowerCase(Locale.ROOT)).contains(contents.getFirst());
                    assertThat(rest + "/").contains(contents.getLast());
                    assertThat(contents.getLast()).startsWith("/");
                    assertThat(rule.one("bsize"))
                            .isEqualTo(Integer.toString(contents.getFirst().getBytes(UTF_8).length));
                }
                case USER_AGENT -> {
                    assertThat(contents).containsExactly(value.value());
                    assertThat(rule.one("bsize"))
                            .isEqualTo(Integer.toString(value.value().getBytes(UTF_8).length));
                }
                case X509_SHA1 ->
                    assertThat(contents.getFirst().replace(":", "")).isEqualTo(value.value());
                default -> throw new AssertionError("no rule is wanted for " + value);
            }
        }
        assertThat(VALUES.stream()
                        .filter(value -> Set.of(
                                                ObservableType.IPV4_ADDR,
                                                ObservableType.IPV6_ADDR,
                                                ObservableType.DOMAIN_NAME,
                                                ObservableType.X509_SHA1)
                                        .contains(value.type())
                                && isHonest(value)
                                && value.value().length() <= 253))
                .allMatch(written::contains);
    }

    @Test
    void aDatasetHoldsNothingButItsKind() throws Exception {
        Base64.Decoder base64 = Base64.getDecoder();
        for (Map.Entry<String, List<ObservableType>> set : Map.of(
                        "domains", List.of(ObservableType.DOMAIN_NAME),
                        "agents", List.of(ObservableType.USER_AGENT))
                .entrySet()) {
            List<String> written = lines(get("/feeds/suricata/conch-" + set.getKey() + ".lst")).stream()
                    .map(line -> new String(base64.decode(line), UTF_8))
                    .toList();
            assertThat(written)
                    .containsExactlyElementsOf(given(set.getValue().getFirst())
                            .map(text -> set.getKey().equals("domains") ? text.toLowerCase(Locale.ROOT) : text)
                            .toList());
        }
        for (ObservableType type : List.of(ObservableType.MD5, ObservableType.SHA256)) {
            int length = type == ObservableType.MD5 ? 32 : 64;
            assertThat(lines(get("/feeds/suricata/conch-" + type.word() + ".lst")))
                    .containsExactlyElementsOf(given(type)
                            .filter(text -> text.matches("[0-9a-f]{" + length + "}"))
                            .toList());
        }
        List<String> addresses = lines(get("/feeds/suricata/conch-addresses.lst"));
        assertThat(addresses).allSatisfy(text -> assertThat(address(text)).isEqualTo(text));
        assertThat(addresses)
                .containsAll(Stream.of(ObservableType.IPV4_ADDR, ObservableType.IPV6_ADDR)
                        .flatMap(type -> given(type).filter(text -> isHonest(new Observable(type, text))))
                        .toList());
        get("/feeds/suricata/datasets.rules")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(SuricataRuleReader::read);
    }

    /// Fields between tabs, `\x` and two digits for an octet, a hyphen for nothing.
    @Test
    void zeekReadsBackWhatWasMeant() throws Exception {
        Map<String, Set<ObservableType>> types = Map.of(
                "Intel::ADDR", Set.of(ObservableType.IPV4_ADDR, ObservableType.IPV6_ADDR),
                "Intel::DOMAIN", Set.of(ObservableType.DOMAIN_NAME),
                "Intel::URL", Set.of(ObservableType.URL),
                "Intel::EMAIL", Set.of(ObservableType.EMAIL_ADDR),
                "Intel::FILE_HASH", Set.of(ObservableType.MD5, ObservableType.SHA1, ObservableType.SHA256),
                "Intel::FILE_NAME", Set.of(ObservableType.FILE_NAME),
                "Intel::SOFTWARE", Set.of(ObservableType.USER_AGENT),
                "Intel::CERT_HASH", Set.of(ObservableType.X509_SHA1),
                "Intel::USER_NAME", Set.of(ObservableType.USER_ACCOUNT));
        Map<ObservableType, Set<String>> wanted = new HashMap<>();
        for (ObservableType type : ObservableType.values()) {
            wanted.put(type, given(type).map(text -> forZeek(type, text)).collect(toSet()));
        }
        List<String> lines = lines(get("/feeds/zeek.intel"));
        List<String> fields = List.of(lines.getFirst().split("\t", -1));
        assertThat(fields).startsWith("#fields", "indicator", "indicator_type", "meta.source");
        Map<String, Set<String>> written = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split("\t", -1));
            assertThat(line).doesNotStartWith("#").isNotEmpty();
            assertThat(cells).as(line).hasSize(fields.size() - 1).doesNotContain("");
            assertThat(cells.getFirst()).isNotIn("-", "(empty)");
            String value = unescaped(cells.getFirst());
            assertThat(types.get(cells.get(1)))
                    .as(line)
                    .anyMatch(type -> wanted.get(type).contains(value));
            written.computeIfAbsent(cells.get(1), _ -> new HashSet<>()).add(value);
        }
        assertThat(written.get("Intel::ADDR"))
                .allSatisfy(text -> assertThat(address(text)).isEqualTo(text));
        types.forEach((name, kinds) -> assertThat(written.get(name))
                .containsAll(kinds.stream()
                        .flatMap(type -> given(type)
                                .filter(text -> isHonest(new Observable(type, text)))
                                .map(text -> forZeek(type, text))
                                .filter(text -> !text.isEmpty()))
                        .toList()));
    }

    private static String forZeek(ObservableType type, String text) {
        return switch (type) {
            case URL -> text.contains("://") ? text.substring(text.indexOf("://") + 3) : text;
            case DOMAIN_NAME -> text.toLowerCase(Locale.ROOT);
            default -> text;
        };
    }

    @Test
    void sigmaRulesHoldTheValuesAsPlainText() throws Exception {
        int rules = 0;
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(hub.askForBytes(PARTNER, "/feeds/sigma.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                sigma(entry.getName(), new String(zip.readAllBytes(), UTF_8));
                rules++;
            }
        }
        assertThat(rules).isEqualTo(7);
    }

    private static void sigma(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(100_000_000);
        options.setAllowDuplicateKeys(false);
        Map<?, ?> rule = new Yaml(new SafeConstructor(options)).load(text);
        assertThat(rule.keySet())
                .allMatch(Set.of(
                        "title",
                        "id",
                        "status",
                        "description",
                        "author",
                        "date",
                        "modified",
                        "tags",
                        "logsource",
                        "detection",
                        "falsepositives",
                        "level")::contains);
        assertThat((String) rule.get("id")).matches(UUID);
        assertThat(rule.get("status")).isEqualTo("experimental");
        assertThat(rule.get("level")).isEqualTo("high");
        Map<?, ?> detection = (Map<?, ?>) rule.get("detection");
        assertThat(detection.keySet()).isEqualTo(Set.of("selection", "condition"));
        assertThat(detection.get("condition")).isEqualTo("selection");
        Map<?, ?> selection = (Map<?, ?>) detection.get("selection");
        assertThat(selection).hasSize(1);
        ObservableType type = name.contains("ipv4")
                ? ObservableType.IPV4_ADDR
                : name.contains("ipv6")
                        ? ObservableType.IPV6_ADDR
                        : name.contains("sha256")
                                ? ObservableType.SHA256
                                : name.contains("url") ? ObservableType.URL : ObservableType.DOMAIN_NAME;
        List<String> written = new ArrayList<>();
        for (Object value : (List<?>) selection.values().iterator().next()) {
            String plain = plain((String) value);
            written.add(type == ObservableType.SHA256 ? plain.substring("SHA256=".length()) : plain);
        }
        assertThat(given(type).collect(toSet())).as(name).containsAll(written);
        assertThat(written)
                .as(name)
                .containsAll(given(type)
                        .filter(value -> isHonest(new Observable(type, value)))
                        .toList());
    }

    /// What a Sigma value matches; fails when it matches more than one text. A backslash makes a backslash, an asterisk
    /// or a question mark behind it plain.
    private static String plain(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '\\' && i + 1 < value.length() && "\\*?".indexOf(value.charAt(i + 1)) >= 0) {
                i++;
                text.append(value.charAt(i));
            } else {
                assertThat("*?").as(value).doesNotContain(String.valueOf(letter));
                text.append(letter);
            }
        }
        return text.toString();
    }

    @Test
    void mispTakesEveryAttribute() throws Exception {
        JsonNode manifest = Json.own(get("/feeds/misp/manifest.json"));
        assertThat(manifest).hasSize(1);
        String event = manifest.fieldNames().next();
        assertThat(event).matches(UUID);
        JsonNode attributes = Json.own(get("/feeds/misp/" + event + ".json")).at("/Event/Attribute");
        Map<String, ObservableType> types = new HashMap<>();
        List.of(
                        "ip-dst:IPV4_ADDR",
                        "domain:DOMAIN_NAME",
                        "url:URL",
                        "email-src:EMAIL_ADDR",
                        "md5:MD5",
                        "sha1:SHA1",
                        "sha256:SHA256",
                        "sha512:SHA512",
                        "ssdeep:SSDEEP",
                        "filename:FILE_NAME",
                        "mac-address:MAC_ADDR",
                        "mutex:MUTEX",
                        "regkey:WINDOWS_REGISTRY_KEY",
                        "x509-fingerprint-sha1:X509_SHA1",
                        "AS:ASN",
                        "user-agent:USER_AGENT",
                        "email-subject:EMAIL_SUBJECT")
                .forEach(pair -> types.put(
                        pair.substring(0, pair.indexOf(':')),
                        ObservableType.valueOf(pair.substring(pair.indexOf(':') + 1))));
        Set<String> uuids = new HashSet<>();
        Set<Observable> written = new HashSet<>();
        List<String> hashes = new ArrayList<>();
        for (JsonNode attribute : attributes) {
            assertThat(uuids.add(attribute.path("uuid").textValue())).isTrue();
            assertThat(attribute.path("uuid").textValue()).matches(UUID);
            assertThat(attribute.path("timestamp").textValue()).matches("\\d{10}");
            assertThat(attribute.path("to_ids").isBoolean()).isTrue();
            String value = attribute.path("value").textValue();
            String type = attribute.path("type").textValue();
            assertThat(types.get(type)).as(type).isNotNull();
            Observable observable = new Observable(
                    type.equals("ip-dst") && value.contains(":") ? ObservableType.IPV6_ADDR : types.get(type), value);
            assertThat(ALL.contains(observable)).as(value).isTrue();
            assertThat(value).doesNotContain("\n", "\r", "\u0000");
            written.add(observable);
            hashes.add(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(value.getBytes(UTF_8))) + ","
                    + event);
        }
        assertThat(lines(get("/feeds/misp/hashes.csv"))).isEqualTo(hashes);
        assertThat(VALUES.stream().filter(value -> value.type() != ObservableType.USER_ACCOUNT && isHonest(value)))
                .allMatch(written::contains);
    }

    /// What every form can carry: printable, and an address or a hash where it says so.
    private static boolean isHonest(Observable value) {
        String text = value.value();
        Predicate<String> shape = switch (value.type()) {
            case IPV4_ADDR -> one -> one.matches("198\\.1[89]\\.\\d+\\.\\d+");
            case IPV6_ADDR -> one -> one.matches("2001:db8:[0-9a-f:]+") && !"2001:db8::1::2".equals(one);
            case MD5 -> one -> one.matches("[0-9a-f]{32}");
            case SHA1, X509_SHA1 -> one -> one.matches("[0-9a-f]{40}");
            case SHA256 -> one -> one.matches("[0-9a-f]{64}");
            case SHA512 -> one -> one.matches("[0-9a-f]{128}");
            default -> one -> HARMLESS.matcher(one).matches();
        };
        return shape.test(text);
    }

    private static Stream<String> given(ObservableType type) {
        return VALUES.stream().filter(value -> value.type() == type).map(Observable::value);
    }

    /// An address as it was written; fails for what is none.
    private static String address(String text) {
        assertThat(text).matches("[0-9a-f:.]+");
        IPAddressString address = new IPAddressString(text);
        assertThat(address.isIPAddress()
                        && !address.isPrefixed()
                        && !address.getAddress().isMultiple())
                .as(text)
                .isTrue();
        return text;
    }

    private static String get(String path) throws Exception {
        HttpResponse<String> answer = hub.get(PARTNER, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /// Lines as a program sees them that ends lines at line feeds; the last one must be ended too.
    private static List<String> lines(String body) {
        if (body.isEmpty()) {
            return List.of();
        }
        assertThat(body).endsWith("\n");
        assertThat(body.codePoints())
                .as("nothing but line feeds ends a line for anybody")
                .noneMatch(letter -> "\r\u000b\u000c\u0085\u2028\u2029".indexOf(letter) >= 0);
        return List.of(body.substring(0, body.length() - 1).split("\n", -1));
    }

    private static List<List<String>> csv(String body) {
        List<List<String>> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at < body.length()) {
            StringBuilder field = new StringBuilder();
            if (body.charAt(at) == '"') {
                at++;
                while (body.charAt(at) != '"' || body.startsWith("\"\"", at)) {
                    field.append(body.charAt(at));
                    at += body.charAt(at) == '"' ? 2 : 1;
                }
                at++;
            } else {
                while (body.charAt(at) != ',' && body.charAt(at) != '\r') {
                    assertThat(body.charAt(at)).isNotIn('"', '\n');
                    field.append(body.charAt(at));
                    at++;
                }
            }
            fields.add(field.toString());
            if (body.charAt(at) == ',') {
                at++;
            } else {
                assertThat(body.substring(at, at + 2)).isEqualTo("\r\n");
                at += 2;
                records.add(List.copyOf(fields));
                fields.clear();
            }
        }
        return records;
    }

    /// The constant of a STIX pattern with one comparison (STIX 2.1 §9.5): a string, or a number.
    private static String constant(String pattern) {
        int from = pattern.indexOf(" = ") + 3;
        assertThat(pattern).startsWith("[").endsWith("]");
        String constant = pattern.substring(from, pattern.length() - 1);
        if (constant.matches("\\d+")) {
            return constant;
        }
        assertThat(constant.length() >= 2 && constant.startsWith("'") && constant.endsWith("'"))
                .isTrue();
        String inside = constant.substring(1, constant.length() - 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            char letter = inside.charAt(i);
            assertThat(letter).isNotEqualTo('\'');
            if (letter == '\\') {
                i++;
                assertThat(inside.charAt(i)).isIn('\\', '\'');
            }
            text.append(inside.charAt(i));
        }
        return text.toString();
    }

    private static String unescaped(String cell) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            if (cell.startsWith("\\x", i)) {
                text.append((char) HexFormat.fromHexDigits(cell, i + 2, i + 4));
                i += 3;
            } else {
                text.append(cell.charAt(i));
            }
        }
        return text.toString();
    }
}
