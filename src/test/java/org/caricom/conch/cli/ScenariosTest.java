package org.caricom.conch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caricom.conch.access.KeyRecord;
import org.caricom.conch.app.Conch;
import org.caricom.conch.app.Config;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs the stories of `tests/scenarios`; its README tells how they are written.
class ScenariosTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private String url = "";
    private String kid = "";
    private Conch hub;

    static List<String> stories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("tests/scenarios"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void theStoryHolds(String story) throws Exception {
        List<String> lines = Files.readAllLines(Path.of("tests/scenarios", story));
        if (!lines.contains("hub")) {
            tell(lines);
            return;
        }
        try (TestDatabase database = TestDatabase.create(ScenariosTest.class)) {
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            environment.put("CONCH_DATABASE_URL", database.url());
            environment.put("CONCH_HTTP_PORT", String.valueOf(port));
            url = "http://127.0.0.1:" + port;
            try (Conch conch = Conch.start(Config.of(environment), Clock.systemUTC())) {
                hub = conch;
                for (String member : List.of("TT", "JM")) {
                    String name = "analyst-" + member;
                    String token = conch.features()
                            .tokens()
                            .issue(name, Role.ANALYST, new MemberCode(member), Duration.ofHours(1))
                            .secret();
                    Files.writeString(folder.resolve(name + ".token"), token + "\n");
                }
                String auditor = conch.features()
                        .tokens()
                        .issue("auditor", Role.AUDITOR, null, Duration.ofHours(1))
                        .secret();
                Files.writeString(folder.resolve("auditor.token"), auditor + "\n");
                tell(lines);
            }
        }
    }

    /// As `curl` would: into a file, with a token out of a file, or in the media type that is asked for.
    private Outcome fetch(String file, String path, @Nullable String more) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (more != null && more.contains("/")) {
            request.header("Accept", more);
        } else if (more != null) {
            request.header(
                    "Authorization",
                    "Bearer " + Files.readString(folder.resolve(more)).strip());
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            Files.write(folder.resolve(file), answer.body());
            return new Outcome(answer.statusCode() == 200 ? 0 : 1, List.of(), List.of("" + answer.statusCode()));
        }
    }

    private void tell(List<String> lines) throws Exception {
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at++);
            if (!line.startsWith("$ ")) {
                continue;
            }
            List<String> input = new ArrayList<>();
            if (line.startsWith("$ write ")) {
                while (!lines.get(at).equals(".")) {
                    input.add(lines.get(at++));
                }
                at++;
            }
            Outcome outcome = run(filled(line.substring(2)), input);
            int status = 0;
            int out = 0;
            int err = 0;
            while (at < lines.size() && !lines.get(at).startsWith("$ ")) {
                String expected = filled(lines.get(at++));
                if (expected.startsWith("> ")) {
                    out = find(outcome.out(), expected.substring(2), out, line, outcome);
                } else if (expected.startsWith("! ")) {
                    err = find(outcome.err(), expected.substring(2), err, line, outcome);
                } else if (expected.startsWith("= ")) {
                    status = Integer.parseInt(expected.substring(2));
                }
            }
            assertThat(outcome.status()).as("status of: %s%n%s", line, outcome).isEqualTo(status);
        }
    }

    private String filled(String line) {
        return line.replace("{url}", url).replace("{kid}", kid);
    }

    private static int find(List<String> lines, String text, int from, String command, Outcome outcome) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("%s%ndid not say: %s%n%s".formatted(command, text, outcome));
    }

    private Outcome run(String command, List<String> input) throws Exception {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        Map<String, String> settings = new HashMap<>(environment);
        while (words.getFirst().startsWith("CONCH_")) {
            String[] setting = words.removeFirst().split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        String program = words.removeFirst();
        return switch (program) {
            case "conch" -> conch(words, settings);
            case "cat" -> new Outcome(0, Files.readAllLines(folder.resolve(words.getFirst())), List.of());
            case "mode" ->
                new Outcome(
                        0,
                        List.of(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve(words.getFirst())))),
                        List.of());
            case "write" -> {
                Files.write(folder.resolve(words.getFirst()), input);
                yield new Outcome(0, List.of(), List.of());
            }
            case "kid" -> {
                kid = JWK.parse(Files.readString(folder.resolve(words.getFirst())))
                        .getKeyID();
                yield new Outcome(0, List.of(), List.of());
            }
            case "fetch" -> fetch(words.get(0), words.get(1), words.size() > 2 ? words.get(2) : null);
            case "replace" -> {
                Path file = folder.resolve(words.get(0));
                String text = Files.readString(file);
                assertThat(text).contains(words.get(1));
                Files.writeString(file, text.replaceFirst(Pattern.quote(words.get(1)), words.get(2)));
                yield new Outcome(0, List.of(), List.of());
            }
            case "approve" -> {
                for (KeyRecord key : hub.features().keys().list(new MemberCode(words.getFirst()))) {
                    hub.features().keys().approve(key.key().kid(), words.getLast());
                }
                yield new Outcome(0, List.of(), List.of());
            }
            default -> throw new IllegalArgumentException("no such program in a story: " + program);
        };
    }

    private Outcome conch(List<String> arguments, Map<String, String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                Main.class.getName()));
        command.addAll(arguments);
        Path out = Files.createTempFile("conch", ".out");
        Path err = Files.createTempFile("conch", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("CONCH_") || key.equals("JAVA_TOOL_OPTIONS"));
            builder.environment().putAll(settings);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + arguments);
            }
            return new Outcome(process.exitValue(), lines(out), lines(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// Absolute, since the command runs in another folder.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    }

    private record Outcome(int status, List<String> out, List<String> err) {
        @Override
        public String toString() {
            return "status " + status + "\n" + String.join("\n", out) + "\n" + String.join("\n", err);
        }
    }
}
