package org.caricom.conch.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's keys, as the programs that CERTs already have read them.
class MemberKeyFilesTest {
    @TempDir
    private Path folder;

    private MemberKeyFiles files;
    private ECKey key;

    @BeforeEach
    void makeKeys() throws IOException {
        files = MemberKeyFiles.in(folder, "TT");
        key = files.write("TT", Instant.now().minusSeconds(60));
    }

    @Test
    void everyFormHoldsTheSameKey() throws Exception {
        byte[] pem =
                Base64.getMimeDecoder().decode(Files.readString(files.pem()).replaceAll("-----[A-Z ]+-----", ""));
        PrivateKey fromPem = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem));
        ECKey fromCertificate = ECKey.parse(
                JWK.parseFromPEMEncodedX509Cert(Files.readString(files.cert())).toJSONObject());

        assertThat(files.read()).isEqualTo(key);
        assertThat(fromPem).isEqualTo(key.toECPrivateKey());
        assertThat(fromCertificate.computeThumbprint()).isEqualTo(key.computeThumbprint());
    }

    @Test
    void nobodyElseCanReadThem() throws IOException {
        try (Stream<Path> all = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(all.toList())
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void opensslReadsTheKeyAndTheStore() throws Exception {
        assumeTrue(installed("openssl"), "openssl is not installed");
        assertThat(run(List.of("openssl", "pkey", "-in", files.pem().toString(), "-noout", "-text")))
                .contains("NIST CURVE: P-256");
        assertThat(run(List.of(
                        "openssl",
                        "pkcs12",
                        "-in",
                        files.p12().toString(),
                        "-passin",
                        "pass:conch",
                        "-nodes",
                        "-info")))
                .contains("BEGIN CERTIFICATE")
                .contains("BEGIN PRIVATE KEY");
    }

    @Test
    void gpgImportsTheKeyAndSignsWithIt() throws Exception {
        assumeTrue(installed("gpg"), "gpg is not installed");
        Path home = Files.createDirectory(
                folder.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path text = Files.writeString(folder.resolve("text"), "a report");
        try {
            run(List.of(
                    "gpg",
                    "--homedir",
                    home.toString(),
                    "--batch",
                    "--import",
                    files.pgp().toString()));
            String signed = run(List.of(
                    "gpg", "--homedir", home.toString(), "--batch", "--clearsign", "--output", "-", text.toString()));
            assertThat(signed).contains("a report").contains("BEGIN PGP SIGNATURE");
        } finally {
            run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
        }
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(part -> Files.isExecutable(Path.of(part).resolve(program)));
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s printed: %s", command, output).isZero();
        return output;
    }
}
