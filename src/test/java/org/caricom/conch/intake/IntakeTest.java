package org.caricom.conch.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.caricom.conch.intake.IntakeExample.JM;
import static org.caricom.conch.intake.IntakeExample.TT;
import static org.caricom.conch.intake.IntakeExample.report;
import static org.caricom.conch.intake.IntakeExample.sign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caricom.conch.access.Caller;
import org.caricom.conch.audit.LoggedEntry;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.audit.ReceiptCheck;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.db.DatabaseException;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.intake.FilingAnswer.Accepted;
import org.caricom.conch.intake.FilingAnswer.MessageIdReused;
import org.caricom.conch.intake.FilingAnswer.NotEntitled;
import org.caricom.conch.intake.FilingAnswer.Quarantined;
import org.caricom.conch.intake.FilingAnswer.Repeated;
import org.caricom.conch.intake.FilingAnswer.Unproven;
import org.caricom.conch.intake.FilingAnswer.Why;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Caller COORDINATOR = new Caller("coordinator", Role.COORDINATOR, null);

    private final IntakeExample hub = new IntakeExample(IntakeTest.class);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aSignedReportIsKeptByteForByteWithWhatItSays() {
        byte[] message = hub.signed(TT, report("TT-1"));
        Accepted accepted = accepted(message);
        RawReport raw = hub.reports.raw(COORDINATOR, accepted.report());
        assertThat(raw.message()).isEqualTo(message);
        assertThat(raw.contentType()).isEqualTo("application/jose");
        FiledReport filed = hub.database.read(tx -> hub.reports.facts(tx, accepted.report()));
        assertThat(filed.member()).isEqualTo(TT);
        assertThat(filed.facts().reference()).isEqualTo("TT-1");
        assertThat(filed.bundle().objects()).isNotEmpty();
        assertThat(Json.own(hub.reports.bundle(COORDINATOR, accepted.report())))
                .isEqualTo(filed.bundle().toJson());
        ReportEntry entry = hub.reports.find(COORDINATOR, accepted.report());
        assertThat(entry.format()).isEqualTo("conch-report");
        assertThat(entry.signatures())
                .extracting(ReportEntry.SignedBy::keyId)
                .containsExactly(hub.signer(TT).keyId());
    }

    @Test
    void theReceiptSaysWhereInTheLogTheReportStands() {
        accepted(hub.signed(JM, report("JM-1")));
        byte[] message = hub.signed(TT, report("TT-1"));
        Accepted accepted = accepted(message);
        Receipt expected = new Receipt(accepted.report(), Sha256.of(message), TT, hub.clock.instant(), hub.before + 1);
        assertThat(Receipts.verify(accepted.receipt(), Json.text(hub.hubKeys.jwks())))
                .isEqualTo(new ReceiptCheck.Genuine(expected));
        LoggedEntry entry = hub.log.proof(hub.before + 1).entry();
        ObjectNode body = Receipts.json(expected);
        body.set("at", body.remove("receivedAt"));
        body.remove("logIndex");
        assertThat(entry.entry().get("body")).isEqualTo(body);
    }

    @Test
    void aRepeatGetsTheFirstAnswerWhateverKeysAndClocksSayNow() {
        JwsSigner signer = hub.enrol(TT, hub.clock.instant().plus(Duration.ofDays(1)));
        ObjectNode header = signer.header("conch-report+jws", null, hub.clock.instant(), null, IntakeExample.URL);
        header.put("exp", hub.clock.instant().plusSeconds(60).getEpochSecond());
        byte[] message = signer.compact(header, Json.write(report("TT-1"))).getBytes(UTF_8);
        Accepted first = accepted(message);
        assertThat(hub.file(message)).isEqualTo(new Repeated(first.report(), first.receipt()));
        hub.clock.advance(Duration.ofDays(90));
        hub.keys.revoke(signer.keyId(), "alice");
        hub.hubKeys.rotate("alice");
        assertThat(hub.file(message)).isEqualTo(new Repeated(first.report(), first.receipt()));
        byte[] other = signer.compact(header, Json.write(report("TT-2"))).getBytes(UTF_8);
        assertThat(hub.file(other)).isEqualTo(new NotEntitled(Why.KEY_REVOKED));
    }

    @Test
    void theSamePayloadSignedAnewIsAReportOfItsOwnAboutTheSame() {
        Accepted first = accepted(hub.signed(TT, report("TT-1")));
        byte[] again = hub.signed(TT, report("TT-1"));
        Accepted second = accepted(again);
        assertThat(second.report()).isNotEqualTo(first.report());
        assertThat(second.receipt()).isNotEqualTo(first.receipt());
        assertThat(hub.reports.find(COORDINATOR, second.report()).payloadSha256())
                .isEqualTo(hub.reports.find(COORDINATOR, first.report()).payloadSha256());
    }

    @Test
    void whatCannotBeReadIsQuarantinedForEverAndAnsweredAlikeWhenRepeated() {
        ObjectNode unusable = report("TT-1");
        unusable.put("awareAt", "yesterday");
        unusable.put("tlp", "TLP:PURPLE");
        byte[] message = hub.signed(TT, unusable);
        Quarantined quarantined = (Quarantined) hub.file(message);
        assertThat(quarantined.flaws()).extracting(flaw -> flaw.pointer()).contains("/awareAt", "/tlp");
        assertThat(hub.file(message)).isEqualTo(quarantined);
        ReportEntry entry = hub.reports.find(COORDINATOR, quarantined.report());
        assertThat(entry.state()).isEqualTo(ReportState.QUARANTINED);
        assertThat(entry.flaws()).isEqualTo(quarantined.flaws());
        assertThat(Receipts.verify(entry.receipt(), Json.text(hub.hubKeys.jwks())))
                .isInstanceOf(ReceiptCheck.Genuine.class);
        assertThat(hub.reports.raw(COORDINATOR, quarantined.report()).message()).isEqualTo(message);
        assertThat(outbox()).as("nobody works on it").isEmpty();
    }

    @Test
    void aMessagesOwnNameStandsForOneContent() {
        JwsSigner signer = hub.signer(TT);
        ObjectNode header = signer.header("conch-report+jws", null, null, "5f0c", null);
        accepted(signer.compact(header, Json.write(report("TT-1"))).getBytes(UTF_8));
        assertThat(hub.file(signer.compact(header, Json.write(report("TT-2"))).getBytes(UTF_8)))
                .isEqualTo(new MessageIdReused());
        accepted(signer.compact(header, Json.write(report("TT-1"))).getBytes(UTF_8));
        JwsSigner other = hub.signer(JM);
        accepted(other.compact(other.header("conch-report+jws", null, null, "5f0c", null), Json.write(report("JM-1")))
                .getBytes(UTF_8));
        assertThat(hub.reports.list(COORDINATOR, ReportQuery.newest(10))).hasSize(3);
    }

    @Test
    void aMemberFilesForItselfAndForThoseThatReportThroughItOnly() {
        MemberCode montserrat = new MemberCode("MS");
        ObjectNode document = report("MS-1");
        document.put("member", "MS");
        byte[] message = hub.signed(TT, document);
        assertThat(hub.file(message)).isEqualTo(new NotEntitled(Why.OTHER_MEMBERS_DOCUMENT));
        hub.members.setReportsThrough(montserrat, TT, "alice");
        Accepted accepted = accepted(message);
        ReportEntry entry = hub.reports.find(COORDINATOR, accepted.report());
        assertThat(entry.member()).isEqualTo(montserrat);
        assertThat(entry.filedBy()).isEqualTo(TT);
        assertThat(outbox()).containsExactly("MS " + accepted.report());
        hub.members.setReportsThrough(montserrat, null, "alice");
        assertThat(hub.file(message)).as("a repeat").isEqualTo(new Repeated(accepted.report(), accepted.receipt()));
    }

    @Test
    void aTokenThatComesAlongIsTheSignersOwn() {
        byte[] message = hub.signed(TT, report("TT-1"));
        Caller stranger = new Caller("analyst-JM", Role.ANALYST, JM);
        assertThat(hub.intake.file(new Filing.Signed(message, "application/jose", stranger)))
                .isEqualTo(new NotEntitled(Why.OTHER_MEMBERS_TOKEN));
        assertThat(hub.intake.file(new Filing.Signed(message, "application/jose", COORDINATOR)))
                .isEqualTo(new NotEntitled(Why.OTHER_MEMBERS_TOKEN));
        assertThat(hub.intake.file(
                        new Filing.Signed(message, "application/jose", new Caller("analyst-TT", Role.ANALYST, TT))))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void whatNoEnrolledKeySignedIsNotKept() {
        JwsSigner stranger = new JwsSigner(
                org.caricom.conch.signature.KeyPairs.generate(org.caricom.conch.signature.KeyAlgorithm.ES256));
        assertThat(hub.file(sign(stranger, report("TT-1")))).isInstanceOf(Unproven.class);
        assertThat(hub.reports.list(COORDINATOR, ReportQuery.newest(10))).isEmpty();
        assertThat(hub.log.checkpoint().checkpoint().size()).isEqualTo(hub.before);
    }

    @Test
    void aMembersInboxNeedsNoSignature() {
        byte[] payload = Json.write(report("TT-1"));
        FilingAnswer answer = hub.intake.file(new Filing.Posted(TT, payload, "application/json"));
        Accepted accepted = (Accepted) answer;
        assertThat(hub.reports.raw(COORDINATOR, accepted.report()).message()).isEqualTo(payload);
        assertThat(hub.reports.find(COORDINATOR, accepted.report()).signatures())
                .isEmpty();
        assertThat(hub.intake.file(new Filing.Posted(TT, payload, "application/json")))
                .isInstanceOf(Repeated.class);
        assertThat(hub.intake.file(new Filing.Posted(JM, payload, "application/json")))
                .as("the same bytes of another member")
                .isInstanceOf(Accepted.class);
    }

    @Test
    void manyAtOnceAreEachKeptOnceAndLoggedWithoutGaps() throws Exception {
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            messages.add(hub.signed(i % 2 == 0 ? TT : JM, report("R-" + i)));
        }
        List<Future<FilingAnswer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int copy = 0; copy < 3; copy++) {
                messages.forEach(message -> answers.add(threads.submit(() -> hub.file(message))));
            }
        }
        long accepted = 0;
        for (int i = 0; i < answers.size(); i++) {
            FilingAnswer answer = answers.get(i).get();
            accepted += answer instanceof Accepted ? 1 : 0;
            assertThat(receipt(answer)).isEqualTo(receipt(answers.get(i % 60).get()));
        }
        assertThat(accepted).isEqualTo(60);
        assertThat(hub.log.checkpoint().checkpoint().size()).isEqualTo(hub.before + 60);
        assertThat(hub.log.entries(hub.before, hub.before + 100))
                .extracting(LoggedEntry::index)
                .hasSize(60);
        assertThat(outbox()).hasSize(60);
        assertThat(hub.reports.list(COORDINATOR, ReportQuery.newest(100)))
                .extracting(ReportEntry::logIndex)
                .doesNotHaveDuplicates()
                .hasSize(60);
    }

    /// Both processes have looked and found nothing before either has kept it.
    @Test
    void whatTwoProcessesTakeInAtOnceIsKeptOnceAndBothAnswerWithIt() throws Exception {
        Filing filing = new Filing.Signed(hub.signed(TT, report("BOTH")), "application/jose", null);
        List<Future<FilingAnswer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            hub.database.doInTransaction(tx -> {
                tx.query("select only_row from audit_head for update");
                for (Intake process : List.of(hub.intake, hub.anotherIntake())) {
                    answers.add(threads.submit(() -> process.file(filing)));
                }
                awaitTwoWhoWait(tx);
            });
        }
        List<FilingAnswer> given =
                List.of(answers.getFirst().get(), answers.getLast().get());
        assertThat(given).hasAtLeastOneElementOfType(Accepted.class).hasAtLeastOneElementOfType(Repeated.class);
    }

    private static void awaitTwoWhoWait(Transaction tx) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        long waiting;
        do {
            assertThat(System.nanoTime()).as("both wait").isLessThan(deadline);
            tx.query("select pg_sleep(0.02), pg_stat_clear_snapshot()");
            waiting = Rows.only(tx.query("""
                    select count(*) as waiting
                      from pg_stat_activity
                     where datname = current_database()
                       and wait_event_type = 'Lock'
                    """), row -> row.getLong("waiting"));
        } while (waiting < 2);
    }

    @Test
    void nothingFiledIsEverChangedOrRemoved() {
        accepted(hub.signed(TT, report("TT-1")));
        for (String sql : List.of(
                "delete from report_content",
                "delete from report",
                "truncate report cascade",
                "update report_content set message = ''")) {
            assertThatThrownBy(() -> hub.database.inTransaction(tx -> tx.update(sql)))
                    .as(sql)
                    .isInstanceOf(DatabaseException.class);
        }
    }

    @Test
    void anotherMembersReportIsNotThere() {
        ReportId id = accepted(hub.signed(TT, report("TT-1"))).report();
        Caller stranger = new Caller("analyst-JM", Role.ANALYST, JM);
        assertThat(hub.reports.find(stranger, id)).isNull();
        assertThat(hub.reports.raw(stranger, id)).isNull();
        assertThat(hub.reports.bundle(stranger, id)).isNull();
        assertThat(hub.reports.content(stranger, id)).isNull();
        assertThat(hub.reports.logIndex(stranger, id)).isNull();
        assertThat(hub.reports.list(stranger, ReportQuery.newest(10))).isEmpty();
        assertThat(hub.reports.list(stranger, new ReportQuery(TT, null, null, 10)))
                .isEmpty();
        assertThat(hub.reports.list(new Caller("admin", Role.ADMIN, null), ReportQuery.newest(10)))
                .isEmpty();
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        List<ReportId> filed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            filed.addFirst(accepted(hub.signed(TT, report("TT-" + i))).report());
            hub.clock.advance(Duration.ofMillis(i == 3 ? 0 : 5));
        }
        List<ReportEntry> first = hub.reports.list(COORDINATOR, ReportQuery.newest(4));
        ReportEntry last = first.getLast();
        List<ReportEntry> second = hub.reports.list(
                COORDINATOR, new ReportQuery(null, null, new ReportQuery.Position(last.receivedAt(), last.id()), 4));
        List<ReportId> seen = new ArrayList<>();
        first.forEach(entry -> seen.add(entry.id()));
        second.forEach(entry -> seen.add(entry.id()));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(filed);
        assertThat(first).extracting(ReportEntry::receivedAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(first.getFirst().receivedAt()).isAfter(Instant.parse("2026-11-22T12:00:00Z"));
    }

    private Accepted accepted(byte[] message) {
        return (Accepted) hub.file(message);
    }

    private static String receipt(FilingAnswer answer) {
        return switch (answer) {
            case Accepted(ReportId _, String receipt, var _) -> receipt;
            case Repeated(ReportId _, String receipt) -> receipt;
            default -> throw new AssertionError(answer);
        };
    }

    private List<String> outbox() {
        return hub.database.read(tx ->
                Rows.list(tx.query("select key, payload from outbox where topic = 'report.filed' order by id"), row -> {
                    JsonNode payload = Json.own(Rows.text(row, "payload"));
                    return Rows.text(row, "key") + " " + payload.get("report").textValue();
                }));
    }
}
