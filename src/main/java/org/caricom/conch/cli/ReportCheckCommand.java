package org.caricom.conch.cli;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.Evidence;
import org.caricom.conch.signature.PlainKey;
import org.caricom.conch.signature.SignatureCheck;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch report check`.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks again, without the hub, which key signed a report as it was filed.")
final class ReportCheckCommand implements Callable<Integer> {
    /// Names nobody: whose the keys are is for whoever brings them to know.
    private static final MemberCode SOMEBODY = new MemberCode("XX");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The bytes as filed: /api/v1/reports/ID/raw.")
    private Path file = Path.of("");

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "application/jose",
            description = "The Content-Type as filed; usually ${DEFAULT-VALUE}.")
    private String type = "";

    @Option(names = "--evidence", paramLabel = "FILE", description = "What was kept beside it: …/evidence.")
    private @Nullable Path evidence;

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "FILE",
            description = "The member's public keys: a JSON Web Key, or a set of them.")
    private Path keys = Path.of("");

    @Override
    public Integer call() throws Refusal {
        Evidence kept = evidence == null ? null : kept(Output.read(evidence));
        List<String> signers = SignatureCheck.signers(Output.read(file), type, kept, enrolled());
        if (signers == null) {
            throw new Refusal(
                    kept instanceof Evidence.Certificate
                            ? "nobody signed this: a client certificate said who filed it"
                            : "none of these keys made the signature, or not over these bytes");
        }
        Output.print(spec, "Signed with " + String.join(", ", signers) + ".");
        return 0;
    }

    private static Evidence kept(byte[] json) throws Refusal {
        try {
            Evidence evidence = Evidence.readBack(Json.parse(json, JsonLimits.DEFAULT));
            if (evidence != null) {
                return evidence;
            }
        } catch (JsonException | IllegalArgumentException _) {
            // told below
        }
        throw new Refusal("the evidence is none that this version knows");
    }

    private List<EnrolledKey> enrolled() throws Refusal {
        String text = new String(Output.read(keys), StandardCharsets.UTF_8);
        try {
            List<JWK> given = text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
            List<EnrolledKey> enrolled = new ArrayList<>();
            for (JWK key : given) {
                enrolled.add(new EnrolledKey(
                        key.getKeyID(), SOMEBODY, new PlainKey(key.toPublicJWK()), Instant.EPOCH, null, null));
            }
            return enrolled;
        } catch (ParseException | IllegalArgumentException _) {
            throw new Refusal("the keys are no public keys that sign reports");
        }
    }
}
