package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `conch key enrol`: what a member does, over HTTP.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "enrol",
        mixinStandardHelpOptions = true,
        description = "Hands a member's key in at a hub, and proves that the private part is here; it never leaves.")
final class KeyEnrolCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KeyRequestOverHttp hub = new KeyRequestOverHttp();

    @Option(names = "--key", required = true, paramLabel = "JWK", description = "The private key, from conch keygen.")
    private Path key = Path.of("");

    @Option(names = "--until", paramLabel = "TIME", description = "When it ends; usually never.")
    private @Nullable Instant until;

    @Override
    public Integer call() throws Refusal {
        JWK jwk = KeyRequestOverHttp.read(key);
        ObjectNode request = Json.object();
        if (until != null) {
            request.put("until", until.toString());
        }
        JsonNode said = hub.enrol(jwk, request, List.of(new JwsSigner(jwk)));
        Output.print(
                spec,
                said.path("state").asText().equals("waiting")
                        ? jwk.getKeyID() + " waits: an administrator of the hub must approve it."
                        : jwk.getKeyID() + " is enrolled.");
        return 0;
    }
}
