package org.caricom.conch.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files under `deploy/`, as far as they can be tried without a container engine: nginx runs with our
/// configuration, on other ports and with certificates made for the test.
class DeployTest {
    @TempDir
    private Path folder;

    private HttpServer behind;
    private Process nginx;
    private int port;

    @BeforeEach
    void startWhatStandsBehind() throws IOException {
        behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        behind.createContext("/", exchange -> {
            String seen = exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Client-Cert");
            byte[] body = seen.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        behind.start();
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        behind.stop(0);
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void machinesNeedACertificateOfTheExchangesAuthority() throws Exception {
        startNginx();

        assertThat(ask("certs.conch.example", "/taxii2/", "member")).startsWith("/taxii2/");
        assertThat(ask("certs.conch.example", "/taxii2/")).contains("400 No required SSL certificate");
        assertThat(ask("certs.conch.example", "/taxii2/", "stranger")).contains("400 The SSL certificate error");
    }

    @Test
    void peopleNeedNone() throws Exception {
        startNginx();

        assertThat(ask("conch.example", "/sign-in")).startsWith("/sign-in");
    }

    @Test
    void metricsAndPagesStayWhereTheyBelong() throws Exception {
        startNginx();

        assertThat(ask("conch.example", "/metrics")).contains("404 Not Found");
        assertThat(ask("certs.conch.example", "/sign-in", "member")).contains("404 Not Found");
    }

    @Test
    void whatACallerClaimsOfItsCertificateIsNotPassedOn() throws Exception {
        startNginx();

        assertThat(ask("conch.example", "/api/v1/cases", "-H", "Client-Cert: :Zm9yZ2Vk:"))
                .isEqualTo("/api/v1/cases null");
    }

    @Test
    void conchIsToldOfTheCertificateThatNginxHasSeenAndOfNoOther() throws Exception {
        startNginx();

        String der = Base64.getEncoder()
                .encodeToString(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                Files.readString(folder.resolve("member.pem")).getBytes(StandardCharsets.US_ASCII)))
                        .getEncoded());
        assertThat(ask("certs.conch.example", "/api/v1/reports", "member")).isEqualTo("/api/v1/reports :" + der + ":");
        assertThat(ask(
                        "certs.conch.example",
                        "/api/v1/reports",
                        "--cert",
                        path("member.pem"),
                        "--key",
                        path("member.key"),
                        "-H",
                        "Client-Cert: :Zm9yZ2Vk:"))
                .isEqualTo("/api/v1/reports :" + der + ":");
    }

    @Test
    void theLogDoesNotTellWhatPeopleSearchFor() throws Exception {
        startNginx();

        assertThat(ask("conch.example", "/api/v1/cases?q=victim")).startsWith("/api/v1/cases?q=victim");
        Path log = folder.resolve("access.log");
        for (int i = 0; i < 100 && Files.size(log) == 0; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(Files.readString(log)).contains("GET /api/v1/cases").doesNotContain("victim");
    }

    @Test
    void systemdReadsTheUnit() throws Exception {
        assumeInstalled("systemd-analyze");
        String unit = Files.readString(Path.of("deploy/systemd/conch.service"))
                .replace("/opt/conch/conch", Path.of("conch").toAbsolutePath().toString());
        Path copy = Files.writeString(folder.resolve("conch.service"), unit);

        assertThat(run(List.of("systemd-analyze", "verify", copy.toString()))).doesNotContain("conch.service:");
    }

    private void startNginx() throws Exception {
        assumeInstalled("nginx");
        assumeInstalled("openssl");
        assumeInstalled("curl");
        certificates();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String ours = Files.readString(Path.of("deploy/nginx/conch.conf"))
                .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                .replaceAll("server \\{\\s+listen 80 [^}]+}", "")
                .replace(
                        "server conch:8080",
                        "server 127.0.0.1:" + behind.getAddress().getPort())
                .replace("/etc/conch/tls", folder.toString())
                .replace("/var/log/nginx", folder.toString());
        assertThat(ours).contains("127.0.0.1:" + port).doesNotContain("conch:8080");
        Files.writeString(folder.resolve("conch.conf"), ours);
        Path config = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  include %1$s/conch.conf;
                }
                """.formatted(folder));
        List<String> command = List.of("nginx", "-c", config.toString(), "-e", folder + "/error.log");
        List<String> check = new ArrayList<>(command);
        check.add("-t");
        assertThat(run(check)).contains("syntax is ok").contains("test is successful");
        nginx = new ProcessBuilder(command).redirectErrorStream(true).start();
        for (int i = 0; i < 200 && !listens(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean listens() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// An authority with a member's certificate, a stranger's by another authority, and the server's own.
    private void certificates() throws Exception {
        authority("members-ca");
        authority("other-ca");
        issue("member", "members-ca");
        issue("stranger", "other-ca");
        selfSigned("server", "/CN=conch.example");
    }

    private void authority(String name) throws Exception {
        selfSigned(name, "/CN=" + name);
    }

    private void selfSigned(String name, String subject) throws Exception {
        run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                subject,
                "-keyout",
                path(name + ".key"),
                "-out",
                path(name + ".pem")));
    }

    private void issue(String name, String authority) throws Exception {
        run(List.of(
                "openssl",
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                path(name + ".key"),
                "-out",
                path(name + ".csr")));
        run(List.of(
                "openssl",
                "x509",
                "-req",
                "-in",
                path(name + ".csr"),
                "-CA",
                path(authority + ".pem"),
                "-CAkey",
                path(authority + ".key"),
                "-CAcreateserial",
                "-days",
                "2",
                "-out",
                path(name + ".pem")));
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }

    private String ask(String host, String path, String certificate) throws Exception {
        return ask(host, path, "--cert", path(certificate + ".pem"), "--key", path(certificate + ".key"));
    }

    private String ask(String host, String path, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-s",
                "-k",
                "--max-time",
                "10",
                "--resolve",
                host + ":" + port + ":127.0.0.1",
                "https://" + host + ":" + port + path));
        command.addAll(List.of(more));
        return run(command);
    }

    private static void assumeInstalled(String program) {
        assumeTrue(
                Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                        .anyMatch(part -> Files.isExecutable(Path.of(part).resolve(program))),
                program + " is not installed");
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s printed: %s", command, output).isZero();
        return output;
    }
}
