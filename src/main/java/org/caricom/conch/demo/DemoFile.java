package org.caricom.conch.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// `demo.json`: where the hub is, and the tokens, passwords and keys with which to use it (CONTRACT.md section 2). It
/// holds secrets of the demo and has mode 0600.
final class DemoFile {
    private final Path folder;
    private final Path file;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, String> passwords = new LinkedHashMap<>();

    private DemoFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("demo.json");
    }

    /// What an earlier start left in `folder`, or an empty one.
    static DemoFile open(Path folder) throws IOException {
        DemoFile demo = new DemoFile(folder);
        if (Files.exists(demo.file)) {
            JsonNode old = Json.own(Files.readAllBytes(demo.file));
            old.path("tokens")
                    .properties()
                    .forEach(entry ->
                            demo.tokens.put(entry.getKey(), entry.getValue().textValue()));
            old.path("logins")
                    .properties()
                    .forEach(entry -> demo.passwords.put(
                            entry.getKey(), entry.getValue().path("password").textValue()));
        }
        return demo;
    }

    @Nullable String token(String name) {
        return tokens.get(name);
    }

    @Nullable String password(String name) {
        return passwords.get(name);
    }

    void token(String name, String secret) {
        tokens.put(name, secret);
    }

    void password(String name, String password) {
        passwords.put(name, password);
    }

    Path path() {
        return file;
    }

    /// Writes the file anew, at once for whoever reads it.
    void write(String url, String databaseUrl, Map<String, MemberKeyFiles> keys) throws IOException {
        ObjectNode demo = Json.object();
        demo.put("url", url);
        demo.put("taxii", url + "/taxii2/");
        ObjectNode tokenNodes = demo.putObject("tokens");
        tokens.forEach(tokenNodes::put);
        ObjectNode logins = demo.putObject("logins");
        passwords.forEach(
                (name, password) -> logins.putObject(name).put("username", name).put("password", password));
        ObjectNode keyNodes = demo.putObject("keys");
        keys.forEach((member, files) -> keyNodes.putObject(member)
                .put("jwk", relative(files.jwk()))
                .put("pem", relative(files.pem()))
                .put("cert", relative(files.cert()))
                .put("p12", relative(files.p12()))
                .put("pgp", relative(files.pgp())));
        demo.put("databaseUrl", databaseUrl);

        Path next = file.resolveSibling("demo.json.new");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(next, Json.write(demo));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String relative(Path path) {
        return folder.relativize(path).toString();
    }
}
