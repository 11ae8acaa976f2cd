package org.caricom.conch.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The `openssl` command in a folder: keys and certificates as CERTs have them, and messages signed with them.
public final class Openssl {
    private static final String EXTENSIONS = """
            [req]
            distinguished_name = name
            [name]
            [signer]
            basicConstraints = critical, CA:FALSE
            keyUsage = critical, digitalSignature
            extendedKeyUsage = emailProtection, clientAuth
            subjectKeyIdentifier = hash
            [plain]
            basicConstraints = critical, CA:FALSE
            [server]
            basicConstraints = critical, CA:FALSE
            extendedKeyUsage = serverAuth
            [encipher]
            basicConstraints = critical, CA:FALSE
            keyUsage = critical, keyEncipherment
            [recipient]
            basicConstraints = critical, CA:FALSE
            keyUsage = critical, keyAgreement, keyEncipherment
            subjectKeyIdentifier = hash
            [strange]
            basicConstraints = critical, CA:FALSE
            1.3.6.1.4.1.32473.1 = critical, DER:0500
            [authority]
            basicConstraints = critical, CA:TRUE
            keyUsage = critical, keyCertSign, cRLSign
            subjectKeyIdentifier = hash
            [nopath]
            basicConstraints = critical, CA:TRUE, pathlen:0
            keyUsage = critical, keyCertSign, cRLSign
            [nocertsign]
            basicConstraints = critical, CA:TRUE
            keyUsage = critical, cRLSign
            [constrained]
            basicConstraints = critical, CA:TRUE
            keyUsage = critical, keyCertSign, cRLSign
            nameConstraints = critical, permitted;dirName:allowed
            [allowed]
            C = JM
            [responder]
            basicConstraints = critical, CA:FALSE
            extendedKeyUsage = OCSPSigning
            noCheck = ignored
            [checked]
            basicConstraints = critical, CA:FALSE
            extendedKeyUsage = OCSPSigning
            """;

    private final Path folder;

    public Openssl(Path folder) throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(part -> Files.isExecutable(Path.of(part).resolve("openssl"))),
                "openssl is not installed");
        this.folder = folder;
        Files.writeString(folder.resolve("extensions"), EXTENSIONS);
    }

    /// A private key, as `openssl genpkey` takes its words; written to `NAME.key`.
    public void key(String name, String algorithm) throws Exception {
        List<String> words = new ArrayList<>(List.of("genpkey", "-out", name + ".key", "-algorithm"));
        words.addAll(
                switch (algorithm) {
                    case "P-256", "P-384", "P-521" -> List.of("EC", "-pkeyopt", "ec_paramgen_curve:" + algorithm);
                    case "ED25519" -> List.of("ED25519");
                    default -> List.of("RSA", "-pkeyopt", "rsa_keygen_bits:" + algorithm.substring("RSA-".length()));
                });
        run(words);
    }

    /// A new key, and a certificate that it signs itself; written to `NAME.key` and `NAME.pem`.
    public void selfSigned(String name, String algorithm, String extensions) throws Exception {
        key(name, algorithm);
        certify(name, extensions);
    }

    /// A certificate that the key of `name` signs itself, good for thirty days.
    public void certify(String name, String extensions, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "req",
                "-x509",
                "-new",
                "-key",
                name + ".key",
                "-out",
                name + ".pem",
                "-days",
                "30",
                "-subj",
                "/C=TT/O=CERT/CN=" + name,
                "-config",
                "extensions",
                "-extensions",
                extensions));
        words.addAll(List.of(more));
        run(words);
    }

    /// A new key, and a certificate that `issuer` signs.
    public void issued(String name, String algorithm, String extensions, String issuer, String... more)
            throws Exception {
        key(name, algorithm);
        run(
                "req",
                "-new",
                "-key",
                name + ".key",
                "-out",
                name + ".csr",
                "-subj",
                "/C=TT/O=CERT/CN=" + name,
                "-config",
                "extensions");
        List<String> words = new ArrayList<>(List.of(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-out",
                name + ".pem",
                "-CA",
                issuer + ".pem",
                "-CAkey",
                issuer + ".key",
                "-set_serial",
                "0x" + Integer.toHexString((name.hashCode() & 0x7fffffff) | 1),
                "-days",
                "30",
                "-extfile",
                "extensions",
                "-extensions",
                extensions));
        words.addAll(List.of(more));
        run(words);
    }

    public byte[] sign(String content, String... words) throws Exception {
        return sign(content.getBytes(StandardCharsets.UTF_8), words);
    }

    /// What `openssl WORDS` makes of `content`.
    public byte[] sign(byte[] content, String... words) throws Exception {
        Files.write(folder.resolve("content"), content);
        Files.deleteIfExists(folder.resolve("message"));
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("-in", "content", "-out", "message"));
        run(command);
        return Files.readAllBytes(folder.resolve("message"));
    }

    public byte[] read(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    public Path path(String file) {
        return folder.resolve(file);
    }

    public CertifiedKey certified(String name) throws Exception {
        return CertifiedKey.read(read(name + ".pem"));
    }

    public String run(String... words) throws Exception {
        return run(List.of(words));
    }

    public String run(List<String> words) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(() -> String.format(Locale.ROOT, "%s printed: %s", command, output))
                .isZero();
        return output;
    }
}
