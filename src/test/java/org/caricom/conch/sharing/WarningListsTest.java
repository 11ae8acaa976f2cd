package org.caricom.conch.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.AUDITOR;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;
import static org.caricom.conch.sharing.SharingFixture.TT;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.caricom.conch.Corpora;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.cases.WarningList;
import org.caricom.conch.cases.WarningListLibrary.Answer;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a warning list knows is shared only on a coordinator's word.
class WarningListsTest {
    private static SharingFixture hub;

    @BeforeAll
    static void open() {
        hub = new SharingFixture(WarningListsTest.class);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void everyListOfTheCorpusIsTakenAndKnowsWhatIsOnIt() throws Exception {
        Path folder = Corpora.folder("warninglists");
        int taken = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                assertThat(hub.library.bringIn(Files.readAllBytes(file), "operator"))
                        .as(file.toString())
                        .isInstanceOf(Answer.Taken.class);
                JsonNode json = Json.own(Files.readAllBytes(file));
                assertThat(hub.library.list())
                        .filteredOn(row -> row.name().equals(json.path("name").asText()))
                        .singleElement()
                        .satisfies(row -> {
                            assertThat(row.entries())
                                    .isEqualTo(json.path("list").size());
                            assertThat(row.version())
                                    .isEqualTo(json.path("version").asLong());
                        });
                assertThat(hub.library.bringIn(Files.readAllBytes(file), "operator"))
                        .isInstanceOf(Answer.Same.class);
                taken++;
            }
        }
        assertThat(taken).isEqualTo(26);
        assertThat(reason(ObservableType.DOMAIN_NAME, "drive.google.com")).isNotNull();
        assertThat(reason(ObservableType.IPV4_ADDR, "1.1.1.1")).isNotNull();
        assertThat(reason(ObservableType.MD5, "d41d8cd98f00b204e9800998ecf8427e"))
                .isNotNull();
        assertThat(reason(ObservableType.EMAIL_ADDR, "somebody@0-mail.com")).isNotNull();
        assertThat(reason(ObservableType.DOMAIN_NAME, "panel.evil-corpus.example"))
                .isNull();
        hub.library.list().stream()
                .filter(row -> !row.own())
                .forEach(row ->
                        assertThat(hub.library.remove(row.name(), "operator")).isTrue());
        assertThat(reason(ObservableType.EMAIL_ADDR, "somebody@0-mail.com")).isNull();
    }

    @Test
    void anUpdateTakesTheOldOnesPlaceAndAnOlderOneIsNotTaken() {
        assertThat(bringIn("updates", 3, "hostname", "first.example")).isEqualTo(new Answer.Taken("updates", 3, 1));
        assertThat(bringIn("updates", 3, "hostname", "other.example")).isEqualTo(new Answer.Older("updates", 3, 3));
        assertThat(bringIn("updates", 2, "hostname", "first.example")).isEqualTo(new Answer.Same("updates", 3));
        assertThat(bringIn("updates", 4, "hostname", "second.example")).isEqualTo(new Answer.Taken("updates", 4, 1));
        assertThat(reason(ObservableType.DOMAIN_NAME, "first.example")).isNull();
        assertThat(reason(ObservableType.DOMAIN_NAME, "www.second.example")).isEqualTo("updates");
        assertThat(add("updates", "third.example")).isEqualTo(new Answer.NameTaken("updates"));
    }

    @Test
    void anUnusableListSaysWhere() {
        assertThat(bringIn("bad", 1, "regex", "fine", "(?=no)"))
                .isInstanceOfSatisfying(
                        Answer.Unusable.class,
                        unusable -> assertThat(unusable.flaws()).singleElement().satisfies(flaw -> {
                            assertThat(flaw.pointer()).isEqualTo("/list/1");
                            assertThat(flaw.detail()).contains("RE2");
                        }));
        assertThat(hub.library.bringIn("{}".getBytes(StandardCharsets.UTF_8), "operator"))
                .isInstanceOf(Answer.Unusable.class);
        assertThat(hub.library.bringIn("no json".getBytes(StandardCharsets.UTF_8), "operator"))
                .isInstanceOf(Answer.Unusable.class);
    }

    @Test
    void ownListsGrow() {
        assertThat(add("our own", "bank.example")).isEqualTo(new Answer.Taken("our own", 1, 1));
        assertThat(add("our own", "bank.example", "ixp.example")).isEqualTo(new Answer.Taken("our own", 2, 2));
        assertThat(add("our own", "ixp.example")).isEqualTo(new Answer.Same("our own", 2));
        assertThat(reason(ObservableType.DOMAIN_NAME, "login.bank.example")).isEqualTo("our own");
    }

    @Test
    void aListedValueWaitsForACoordinatorsWordAndThenGoesOutOnRecord() throws Exception {
        add("override", "cdn-override.example");
        CaseId id = hub.file("TT", report("cdn-override.example", "automatic"));
        hub.considered(id);
        assertThat(found("cdn-override.example")).as("no rule shares it").isFalse();
        assertThat(hub.release(id, Tlp.CLEAR)).isInstanceOf(ReleaseAnswer.Barred.class);

        String path = "/api/v1/cases/" + id + "/warning-overrides";
        String word = """
                {"type": "domain-name", "value": "CDN-override[.]example", "reason": "taken over, seen in two cases"}""";
        assertThat(hub.post(TT, path, word).statusCode()).isEqualTo(403);
        assertThat(hub.post(JM, path, word).statusCode()).isEqualTo(404);
        assertThat(hub.post(PARTNER, path, word).statusCode()).isEqualTo(403);
        assertThat(hub.post(
                                COORDINATOR,
                                path,
                                word.replace("seen in two cases", "").replace("taken over, ", ""))
                        .statusCode())
                .isEqualTo(422);
        assertThat(hub.post(COORDINATOR, path, word.replace("CDN-override[.]example", "other.example"))
                        .body())
                .contains("not-listed");
        assertThat(hub.post(COORDINATOR, path, word).statusCode()).isEqualTo(201);
        assertThat(Json.own(hub.get(AUDITOR, path).body()).at("/items/0/list").asText())
                .isEqualTo("override");
        assertThat(log())
                .anySatisfy(entry -> assertThat(entry)
                        .contains("warninglist.overridden", id.toString())
                        .doesNotContain("cdn-override", "taken over"));

        hub.considered(id);
        assertThat(found("cdn-override.example"))
                .as("the word is for people, not for rules")
                .isFalse();
        assertThat(hub.release(id, Tlp.CLEAR)).isInstanceOf(ReleaseAnswer.Released.class);
        assertThat(found("cdn-override.example")).isTrue();
    }

    @Test
    void anotherCaseDoesNotProfitFromTheWord() {
        add("one case", "shared-cdn.example");
        CaseId first = hub.file("TT", report("shared-cdn.example", "ask"));
        hub.overrides.give(
                COORDINATOR, first, new Observable(ObservableType.DOMAIN_NAME, "shared-cdn.example"), "mine");
        CaseId second = hub.file("JM", report("shared-cdn.example", "ask"));
        assertThat(hub.release(second, Tlp.CLEAR)).isInstanceOf(ReleaseAnswer.Barred.class);
    }

    @Test
    void aChangeIsAppliedToOpenCasesAndTheirCoordinatorsAreTold() {
        CaseId id = hub.file("TT", report("later-listed.example", "ask"));
        CaseId other = hub.file("JM", report("later-listed.example", "ask"));
        assertThat(hub.cases.correlations(COORDINATOR, id)).isNotEmpty();
        add("later", "later-listed.example");
        applied();
        assertThat(hub.cases.correlations(COORDINATOR, id))
                .as("it says nothing any more")
                .isEmpty();
        assertThat(told(id)).isEqualTo(1);
        assertThat(told(other)).isEqualTo(1);
        assertThat(hub.cases.timeline(TT, id, null, 50).items())
                .noneMatch(entry -> entry.kind() == TimelineEntry.Kind.LISTED);
        applied();
        assertThat(told(id)).as("told once").isEqualTo(1);
        hub.library.remove("later", "operator");
        applied();
        assertThat(hub.cases.correlations(COORDINATOR, id)).isNotEmpty();
    }

    private static long told(CaseId id) {
        return hub.cases.timeline(COORDINATOR, id, null, 50).items().stream()
                .filter(entry -> entry.kind() == TimelineEntry.Kind.LISTED)
                .count();
    }

    private static void applied() {
        hub.database.database().doInTransaction(hub.library::apply);
    }

    private static Answer add(String name, String... values) {
        return hub.library.add(name, "", WarningList.Kind.HOSTNAME, Set.of(), List.of(values), "operator");
    }

    private static Answer bringIn(String name, int version, String type, String... entries) {
        var json = Json.object().put("name", name).put("version", version).put("type", type);
        var list = json.putArray("list");
        List.of(entries).forEach(list::add);
        return hub.library.bringIn(Json.write(json), "operator");
    }

    private static String reason(ObservableType type, String value) {
        return hub.database.database().read(tx -> hub.warnings.now(tx).reason(new Observable(type, value)));
    }

    private static boolean found(String value) {
        return !hub.indicators.search(PARTNER, value, null).isEmpty();
    }

    private static List<String> log() {
        List<String> entries = new ArrayList<>();
        hub.audit.entries(0, 10_000).forEach(entry -> entries.add(String.valueOf(entry)));
        return entries;
    }

    private static String report(String value, String sharing) {
        return """
                {"format": "conch-report/1", "reference": "%s", "title": "Seen today",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER", "indicators": ["%s"],
                 "consent": {"sharing": "%s", "limit": "TLP:CLEAR"}}
                """.formatted(UUID.randomUUID(), value, sharing);
    }
}
