package org.caricom.conch.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.sharing.SharingFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The response policy zone of 50,000 hostile indicators, judged by BIND's checker and by a resolver that answers by
/// it.
class ZoneJudgesTest {
    private static final List<Observable> VALUES = HostileValues.of(20260715, 50_000);

    /// Blocking one of these would block a country, or half of all addresses.
    private static final List<String> NEVER =
            List.of("com", "tt", "gov.tt", "com.jm", "co.uk", "xn--55qx5d.cn", "github.io", "example", "localhost");

    private static Path folder;
    private static Path zone;

    @BeforeAll
    static void write(@TempDir Path temporary) throws Exception {
        folder = temporary;
        try (SharingFixture hub = new SharingFixture(ZoneJudgesTest.class)) {
            Shelf.put(hub.database.database(), VALUES, Instant.parse("2026-07-14T10:00:00Z"));
            zone = Files.writeString(
                    folder.resolve("rpz.zone"),
                    hub.get(PARTNER, "/feeds/rpz.zone").body());
        }
    }

    @Test
    void bindReadsTheZoneAndFindsNothingElseInIt() throws Exception {
        String program = installed("named-checkzone");
        Path dump = folder.resolve("dump");
        Process process = new ProcessBuilder(
                        program,
                        "-k",
                        "fail",
                        "-n",
                        "fail",
                        "-D",
                        "-s",
                        "full",
                        "-o",
                        dump.toString(),
                        "rpz.example",
                        zone.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("loaded serial").contains("OK");

        Set<String> names = given(ObservableType.DOMAIN_NAME)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(toSet());
        Set<InetAddress> addresses = new HashSet<>();
        Stream.of(ObservableType.IPV4_ADDR, ObservableType.IPV6_ADDR)
                .flatMap(ZoneJudgesTest::given)
                .map(ZoneJudgesTest::address)
                .filter(address -> address != null)
                .forEach(addresses::add);
        Set<String> owners = new HashSet<>();
        for (String line : Files.readAllLines(dump)) {
            List<String> cells = List.of(line.split("\\s+"));
            if (List.of("SOA", "NS").contains(cells.get(3))) {
                assertThat(cells.getFirst()).isEqualTo("rpz.example.");
                continue;
            }
            assertThat(cells.subList(2, cells.size())).as(line).containsExactly("IN", "CNAME", ".");
            assertThat(cells.getFirst()).endsWith(".rpz.example.");
            String owner = cells.getFirst().substring(0, cells.getFirst().length() - ".rpz.example.".length());
            owners.add(owner);
            if (owner.endsWith(".rpz-ip")) {
                assertThat(addresses.contains(trigger(owner))).as(owner).isTrue();
            } else {
                String name = owner.startsWith("*.") ? owner.substring(2) : owner;
                assertThat(names.contains(name)).as(owner).isTrue();
                assertThat(name).doesNotContain("rpz-", "*");
                assertThat(NEVER).doesNotContain(name);
            }
        }
        for (String name : honestNames()) {
            assertThat(owners.contains(name) && owners.contains("*." + name))
                    .as(name)
                    .isTrue();
        }
        assertThat(owners).contains("lure2.example", "_dmarc.lure.example", "xn--bcher-kva.example");
        Set<InetAddress> triggers = owners.stream()
                .filter(owner -> owner.endsWith(".rpz-ip"))
                .map(ZoneJudgesTest::trigger)
                .collect(toSet());
        assertThat(honestAddresses()).allMatch(text -> triggers.contains(address(text)));
    }

    @Test
    void aResolverDeniesWhatIsInTheZoneAndNothingElse() throws Exception {
        String program = installed("unbound");
        try (Unbound unbound = Unbound.start(program, folder, zone)) {
            for (String name : honestNames().subList(0, 500)) {
                assertThat(unbound.codeFor(name)).as(name).isEqualTo(Unbound.NXDOMAIN);
                assertThat(unbound.codeFor("deep.below." + name)).as(name).isEqualTo(Unbound.NXDOMAIN);
            }
            for (String address : honestAddresses().subList(0, 1_000)) {
                assertThat(unbound.codeForAddress(address)).as(address).isEqualTo(Unbound.NXDOMAIN);
            }
            for (String name : List.of("www.example", "www.gov.tt", "www.com.jm", "host.github.io", "rpz-ip")) {
                assertThat(unbound.codeFor(name)).as(name).isEqualTo(Unbound.NOERROR);
            }
            for (String address :
                    List.of("192.0.2.77", "203.0.113.200", "128.0.0.1", "10.0.0.8", "2001:db8:ffff:ffff::1")) {
                assertThat(unbound.codeForAddress(address)).as(address).isEqualTo(Unbound.NOERROR);
            }
            assertThat(unbound.log()).doesNotContainIgnoringCase("error", "warning", "malformed", "unsupported");
        }
    }

    private static List<String> honestNames() {
        return given(ObservableType.DOMAIN_NAME)
                .filter(name -> name.matches("[0-9a-z]+\\.lure\\.example"))
                .toList();
    }

    private static List<String> honestAddresses() {
        return Stream.of(ObservableType.IPV4_ADDR, ObservableType.IPV6_ADDR)
                .flatMap(ZoneJudgesTest::given)
                .filter(text ->
                        text.matches("198\\.1[89]\\.\\d+\\.\\d+") || text.matches("2001:db8:[1-9a-f][0-9a-f]*:.*"))
                .filter(text -> address(text) != null)
                .toList();
    }

    private static Stream<String> given(ObservableType type) {
        return VALUES.stream().filter(value -> value.type() == type).map(Observable::value);
    }

    private static @Nullable InetAddress address(String text) {
        try {
            return text.matches("[0-9a-f:.]+") ? InetAddress.ofLiteral(text) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// The address that an owner name stands for: a prefix length that allows no other, and the parts from right to
    /// left.
    private static InetAddress trigger(String owner) {
        List<String> parts = new ArrayList<>(List.of(owner.split("\\.", -1)));
        assertThat(parts.removeLast()).isEqualTo("rpz-ip");
        String prefix = parts.removeFirst();
        List<String> reversed = parts.reversed();
        if (prefix.equals("32")) {
            assertThat(reversed).as(owner).hasSize(4);
            return InetAddress.ofLiteral(String.join(".", reversed));
        }
        assertThat(prefix).isEqualTo("128");
        String text = String.join(":", reversed);
        return InetAddress.ofLiteral(
                text.replaceFirst("^zz:", "::").replaceFirst(":zz$", "::").replaceFirst(":zz:", "::"));
    }

    private static String installed(String program) throws IOException {
        String path = Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":", -1))
                .map(part -> Path.of(part).resolve(program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!path.isEmpty(), program + " is not installed");
        return path;
    }
}
