package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.format.Formats;
import org.caricom.conch.format.Origin;
import org.caricom.conch.format.Reading;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.Envelopes;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.signature.KeyRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch report sign`: works without a hub.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = "Checks a report as the hub will, and signs it: compact JWS, media type application/jose.")
final class ReportSignCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A report in any format the hub reads: schemas/README.md.")
    private Path file = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "JWK", description = "The private key, from conch keygen.")
    private Path keyFile = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it; usually FILE with .jws behind it.")
    private @Nullable Path out;

    @Option(names = "--aud", paramLabel = "URL", description = "The hub it is for; another hub then refuses it.")
    private @Nullable String audience;

    @Option(names = "--cty", paramLabel = "TYPE", description = "The report's media type; usually found by looking.")
    private @Nullable String contentType;

    @Option(names = "--unchecked", description = "Sign it even if the hub would quarantine it.")
    private boolean unchecked;

    @Override
    public Integer call() throws Refusal {
        byte[] payload = Output.read(file);
        JwsSigner signer = signer();
        Instant now = Clock.systemUTC().instant();
        String cty = contentType == null ? guess(payload) : contentType;
        if (!unchecked) {
            check(payload, cty, now);
        }
        ObjectNode header =
                signer.header(Envelopes.REPORT_TYPE, cty, now, UUID.randomUUID().toString(), audience);
        Path target = out == null ? Path.of(file + ".jws") : out;
        Output.writeNew(target, signer.compact(header, payload).getBytes(StandardCharsets.US_ASCII));
        Output.print(spec, "Signed with " + signer.keyId() + ": " + target);
        return 0;
    }

    private JwsSigner signer() throws Refusal {
        try {
            return new JwsSigner(KeyPairs.readPrivate(new String(Output.read(keyFile), StandardCharsets.UTF_8)));
        } catch (KeyRefused e) {
            throw new Refusal(keyFile + ": " + e.getMessage(), e);
        }
    }

    private void check(byte[] payload, @Nullable String cty, Instant now) throws Refusal {
        switch (Formats.read(payload, cty, new Origin(member(payload), now))) {
            case Reading.Content content ->
                content.setAside()
                        .forEach(flaw ->
                                spec.commandLine().getErr().println("note: " + flaw.pointer() + ": " + flaw.detail()));
            case Reading.Ambiguous(List<String> candidates) ->
                throw new Refusal(file + " could be " + String.join(" or ", candidates) + "; say which with --cty");
            case Reading.Unusable(List<Flaw> flaws) -> {
                StringBuilder text = new StringBuilder(file + " is no report that the hub could use:");
                for (Flaw flaw : flaws) {
                    text.append("\n  ").append(flaw.pointer()).append(": ").append(flaw.detail());
                }
                throw new Refusal(text.toString());
            }
        }
    }

    /// Whose report it says it is; any member will do where it says nothing, since only the form is checked here.
    private static MemberCode member(byte[] payload) {
        try {
            String member = json(payload).path("member").asText("");
            return member.matches("[A-Z]{2}") ? new MemberCode(member) : MemberCode.IMPACS;
        } catch (JsonException _) {
            return MemberCode.IMPACS;
        }
    }

    /// The media type without `application/`, as RFC 7515 section 4.1.10 has it; null when nothing is recognised.
    private static @Nullable String guess(byte[] payload) {
        try {
            JsonNode document = json(payload);
            if (document.path("format").asText("").startsWith("conch-report/")) {
                return "conch-report+json";
            }
            if (document.path("type").asText("").equals("bundle")) {
                return "stix+json";
            }
            return document.has("Event") ? "misp+json" : null;
        } catch (JsonException _) {
            return null;
        }
    }

    private static JsonNode json(byte[] payload) throws JsonException {
        return Json.parse(payload, JsonLimits.DEFAULT);
    }
}
