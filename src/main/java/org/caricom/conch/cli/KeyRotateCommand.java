package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.caricom.conch.access.KeyRequest;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `conch key rotate`: what a member does, over HTTP.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description =
                "Lets a new key take over from an old one. Both sign; both are valid for some time, then the old one"
                        + " ends. Nobody else has to approve.")
final class KeyRotateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KeyRequestOverHttp hub = new KeyRequestOverHttp();

    @Option(names = "--old", required = true, paramLabel = "JWK", description = "The private key in use.")
    private Path old = Path.of("");

    @Option(names = "--new", required = true, paramLabel = "JWK", description = "The new one, from conch keygen.")
    private Path fresh = Path.of("");

    @Option(
            names = "--overlap",
            paramLabel = "30d",
            converter = DurationConverter.class,
            description = "How long both are valid; at most 90 days, usually 30.")
    private Duration overlap = KeyRequest.USUAL_OVERLAP;

    @Option(names = "--until", paramLabel = "TIME", description = "When the new one ends; usually never.")
    private @Nullable Instant until;

    @Override
    public Integer call() throws Refusal {
        JWK oldKey = KeyRequestOverHttp.read(old);
        JWK newKey = KeyRequestOverHttp.read(fresh);
        ObjectNode request = Json.object().put("replaces", oldKey.getKeyID()).put("overlap", overlap.toString());
        if (until != null) {
            request.put("until", until.toString());
        }
        hub.enrol(newKey, request, List.of(new JwsSigner(oldKey), new JwsSigner(newKey)));
        Output.print(spec, newKey.getKeyID() + " takes over from " + oldKey.getKeyID() + ".");
        return 0;
    }
}
