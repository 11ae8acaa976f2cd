package org.caricom.conch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.caricom.conch.format.FormatLimit;
import org.caricom.conch.format.FormatLimits;
import org.caricom.conch.signature.EnvelopeLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir
    private Path folder;

    @Test
    void withoutSettingsTheHubIsForThisMachineAlone() {
        Config config = Config.of(Map.of("PATH", "/bin", "XDG_DATA_HOME", folder.toString()));
        assertThat(config.httpHost()).isEqualTo("127.0.0.1");
        assertThat(config.httpPort()).isEqualTo(8080);
        assertThat(config.publicUrl()).isEqualTo("http://127.0.0.1:8080");
        assertThat(config.database()).isNull();
        assertThat(config.dataDir()).isEqualTo(folder.resolve("conch"));
        assertThat(config.log()).isEqualTo(Config.LogFormat.TEXT);
    }

    @Test
    void everyMistakeIsToldInOneLine() {
        assertThatThrownBy(() -> Config.of(Map.of(
                        "CONCH_HTTP_PORT", "eighty",
                        "CONCH_LOG", "xml",
                        "CONCH_PUBLIC_URL", "hub.example",
                        "CONCH_HTTP_PROT", "80",
                        "CONCH_SMTP_URL", "smtp://mail.example",
                        "CONCH_TLS_CERT", "/nowhere.pem")))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("\n")
                .hasMessageContaining("CONCH_HTTP_PORT is a port")
                .hasMessageContaining("CONCH_LOG is text or json")
                .hasMessageContaining("CONCH_PUBLIC_URL is an address")
                .hasMessageContaining("CONCH_HTTP_PROT is no setting")
                .hasMessageContaining("CONCH_SMTP_URL is not supported by this version")
                .hasMessageContaining("CONCH_TLS_CERT names /nowhere.pem")
                .hasMessageContaining("CONCH_TLS_CERT and CONCH_TLS_KEY belong together");
    }

    @Test
    void aPasswordIsNeverRepeated() {
        assertThatThrownBy(() -> Config.of(Map.of("CONCH_DATABASE_URL", "mysql://conch:swordfish@127.0.0.1/conch")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CONCH_DATABASE_URL")
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void aFileHoldsTheSameKeysAndTheEnvironmentWins() throws Exception {
        Path file = Files.writeString(folder.resolve("conch.properties"), """
                CONCH_HTTP_PORT = 9001
                CONCH_PUBLIC_URL = https://hub.example/
                """);
        Config config = Config.of(Map.of("CONCH_CONFIG", file.toString(), "CONCH_HTTP_PORT", "9002"));
        assertThat(config.httpPort()).isEqualTo(9002);
        assertThat(config.publicUrl()).isEqualTo("https://hub.example");
        Files.writeString(file, "http.port = 1\n");
        assertThatThrownBy(() -> Config.of(Map.of("CONCH_CONFIG", file.toString())))
                .hasMessageContaining("http.port is no setting");
    }

    @Test
    void listeningEverywhereNeedsTheNameCallersSignFor() {
        assertThatThrownBy(() -> Config.of(Map.of("CONCH_HTTP_HOST", "0.0.0.0")))
                .hasMessageContaining("CONCH_PUBLIC_URL is needed");
        assertThat(Config.of(Map.of("CONCH_HTTP_HOST", "0.0.0.0", "CONCH_PUBLIC_URL", "https://hub.example"))
                        .localUrl())
                .isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void anEmptyValueIsNone() {
        assertThat(Config.of(Map.of("CONCH_SMTP_URL", "", "CONCH_LOG", "json")).log())
                .isEqualTo(Config.LogFormat.JSON);
    }

    @Test
    void issuersAreNamedByAFileAndWhereTheyAreAskedIsChecked() throws Exception {
        assertThatThrownBy(() -> Config.of(Map.of(
                        "CONCH_REVOCATION", "sometimes",
                        "CONCH_CRL_URLS", "http://ca.example/a.crl, file:///etc/passwd",
                        "CONCH_OCSP_URLS", "http://ocsp.example/")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CONCH_REVOCATION is off, soft or hard")
                .hasMessageContaining("CONCH_CRL_URLS holds file:///etc/passwd")
                .hasMessageContaining("need CONCH_SIGNER_CA");
        Path empty = Files.writeString(folder.resolve("ca.pem"), "nothing");
        assertThatThrownBy(() -> Config.of(Map.of("CONCH_SIGNER_CA", empty.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("holds no certificate in PEM");
    }

    @Test
    void everyLimitOfADocumentIsASetting() {
        for (FormatLimit limit : FormatLimit.values()) {
            String key = "CONCH_LIMIT_" + limit;
            assertThat(Config.of(Map.of(key, String.valueOf(limit.least())))
                            .limits()
                            .of(limit))
                    .isEqualTo(limit.least());
            assertThatThrownBy(() -> Config.of(Map.of(key, String.valueOf(limit.most() + 1))))
                    .hasMessageContaining(key + " is a number, " + limit.least() + " to " + limit.most());
        }
        assertThat(Config.of(Map.of()).limits()).isEqualTo(FormatLimits.DEFAULT);
    }

    @Test
    void everyLimitIsDocumented() throws Exception {
        String readme = Files.readString(Path.of("schemas/README.md"));
        for (FormatLimit limit : FormatLimit.values()) {
            assertThat(readme)
                    .contains("| `CONCH_LIMIT_" + limit + "` | " + limit.usual() + " | " + limit.least() + " to "
                            + limit.most() + " |");
        }
    }

    @Test
    void howMuchOfAnEnvelopeIsOpenedIsSettings() throws Exception {
        Config config = Config.of(
                Map.of("CONCH_LIMIT_ENVELOPE", "65536", "CONCH_LIMIT_HEADER", "1024", "CONCH_LIMIT_SIGNATURES", "1"));
        assertThat(config.envelopes()).isEqualTo(new EnvelopeLimits(65_536, 1_024, 1));
        assertThat(Config.of(Map.of()).envelopes()).isEqualTo(EnvelopeLimits.DEFAULT);
        assertThatThrownBy(() -> Config.of(Map.of("CONCH_LIMIT_ENVELOPE", "100000000", "CONCH_LIMIT_SIGNATURES", "0")))
                .hasMessageContaining("CONCH_LIMIT_ENVELOPE is a number, 65536 to 67108864")
                .hasMessageContaining("CONCH_LIMIT_SIGNATURES is a number, 1 to 32");
        assertThat(Files.readString(Path.of("schemas/README.md")))
                .contains("| `CONCH_LIMIT_ENVELOPE` | " + EnvelopeLimits.DEFAULT.bytes() + " | 65536 to 67108864 |")
                .contains("| `CONCH_LIMIT_HEADER` | " + EnvelopeLimits.DEFAULT.headerBytes() + " | 1024 to 65536 |")
                .contains("| `CONCH_LIMIT_SIGNATURES` | " + EnvelopeLimits.DEFAULT.signatures() + " | 1 to 32 |");
    }
}
