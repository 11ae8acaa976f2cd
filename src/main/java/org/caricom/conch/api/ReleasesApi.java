package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caricom.conch.cases.WarningOverride;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.scrub.Finding;
import org.caricom.conch.scrub.Preview;
import org.caricom.conch.sharing.Bar;
import org.caricom.conch.sharing.Release;
import org.caricom.conch.sharing.ReleaseAnswer;
import org.caricom.conch.sharing.ReleasePreview;
import org.caricom.conch.sharing.ReleaseWish;
import org.caricom.conch.sharing.Releases;
import org.jspecify.annotations.Nullable;

/// `/api/v1/cases/{id}/releases`: look at what would go out (`?dryRun=true`), then decide, naming the digest of what
/// was
/// looked at.
public final class ReleasesApi {
    private static final Allow READERS = Allow.roles(Role.COORDINATOR, Role.AUDITOR, Role.ANALYST);

    private final Releases releases;
    private final WarningOverrides overrides;

    public ReleasesApi(Releases releases, WarningOverrides overrides) {
        this.releases = releases;
        this.overrides = overrides;
    }

    public void mount(Routes routes) {
        routes.get("/api/v1/cases/:id/releases", READERS, this::list);
        routes.post("/api/v1/cases/:id/releases", READERS, this::release);
    }

    private Answer list(Exchange exchange) throws Problem {
        List<Release> found = releases.ofCase(exchange.caller(), caseId(exchange));
        if (found == null) {
            throw Problem.notFound();
        }
        return Answer.page(exchange, found.stream().map(ReleasesApi::json).toList(), null);
    }

    private Answer release(Exchange exchange) throws Problem {
        exchange.allowQuery("dryRun");
        CaseId id = caseId(exchange);
        JsonNode body = exchange.jsonBody();
        Tlp tlp = Tlp.parse(body.path("tlp").asText());
        if (tlp == null) {
            throw Problem.unusable("/tlp", "tlp", "Choose TLP:CLEAR, TLP:GREEN or TLP:AMBER.");
        }
        String dryRun = exchange.query("dryRun");
        if (dryRun != null && !dryRun.equals("false")) {
            ReleasePreview preview = releases.preview(exchange.caller(), id, tlp);
            if (preview == null) {
                throw Problem.notFound();
            }
            return Answer.json(200, json(preview));
        }
        String reason = body.path("reason").textValue();
        ReleaseWish wish = new ReleaseWish(tlp, digest(body.path("preview")), answers(body.path("answers")), reason);
        return switch (releases.decide(exchange.caller(), id, wish)) {
            case ReleaseAnswer.Released(Release release) ->
                Answer.json(201, decided(exchange, release)).header("Location", "/api/v1/cases/" + id + "/releases");
            case ReleaseAnswer.NoSuchCase() -> throw Problem.notFound();
            case ReleaseAnswer.NotYours() -> throw Problem.of(ProblemType.NOT_ALLOWED);
            case ReleaseAnswer.Barred(Set<Bar> bars) -> throw barred(bars);
            case ReleaseAnswer.Changed(ReleasePreview preview) ->
                throw Problem.of(
                                ProblemType.CHANGED_MEANWHILE,
                                "What would go out is not what was looked at. Look again, then decide.")
                        .with(
                                "preview",
                                Json.object()
                                        .textNode(preview.preview().digest().toString()));
            case ReleaseAnswer.Leaking(List<Finding> findings) ->
                throw Problem.of(
                                ProblemType.CONFLICT, "The second look found words of the source; answer each finding.")
                        .with("findings", findings(findings));
        };
    }

    private static CaseId caseId(Exchange exchange) throws Problem {
        CaseId id = CaseId.parse(exchange.path("id"));
        if (id == null) {
            throw Problem.notFound();
        }
        return id;
    }

    private static Sha256 digest(JsonNode node) throws Problem {
        try {
            return Sha256.fromHex(node.asText());
        } catch (IllegalArgumentException _) {
            throw Problem.unusable(
                    "/preview", "preview", "Name the digest of the preview that you looked at (?dryRun=true).");
        }
    }

    private static List<org.caricom.conch.scrub.Answer> answers(JsonNode array) throws Problem {
        List<org.caricom.conch.scrub.Answer> answers = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode node = array.path(i);
            String finding = node.path("finding").asText();
            String reason = node.path("reason").asText();
            switch (node.path("answer").asText()) {
                case "keep" -> {
                    if (reason.isBlank()) {
                        throw Problem.unusable(
                                JsonPointers.append("/answers", i) + "/reason", "reason", "Say why it may be kept.");
                    }
                    answers.add(new org.caricom.conch.scrub.Answer.Keep(finding, reason));
                }
                case "remove" -> answers.add(new org.caricom.conch.scrub.Answer.Remove(finding));
                default ->
                    throw Problem.unusable(
                            JsonPointers.append("/answers", i) + "/answer", "answer", "Answer keep or remove.");
            }
        }
        return answers;
    }

    private static Problem barred(Set<Bar> bars) {
        List<Flaw> flaws = bars.stream()
                .sorted()
                .map(bar -> new Flaw("/tlp", bar.word(), sentence(bar)))
                .toList();
        return Problem.of(ProblemType.UNUSABLE, "This must not be released so.").with(flaws);
    }

    private static String sentence(Bar bar) {
        return switch (bar) {
            case NO_CONSENT -> "The member agreed to share nothing of this report.";
            case WIDER_THAN_CONSENT -> "The member did not agree to so wide an audience.";
            case RED_SOURCE -> "A TLP:RED report is for its recipients alone.";
            case STRICT_WITHOUT_CONSENT ->
                "A TLP:AMBER+STRICT report needs the member's consent to its anonymised form.";
            case NARROWER_THAN_COLLECTIONS -> "Nothing is published under TLP:AMBER+STRICT or TLP:RED.";
            case TEST_CASE -> "The case is an exercise.";
            case NOTHING_LEFT -> "Nothing is left that could go out.";
        };
    }

    /// A release just decided, with what was let go out though warning lists know it.
    private ObjectNode decided(Exchange exchange, Release release) {
        ObjectNode node = json(release);
        ArrayNode said = node.putArray("warningOverrides");
        List<WarningOverride> of = overrides.ofCase(exchange.caller(), release.caseId());
        if (of != null) {
            of.forEach(override -> said.add(WarningListsApi.json(override)));
        }
        return node;
    }

    private static ObjectNode json(Release release) {
        return Json.object()
                .put("id", release.id().toString())
                .put("case", release.caseId().toString())
                .put("tlp", release.tlp().label())
                .put("decidedBy", release.decidedBy())
                .put("decidedAt", release.decidedAt().toString())
                .put("reason", release.reason())
                .put("policy", release.policyVersion())
                .put("objects", release.objects());
    }

    private static ObjectNode json(ReleasePreview look) {
        Preview preview = look.preview();
        ObjectNode node = Json.object()
                .put("case", look.caseId().toString())
                .put("tlp", look.tlp().label())
                .put("sourceTlp", look.source().label())
                .put("preview", preview.digest().toString())
                .put("policy", preview.policyVersion())
                .put("sourceObjects", preview.sourceObjects())
                .put("outgoing", preview.outgoing())
                .put("removed", preview.removed())
                .put("generalised", preview.generalised())
                .put("wordsSearched", preview.words())
                .put("bytesSearched", preview.bytes());
        node.putObject("consent")
                .put("sharing", look.consent().sharing().word())
                .put("limit", look.consent().limit().label());
        ArrayNode bars = node.putArray("bars");
        look.bars().stream().sorted().forEach(bar -> bars.add(bar.word()));
        node.set("findings", findings(preview.findings()));
        ArrayNode rows = node.putArray("rows");
        for (Preview.Row row : preview.rows()) {
            ArrayNode parts =
                    rows.addObject().put("property", row.property().word()).putArray("parts");
            for (Preview.Part part : row.parts()) {
                parts.addObject()
                        .put("source", part.source())
                        .put("output", part.output())
                        .put("reason", word(part));
            }
        }
        ArrayNode objects = node.putArray("objects");
        preview.objects().forEach(shown -> objects.add(Json.own(shown.json())));
        return node;
    }

    private static @Nullable String word(Preview.Part part) {
        return part.reason() == null ? null : part.reason().word();
    }

    private static ArrayNode findings(List<Finding> findings) {
        ArrayNode array = Json.array();
        for (Finding finding : findings) {
            array.addObject()
                    .put("id", finding.id())
                    .put("whose", finding.whose().name().toLowerCase(java.util.Locale.ROOT))
                    .put("how", finding.how().name().toLowerCase(java.util.Locale.ROOT))
                    .put("word", finding.word())
                    .put("object", finding.object().toString())
                    .put("pointer", finding.pointer())
                    .put("text", finding.text());
        }
        return array;
    }
}
