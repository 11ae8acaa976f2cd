package org.caricom.conch.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.caricom.conch.demo.HubClient.Reply;
import org.caricom.conch.demo.Replay.Filed;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;

/// Goes the whole way of a report over HTTP, from what was signed to what another member pulls, and says what held.
final class Walkthrough {
    /// The server of the demo's story that three states met.
    private static final String SHARED_ADDRESS = "203.0.113.77";

    private final HubClient hub;
    private final DemoFile demo;
    private final Screen screen;

    Walkthrough(HubClient hub, DemoFile demo, Screen screen) {
        this.hub = hub;
        this.demo = demo;
        this.screen = screen;
    }

    /// Checks every step.
    ///
    /// @throws DemoException at the first that does not hold
    void run(List<Filed> month) throws IOException, InterruptedException, DemoException {
        Filed alert = story(month, "tt-hospital-alert");
        Filed last = story(month, "tt-hospital-final");
        kept(alert);
        grown(alert, last);
        correlated(alert);
        counted();
        String pulled = pulled();
        anonymous(month, pulled);
        hidden(alert);
        logged(month);
    }

    private void kept(Filed alert) throws IOException, InterruptedException, DemoException {
        byte[] raw = hub.get("/api/v1/reports/" + alert.report() + "/raw", token("analyst-TT"))
                .mustBe(200, "the report as filed")
                .body();
        byte[] sent = alert.jws().getBytes(StandardCharsets.US_ASCII);
        hold(Arrays.equals(raw, sent), "the bytes kept are not the bytes filed");
        hold(
                Replay.receiptField(alert.answer(), "sha256")
                        .equals(Sha256.of(sent).toString()),
                "the receipt names other bytes");
        String again =
                hub.file(alert.jws()).mustBe(200, "the same filing again").text();
        hold(again.equals(alert.answer()), "a repeat gets another answer");
        screen.step("kept", "byte for byte; the same filing again gets its first receipt again");
    }

    private void grown(Filed alert, Filed last) throws IOException, InterruptedException, DemoException {
        hold(alert.caseId().equals(last.caseId()), "alert and final report are in two cases");
        JsonNode grown = hub.get("/api/v1/cases/" + alert.caseId(), token("analyst-TT"))
                .mustBe(200, "the case")
                .json();
        hold(grown.path("reports").size() == 3, "the case does not hold its three reports");
        screen.step(
                "triaged",
                "%s holds 3 reports: %s, score %s, state %s"
                        .formatted(
                                alert.caseId(),
                                grown.path("classes").path(0).asText(),
                                grown.path("score")
                                        .path("value")
                                        .asText(grown.path("score").asText()),
                                grown.path("state").asText()));
    }

    private void correlated(Filed alert) throws IOException, InterruptedException, DemoException {
        String path = "/api/v1/cases/" + alert.caseId() + "/correlations";
        Reply all = hub.get(path, token("coordinator")).mustBe(200, "correlations");
        Set<String> members = new TreeSet<>();
        all.json().path("items").forEach(item -> members.add(item.path("member").asText()));
        hold(members.containsAll(Set.of("BB", "JM")), "the coordinator does not see who met the same server");
        Reply own = hub.get(path, token("analyst-TT")).mustBe(200, "correlations of an analyst");
        hold(own.json().path("items").size() >= 2, "the analyst does not see that others met it");
        hold(
                !own.text().contains("\"BB\"") && !own.text().contains("\"JM\""),
                "the analyst sees which other members met it");
        screen.step(
                "correlated",
                alert.caseId() + " with cases of " + String.join(", ", members)
                        + "; the analyst of TT sees \"another member\"");
    }

    private void counted() throws IOException, InterruptedException, DemoException {
        JsonNode plans = hub.get("/api/v1/plan", token("coordinator"))
                .mustBe(200, "the plans")
                .json();
        hold(plans.path("items").size() >= 4, "plans are missing");
        screen.step("counted", "toward " + plans.path("items").size() + " plans");
    }

    private String pulled() throws IOException, InterruptedException, DemoException {
        String token = token("analyst-JM");
        JsonNode collections = hub.get("/taxii2/caricom/collections/", token, HubClient.TAXII)
                .mustBe(200, "TAXII collections")
                .json();
        StringBuilder everything = new StringBuilder();
        for (JsonNode collection : collections.path("collections")) {
            if (!Set.of("clear", "green", "amber")
                    .contains(collection.path("alias").asText())) {
                continue;
            }
            String objects =
                    "/taxii2/caricom/collections/" + collection.path("id").asText() + "/objects/?limit=100";
            String next = "";
            int count = 0;
            boolean more;
            do {
                Reply page = hub.get(objects + next, token, HubClient.TAXII).mustBe(200, "a TAXII page");
                JsonNode envelope = page.json();
                everything.append(page.text());
                count += envelope.path("objects").size();
                more = envelope.path("more").asBoolean();
                next = "&next=" + envelope.path("next").asText();
            } while (more);
            screen.step(
                    "pulled",
                    "JM over TAXII 2.1, collection " + collection.path("alias").asText() + ": " + count + " objects");
        }
        String csv = hub.get("/feeds/indicators.csv", token)
                .mustBe(200, "the CSV feed")
                .text();
        hold(csv.contains(SHARED_ADDRESS), "the shared server is not in the CSV feed");
        hold(everything.indexOf(SHARED_ADDRESS) >= 0, "the shared server is not in a TAXII collection");
        screen.step("pulled", "JM as CSV: " + (csv.lines().count() - 1) + " indicators");
        return everything + csv;
    }

    /// No victim's name of any report, and no member's, is in what another member gets.
    private void anonymous(List<Filed> month, String pulled) throws DemoException {
        String text = pulled.toLowerCase(Locale.ROOT);
        int searched = 0;
        for (Filed filed : month) {
            for (String name : names(Json.own(filed.story().payload()))) {
                searched++;
                hold(!text.contains(name.toLowerCase(Locale.ROOT)), "a victim's name was shared");
            }
        }
        for (String state : List.of("trinidad", "barbados", "suriname", "demo cert")) {
            searched++;
            hold(!text.contains(state), "a member's name was shared");
        }
        screen.step("anonymous", searched + " names searched in all that JM got, none found");
    }

    private static Set<String> names(JsonNode payload) {
        Set<String> names = new TreeSet<>();
        JsonNode victim = payload.path("victim");
        for (JsonNode name : victim.path("names")) {
            names.add(name.textValue());
        }
        for (JsonNode domain : victim.path("domains")) {
            names.add(domain.textValue());
        }
        if (victim.has("name")) {
            names.add(victim.path("name").textValue());
        }
        return names;
    }

    private void hidden(Filed alert) throws IOException, InterruptedException, DemoException {
        hub.get("/api/v1/cases/" + alert.caseId(), token("analyst-JM")).mustBe(404, "a case of another member");
        hub.get("/api/v1/reports/" + alert.report(), token("analyst-JM")).mustBe(404, "a report of another member");
        screen.step("hidden", "JM asks for TT's report and case: neither exists for it");
    }

    private void logged(List<Filed> month) throws IOException, InterruptedException, DemoException {
        long kept = month.stream().filter(filed -> !filed.report().isEmpty()).count();
        JsonNode checkpoint = hub.open("/api/v1/audit/checkpoint")
                .mustBe(200, "the checkpoint")
                .json();
        hold(checkpoint.path("size").asLong() >= kept, "the audit log is shorter than what was filed");
        screen.step("logged", "the audit log has " + checkpoint.path("size").asLong() + " entries");
    }

    private static Filed story(List<Filed> month, String slug) throws DemoException {
        return month.stream()
                .filter(filed -> filed.story().name().endsWith(slug))
                .findFirst()
                .orElseThrow(() -> new DemoException("the story " + slug + " is missing"));
    }

    private String token(String name) {
        String token = demo.token(name);
        if (token == null) {
            throw new IllegalStateException("no token " + name);
        }
        return token;
    }

    private static void hold(boolean holds, String otherwise) throws DemoException {
        if (!holds) {
            throw new DemoException(otherwise);
        }
    }
}
