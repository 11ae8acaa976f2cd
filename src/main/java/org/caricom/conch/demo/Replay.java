package org.caricom.conch.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.caricom.conch.demo.HubClient.Reply;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Envelopes;
import org.caricom.conch.signature.JwsSigner;

/// Files the month's reports over HTTP, each at its time, and does what the coordinators did.
final class Replay {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HubClient hub;
    private final String coordinator;
    private final String audience;
    private final Cast cast;
    private final ReplayClock clock;
    private final Screen screen;

    /// @param coordinator a coordinator's token
    /// @param audience    the hub's public URL
    Replay(HubClient hub, String coordinator, String audience, Cast cast, ReplayClock clock, Screen screen) {
        this.hub = hub;
        this.coordinator = coordinator;
        this.audience = audience;
        this.cast = cast;
        this.clock = clock;
        this.screen = screen;
    }

    /// One report of the month, as it went.
    ///
    /// @param jws    what was sent
    /// @param report the hub's name for it; empty when it was refused
    /// @param caseId the case it opened or joined; empty when there is none
    /// @param answer the hub's answer: a receipt, or a problem
    record Filed(Story story, String jws, String report, String caseId, String answer) {}

    /// Runs the month that ends at `end`.
    ///
    /// @throws DemoException when the hub answers otherwise than the story expects
    List<Filed> run(List<Story> stories, Instant end) throws IOException, InterruptedException, DemoException {
        StoryTimes times = new StoryTimes(end);
        List<Filed> month = new ArrayList<>();
        for (Story story : stories) {
            Instant at = end.minus(story.before());
            clock.moveTo(at);
            Filed filed = file(story, times.fill(story.payload()), at);
            month.add(filed);
            for (Story.Step step : story.steps()) {
                take(step, filed);
            }
        }
        return month;
    }

    private Filed file(Story story, String payload, Instant at)
            throws IOException, InterruptedException, DemoException {
        JwsSigner signer = story.expected() == Story.Expected.REFUSED
                ? forger(cast.signer(story.member()))
                : cast.signer(story.member());
        ObjectNode header = signer.header(
                Envelopes.REPORT_TYPE,
                story.contentType(),
                at,
                UUID.randomUUID().toString(),
                audience);
        String jws = signer.compact(header, payload.getBytes(StandardCharsets.UTF_8));
        Reply reply = hub.file(jws);
        String when = DAY.format(at) + "  " + story.member() + "  ";
        return switch (story.expected()) {
            case FILED -> {
                reply.mustBe(201, story.name());
                String report = receiptField(reply.text(), "report");
                JsonNode opened = awaitCase(story, report);
                screen.step(
                        "filed",
                        when + opened.path("id").asText() + "  "
                                + opened.path("title").asText());
                yield new Filed(story, jws, report, opened.path("id").asText(), reply.text());
            }
            case QUARANTINED -> {
                JsonNode problem = reply.mustBe(422, story.name()).json();
                screen.step(
                        "quarantined",
                        when + "kept with " + problem.path("flaws").size() + " flaws, the first: "
                                + problem.path("flaws").path(0).path("detail").asText());
                yield new Filed(story, jws, problem.path("report").asText(), "", reply.text());
            }
            case REFUSED -> {
                reply.mustBe(401, story.name());
                screen.step(
                        "refused",
                        when + "a report that claims to be " + story.member() + "'s: no enrolled key made it");
                yield new Filed(story, jws, "", "", reply.text());
            }
        };
    }

    /// The claims of a receipt, unchecked: that it is signed is shown later, by its check.
    static String receiptField(String receipt, String field) {
        String payload = receipt.split("\\.", -1)[1];
        return Json.own(Base64.getUrlDecoder().decode(payload)).path(field).asText();
    }

    /// A case opens a moment after the receipt.
    private JsonNode awaitCase(Story story, String report) throws IOException, InterruptedException, DemoException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < patience) {
            String caseId = hub.get("/api/v1/reports/" + report, coordinator)
                    .mustBe(200, story.name())
                    .json()
                    .path("case")
                    .asText("");
            if (!caseId.isEmpty()) {
                return hub.get("/api/v1/cases/" + caseId, coordinator)
                        .mustBe(200, story.name())
                        .json();
            }
            Thread.sleep(5);
        }
        throw new DemoException(story.name() + ": no case was opened within " + PATIENCE.toSeconds() + " s");
    }

    private void take(Story.Step step, Filed filed) throws IOException, InterruptedException, DemoException {
        String path = "/api/v1/cases/" + filed.caseId();
        switch (step) {
            case Story.Step.State(String state, String outcome) -> {
                ObjectNode change = Json.object().put("state", state);
                if (!outcome.isEmpty()) {
                    change.put("outcome", outcome);
                }
                change(path, change, filed);
            }
            case Story.Step.Assign(String assignee) ->
                change(path, Json.object().put("assignee", assignee), filed);
            case Story.Step.Comment(String text) ->
                hub.post(path + "/comments", coordinator, Json.object().put("text", text))
                        .mustBe(201, filed.story().name() + ", comment");
            case Story.Step.Release(String tlp) -> release(path + "/releases", tlp, filed);
        }
    }

    /// Looks at what would go out, has every find of the second look removed, and decides for exactly that.
    private void release(String path, String tlp, Filed filed) throws IOException, InterruptedException, DemoException {
        ObjectNode wish = Json.object().put("tlp", tlp).put("reason", "Useful to all, and the member agreed.");
        JsonNode look = hub.post(path + "?dryRun=true", coordinator, wish)
                .mustBe(200, filed.story().name() + ", preview")
                .json();
        wish.put("preview", look.path("preview").asText());
        ArrayNode answers = wish.putArray("answers");
        look.path("findings")
                .forEach(finding -> answers.addObject()
                        .put("finding", finding.path("id").asText())
                        .put("answer", "remove"));
        JsonNode release = hub.post(path, coordinator, wish)
                .mustBe(201, filed.story().name() + ", release")
                .json();
        screen.step(
                "released",
                filed.caseId() + " as " + tlp + ": " + release.path("objects").asInt() + " objects");
    }

    private void change(String path, ObjectNode change, Filed filed)
            throws IOException, InterruptedException, DemoException {
        Reply before = hub.get(path, coordinator).mustBe(200, filed.story().name());
        hub.patch(path, coordinator, before.etag(), change)
                .mustBe(200, filed.story().name() + ", " + change);
    }

    /// A key of the same name that nobody enrolled.
    private static JwsSigner forger(JwsSigner original) throws DemoException {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID(original.keyId()).generate();
            return new JwsSigner(key);
        } catch (JOSEException e) {
            throw new DemoException("no key for the forgery", e);
        }
    }
}
