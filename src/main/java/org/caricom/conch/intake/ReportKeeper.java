package org.caricom.conch.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.db.Conflict;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.intake.Draft.Identity;
import org.caricom.conch.intake.ReportStore.Logged;
import org.caricom.conch.intake.ReportStore.MessageName;
import org.caricom.conch.jobs.Batcher;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.jobs.Outbox;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Verified;

/// Keeps drafts for ever: bytes, normal form, log entry, receipt and the news of it, all in one transaction.
///
/// Filings that come while others are being written share the next transaction: one wait for the disk and one turn at
/// the
/// head of the audit log for all of them.
final class ReportKeeper {
    /// The outbox topic that tells of every report that was understood; the key is the member's code.
    static final String TOPIC = "report.filed";

    private static final int AT_ONCE = 64;

    private final Database database;
    private final HeavyWork heavyWork;
    private final AuditLog log;
    private final Receipts receipts;
    private final Batcher<Draft, FilingAnswer> batcher = new Batcher<>(AT_ONCE, this::keepTogether);

    ReportKeeper(Database database, HeavyWork heavyWork, AuditLog log, Receipts receipts) {
        this.database = database;
        this.heavyWork = heavyWork;
        this.log = log;
        this.receipts = receipts;
    }

    /// Keeps one report, or tells what became of it when it came before.
    FilingAnswer keep(Draft draft) {
        return batcher.submit(draft);
    }

    /// Another process may keep the same message between our look and our insert. The transaction is then lost on
    /// `report_once`, and by the second one the message is there to be seen.
    private List<FilingAnswer> keepTogether(List<Draft> drafts) {
        try {
            return database.inTransaction(tx -> keep(tx, drafts));
        } catch (Conflict conflict) {
            if (!conflict.constraint().equals("report_once")) {
                throw conflict;
            }
            return database.inTransaction(tx -> keep(tx, drafts));
        }
    }

    private List<FilingAnswer> keep(Transaction tx, List<Draft> drafts) {
        Map<Identity, Kept> before =
                ReportStore.find(tx, drafts.stream().map(Draft::identity).toList());
        Map<Identity, Draft> fresh = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            if (!before.containsKey(draft.identity())) {
                fresh.putIfAbsent(draft.identity(), draft);
            }
        }
        Map<Identity, FilingAnswer> answers = new HashMap<>();
        before.forEach((identity, kept) -> answers.put(identity, kept.again()));
        refuseReusedNames(tx, fresh, answers);
        List<Logged> logged = append(tx, List.copyOf(fresh.values()));
        if (!logged.isEmpty()) {
            ReportStore.add(tx, logged);
        }
        for (Logged one : logged) {
            Draft draft = one.draft();
            if (!draft.posted().isEmpty()) {
                InboxStore.add(tx, draft);
            }
            if (draft.state() == ReportState.FILED) {
                Outbox.put(
                        tx,
                        TOPIC,
                        draft.member().value(),
                        Json.object().put("report", draft.id().toString()));
            }
            answers.put(draft.identity(), answer(one));
        }
        return answersInOrder(drafts, answers);
    }

    /// A second filing of the same bytes within one batch is a repeat of the first.
    private static List<FilingAnswer> answersInOrder(List<Draft> drafts, Map<Identity, FilingAnswer> answers) {
        List<FilingAnswer> inOrder = new ArrayList<>();
        Set<Identity> answered = new HashSet<>();
        for (Draft draft : drafts) {
            FilingAnswer answer = Objects.requireNonNull(answers.get(draft.identity()));
            boolean first = answered.add(draft.identity());
            inOrder.add(
                    !first && answer instanceof FilingAnswer.Accepted(var report, var receipt, var _)
                            ? new FilingAnswer.Repeated(report, receipt)
                            : answer);
        }
        return inOrder;
    }

    /// Takes out of `fresh` what calls itself by the name of a message that said something else.
    private static void refuseReusedNames(
            Transaction tx, Map<Identity, Draft> fresh, Map<Identity, FilingAnswer> answers) {
        Map<MessageName, Sha256> wanted = new LinkedHashMap<>();
        for (Draft draft : fresh.values()) {
            for (MessageName name : names(draft.verified())) {
                wanted.putIfAbsent(name, draft.verified().payloadDigest());
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        ReportStore.Claims claims = ReportStore.claimNames(tx, wanted);
        fresh.values().removeIf(draft -> {
            boolean reused = names(draft.verified()).stream()
                    .anyMatch(name -> !Objects.equals(
                            draft.verified().payloadDigest(), claims.holders().get(name)));
            if (reused) {
                answers.put(draft.identity(), new FilingAnswer.MessageIdReused());
            }
            return reused;
        });
        // What is refused must not keep the names that were still free.
        Set<MessageName> unused = new HashSet<>(claims.fresh());
        fresh.values().forEach(draft -> names(draft.verified()).forEach(unused::remove));
        if (!unused.isEmpty()) {
            ReportStore.freeNames(tx, unused);
        }
    }

    private static List<MessageName> names(Verified verified) {
        List<MessageName> names = new ArrayList<>();
        for (Verified.SignatureFact signature : verified.signatures()) {
            String messageId = signature.messageId();
            if (messageId != null) {
                names.add(new MessageName(signature.keyId(), messageId));
            }
        }
        return names;
    }

    private List<Logged> append(Transaction tx, List<Draft> drafts) {
        List<Long> indexes =
                log.append(tx, drafts.stream().map(ReportKeeper::entry).toList());
        Receipts.Pen pen = receipts.pen(tx);
        return heavyWork.run(() -> {
            List<Logged> logged = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                Draft draft = drafts.get(i);
                Receipt receipt = new Receipt(
                        draft.id(), draft.messageSha256(), draft.member(), draft.receivedAt(), indexes.get(i));
                logged.add(new Logged(draft, indexes.get(i), pen.sign(receipt)));
            }
            return logged;
        });
    }

    /// The facts of the receipt: whoever holds one can make the leaf themselves, and check that it is in the log.
    private static AuditEntry entry(Draft draft) {
        return new AuditEntry(
                "report.received",
                Json.object()
                        .put("report", draft.id().toString())
                        .put("sha256", draft.messageSha256().toString())
                        .put("member", draft.member().value())
                        .put("at", draft.receivedAt().toString()));
    }

    private static FilingAnswer answer(Logged logged) {
        Draft draft = logged.draft();
        return switch (draft.state()) {
            case FILED -> new FilingAnswer.Accepted(draft.id(), logged.receipt(), draft.flaws());
            case QUARANTINED -> new FilingAnswer.Quarantined(draft.id(), draft.flaws());
        };
    }
}
