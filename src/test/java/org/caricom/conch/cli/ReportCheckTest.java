package org.caricom.conch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Beside;
import org.caricom.conch.signature.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Years later: a report as filed, what was kept beside it, and the member's public keys.
class ReportCheckTest {
    private static final Path VECTORS = Path.of("tests/vectors/http-signature");

    @TempDir
    private Path folder;

    @Test
    void whoSignedARequestCanBeShownFromWhatWasKept() throws Exception {
        JsonNode vector = Json.own(Files.readAllBytes(VECTORS.resolve("accept-ecdsa-p256.json")));
        List<Beside.Field> fields = new ArrayList<>();
        vector.get("fields")
                .forEach(field -> fields.add(
                        new Beside.Field(field.get(0).textValue(), field.get(1).textValue())));
        ObjectNode evidence = new Beside.Request(
                        vector.get("method").textValue(),
                        vector.get("targetUri").textValue(),
                        fields)
                .toJson();
        byte[] body = vector.get("body").textValue().getBytes(UTF_8);

        assertThat(check(body, evidence)).isZero();
        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            assertThat(check(changed, evidence)).as("byte " + i).isEqualTo(1);
        }
        assertThat(check(body, evidence.deepCopy().put("targetUri", "https://other.example/api/v1/reports")))
                .isEqualTo(1);
        assertThat(check(body, new Evidence.Certificate(new byte[] {1}).toJson()))
                .as("a certificate signs nothing")
                .isEqualTo(1);
        assertThat(check(body, Json.object().put("kind", "of a later version"))).isEqualTo(1);
    }

    private int check(byte[] body, ObjectNode evidence) throws IOException {
        ObjectNode keys = Json.object();
        for (JsonNode key :
                Json.own(Files.readAllBytes(VECTORS.resolve("keys.json"))).get("keys")) {
            keys.withArray("keys").add(key.get("jwk"));
        }
        return Main.run(
                "report",
                "check",
                Files.write(folder.resolve("report"), body).toString(),
                "--type",
                "application/json",
                "--evidence",
                Files.write(folder.resolve("evidence"), Json.write(evidence)).toString(),
                "--keys",
                Files.write(folder.resolve("keys"), Json.write(keys)).toString());
    }
}
