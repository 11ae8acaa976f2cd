package org.caricom.conch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.intake.IntakeExample.JM;
import static org.caricom.conch.intake.IntakeExample.TT;
import static org.caricom.conch.intake.IntakeExample.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.intake.FilingAnswer.Accepted;
import org.caricom.conch.intake.FilingAnswer.MessageIdReused;
import org.caricom.conch.intake.FilingAnswer.NotEntitled;
import org.caricom.conch.intake.FilingAnswer.Quarantined;
import org.caricom.conch.intake.FilingAnswer.Repeated;
import org.caricom.conch.intake.FilingAnswer.Why;
import org.caricom.conch.intake.Sender.Kind;
import org.caricom.conch.intake.Sender.Says;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What CONTRACT.md section 3 says of repeats, of names used twice and of clocks, over many made-up filings
/// of every kind. A failure names its seed.
class ReplayPropertyTest {
    private static final Caller COORDINATOR = new Caller("coordinator", Role.COORDINATOR, null);
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration AGE = Duration.ofDays(30);

    private final IntakeExample hub = new IntakeExample(ReplayPropertyTest.class);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aRepeatGetsTheFirstAnswerWhateverHappenedMeanwhile() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            JWK key = enrol(TT);
            Kind kind = any(random);
            ObjectNode report = report("R-" + seed);
            if (random.nextInt(4) == 0) {
                report.put("tlp", "TLP:PURPLE");
            }
            Instant now = hub.clock.instant();
            Says says = new Says("s-" + seed, now, now.plusSeconds(60), IntakeExample.URL);
            Filing filing = Sender.filing(kind, Json.write(report), key, says, hub);
            FilingAnswer first = hub.intake.file(filing);
            String of = "seed " + seed + ", " + kind;
            assertThat(first).as(of).isInstanceOfAny(Accepted.class, Quarantined.class);

            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                switch (random.nextInt(5)) {
                    case 0 -> hub.clock.advance(Duration.ofHours(random.nextInt(24 * 100)));
                    case 1 -> hub.keys.revoke(key.getKeyID(), "alice");
                    case 2 -> hub.keys.suspend(key.getKeyID(), "alice");
                    case 3 -> hub.hubKeys.rotate("alice");
                    default -> hub.hubDecryption.rotate("test");
                }
            }
            Intake process = random.nextBoolean() ? hub.intake : hub.anotherIntake();
            assertThat(process.file(filing)).as(of).isEqualTo(again(first));
        }
    }

    @Test
    void theSameReportSignedAnewIsNewUnlessItsBytesAreTheSame() {
        JWK key = enrol(TT);
        JWK other = enrol(TT);
        for (Kind first : Kind.values()) {
            for (Kind second : Kind.values()) {
                byte[] payload = Json.write(report(first + "-" + second));
                Accepted one =
                        (Accepted) hub.intake.file(Sender.filing(first, payload, key, says(first + "-" + second), hub));
                FilingAnswer two =
                        hub.intake.file(Sender.filing(second, payload, other, says(first + "-" + second), hub));

                String of = first + " and then " + second;
                if (first.isBeside() && second.isBeside()) {
                    assertThat(two).as(of).isEqualTo(again(one));
                } else {
                    assertThat(two).as(of).isInstanceOfSatisfying(Accepted.class, accepted -> {
                        assertThat(accepted.receipt()).isNotEqualTo(one.receipt());
                        assertThat(payloadDigest(accepted.report())).isEqualTo(payloadDigest(one.report()));
                    });
                }
            }
        }
    }

    @Test
    void whatManySendAtOnceThroughTwoProcessesIsKeptOnceEach() throws Exception {
        for (long seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            JWK key = enrol(TT);
            List<Filing> filings = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Kind kind = any(random);
                filings.add(Sender.filing(
                        kind, Json.write(report("M-" + seed + "-" + i)), key, says("m-" + seed + i), hub));
            }
            List<Intake> processes = List.of(hub.intake, hub.anotherIntake());
            List<Integer> sent = new ArrayList<>();
            List<Future<FilingAnswer>> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 60; i++) {
                    int which = random.nextInt(filings.size());
                    Intake process = processes.get(random.nextInt(2));
                    sent.add(which);
                    answers.add(threads.submit(() -> process.file(filings.get(which))));
                }
            }
            Map<Integer, String> receipts = new HashMap<>();
            Map<Integer, Integer> accepted = new HashMap<>();
            for (int i = 0; i < sent.size(); i++) {
                FilingAnswer answer = answers.get(i).get();
                accepted.merge(sent.get(i), answer instanceof Accepted ? 1 : 0, Integer::sum);
                String before = receipts.putIfAbsent(sent.get(i), receipt(answer));
                assertThat(receipt(answer)).as("seed " + seed).isEqualTo(before == null ? receipt(answer) : before);
            }
            assertThat(accepted.values()).as("seed " + seed).containsOnly(1);
            assertThat(new HashSet<>(receipts.values())).hasSameSizeAs(receipts.keySet());
        }
    }

    @Test
    void aNameStandsForOneContentOfOneKey() {
        Map<MemberCode, List<JWK>> keys = Map.of(TT, List.of(enrol(TT), enrol(TT)), JM, List.of(enrol(JM)));
        Map<String, Sha256> held = new HashMap<>();
        Set<String> filed = new HashSet<>();
        Random random = new Random(1);
        int reused = 0;
        for (int i = 0; i < 250; i++) {
            MemberCode member = random.nextInt(4) == 0 ? JM : TT;
            List<JWK> own = keys.get(member);
            byte[] payload = Json.write(report("C-" + random.nextInt(6)));
            Map<JWK, Says> signers = new LinkedHashMap<>();
            signers.put(own.get(random.nextInt(own.size())), says("j-" + random.nextInt(8)));
            boolean several = random.nextInt(4) == 0;
            if (several) {
                own.forEach(key -> signers.putIfAbsent(key, says("j-" + random.nextInt(8))));
            }
            JWK key = signers.keySet().iterator().next();
            Kind kind = several ? Kind.GENERAL : any(random);
            Filing filing = several
                    ? Sender.general(payload, signers)
                    : Sender.filing(kind, payload, key, signers.get(key), hub);
            FilingAnswer answer = hub.intake.file(filing);

            String of = "filing " + i + ", " + kind;
            Sha256 content = Sha256.of(payload);
            if (kind.isBeside() && filed.contains(member + " " + content)) {
                assertThat(answer).as(of).isInstanceOf(Repeated.class);
                continue;
            }
            boolean taken = signers.entrySet().stream()
                    .map(signer -> held.get(name(signer.getKey(), signer.getValue())))
                    .anyMatch(holder -> holder != null && !holder.equals(content));
            if (taken) {
                assertThat(answer).as(of).isEqualTo(new MessageIdReused());
                reused++;
                continue;
            }
            assertThat(answer).as(of).isInstanceOf(Accepted.class);
            signers.forEach((signer, says) -> held.put(name(signer, says), content));
            if (kind.isBeside()) {
                filed.add(member + " " + content);
            }
        }
        assertThat(reused).isBetween(50, 200);
    }

    @Test
    void clocksCountToTheSecondAtTheirLimits() {
        JWK key = enrol(TT);
        Instant now = hub.clock.instant();
        Map<String, Integer> seen = new HashMap<>();
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Kind kind = any(random);
            Instant issuedAt = random.nextBoolean()
                    ? now.plus(AHEAD).plusSeconds(random.nextInt(5) - 2)
                    : now.minus(AGE).plusSeconds(random.nextInt(5) - 2);
            Instant expiresAt = random.nextInt(3) == 0 ? null : now.plusSeconds(random.nextInt(5) - 2);
            String audience = kind == Kind.HTTP
                    ? null
                    : List.of(
                                    IntakeExample.URL,
                                    IntakeExample.URL + "/",
                                    IntakeExample.URL + "//",
                                    IntakeExample.URL + "/api",
                                    "https://HUB.example",
                                    "http://hub.example")
                            .get(random.nextInt(6));
            Says says = new Says("c-" + seed, issuedAt, expiresAt, audience);
            FilingAnswer answer = hub.intake.file(Sender.filing(kind, Json.write(report("C-" + seed)), key, says, hub));

            FilingAnswer expected;
            if (issuedAt.isAfter(now.plus(AHEAD)) || issuedAt.isBefore(now.minus(AGE))) {
                expected = new NotEntitled(Why.IAT_OUTSIDE);
            } else if (expiresAt != null && !expiresAt.isAfter(now)) {
                expected = new NotEntitled(Why.EXPIRED);
            } else if (audience != null
                    && !audience.equals(IntakeExample.URL)
                    && !audience.equals(IntakeExample.URL + "/")) {
                expected = new NotEntitled(Why.WRONG_AUDIENCE);
            } else {
                assertThat(answer).as("seed " + seed + ", " + kind).isInstanceOf(Accepted.class);
                seen.merge("accepted", 1, Integer::sum);
                continue;
            }
            assertThat(answer).as("seed " + seed + ", " + kind).isEqualTo(expected);
            seen.merge(expected.toString(), 1, Integer::sum);
        }
        assertThat(seen).hasSize(4);
        assertThat(seen.values()).allMatch(count -> count >= 15);
    }

    /// Another connection of the same member, and its inbox, file the same bytes: that is the same filing.
    @Test
    void bytesThatAMemberFiledOneWayAreARepeatEveryOtherWay() {
        byte[] payload = Json.write(report("WAYS"));
        Accepted first =
                (Accepted) hub.intake.file(new Filing.Connected(TT, payload, "application/json", new byte[] {1}, null));
        assertThat(hub.intake.file(new Filing.Connected(TT, payload, "application/json", new byte[] {2}, null)))
                .isEqualTo(again(first));
        assertThat(hub.intake.file(new Filing.Posted(TT, payload, "application/json")))
                .isEqualTo(again(first));
        for (Kind kind : Kind.values()) {
            FilingAnswer answer = hub.intake.file(Sender.filing(kind, payload, enrol(TT), says("w"), hub));
            if (kind.isBeside()) {
                assertThat(answer).as(kind.name()).isEqualTo(again(first));
            } else {
                assertThat(answer).as(kind.name()).isInstanceOf(Accepted.class);
            }
        }
        assertThat(hub.intake.file(new Filing.Connected(JM, payload, "application/json", new byte[] {1}, null)))
                .as("the same bytes of another member")
                .isInstanceOf(Accepted.class);
    }

    private static Kind any(Random random) {
        return KINDS.get(random.nextInt(KINDS.size()));
    }

    private JWK enrol(MemberCode member) {
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        hub.keys.add(member, key.toPublicJWK().toJSONString(), Instant.EPOCH, null, "alice");
        hub.keys.approve(key.getKeyID(), "bob");
        return key;
    }

    private Says says(String id) {
        return new Says(id, hub.clock.instant(), null, null);
    }

    private Sha256 payloadDigest(ReportId report) {
        return hub.reports.find(COORDINATOR, report).payloadSha256();
    }

    private static String name(JWK key, Says says) {
        return key.getKeyID() + " " + says.id();
    }

    private static FilingAnswer again(FilingAnswer first) {
        return first instanceof Accepted(ReportId report, String receipt, var _)
                ? new Repeated(report, receipt)
                : first;
    }

    private static String receipt(FilingAnswer answer) {
        return switch (answer) {
            case Accepted(ReportId _, String receipt, var _) -> receipt;
            case Repeated(ReportId _, String receipt) -> receipt;
            default -> throw new AssertionError(answer);
        };
    }
}
