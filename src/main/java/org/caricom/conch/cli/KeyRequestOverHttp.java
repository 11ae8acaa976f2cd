package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.signature.KeyProofs;
import org.caricom.conch.signature.KeyRefused;
import picocli.CommandLine.Option;

/// How a member asks a hub to enrol a key, and proves at once that it holds it.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class KeyRequestOverHttp {
    @Option(names = "--url", required = true, description = "The hub, as https://hub.example")
    private String url = "";

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "FILE",
            description = "Holds an API token of the member; a file, since others can read command lines.")
    private Path tokenFile = Path.of("");

    /// The hub's account of the new key.
    JsonNode enrol(JWK key, ObjectNode request, List<JwsSigner> signers) throws Refusal {
        HubHttp hub = new HubHttp(url);
        String token = new String(Output.read(tokenFile), StandardCharsets.UTF_8).trim();
        request.set("key", Json.own(key.toPublicJWK().toJSONString()));
        String line = post(hub, "/api/v1/keys/challenges", token, request)
                .path("challenge")
                .asText();
        // Nothing is signed that could be taken for something else.
        if (!line.startsWith("conch-key-proof ") || !line.contains(" kid=" + key.getKeyID() + " ")) {
            throw new Refusal("the hub asks to sign something else than this key's line");
        }
        ObjectNode proof = Json.object();
        proof.putArray("proofs").add(new String(KeyProofs.sign(line, signers), StandardCharsets.US_ASCII));
        return post(hub, "/api/v1/keys", token, proof);
    }

    static JWK read(Path file) throws Refusal {
        try {
            return KeyPairs.readPrivate(new String(Output.read(file), StandardCharsets.UTF_8));
        } catch (KeyRefused e) {
            throw new Refusal(file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode post(HubHttp hub, String path, String token, JsonNode body) throws Refusal {
        HttpResponse<byte[]> answer = hub.post(path, "application/json", Json.write(body), token);
        if (answer.statusCode() != 201) {
            throw HubHttp.refusal(answer);
        }
        try {
            return Json.parse(answer.body(), JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw new Refusal("the hub answered something that this command does not understand", e);
        }
    }
}
