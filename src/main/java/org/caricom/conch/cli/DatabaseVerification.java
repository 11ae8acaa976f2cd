package org.caricom.conch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.SignedCheckpoint;
import org.caricom.conch.audit.StoredLog;
import org.caricom.conch.intake.StoredReports;
import org.jspecify.annotations.Nullable;

/// Everything in the hub's own database that can be checked against something else.
final class DatabaseVerification {
    private static final int MOST_TOLD = 20;

    private final HubKeySet keys;
    private final @Nullable WitnessFolder folder;
    private final Saying out;

    DatabaseVerification(HubKeySet keys, @Nullable WitnessFolder folder, Saying out) {
        this.keys = keys;
        this.folder = folder;
        this.out = out;
    }

    void run() throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            StoredLog log = StoredLog.check(hub.database(), folder == null ? Set.of() : folder.sizes());
            List<String> flaws = new ArrayList<>(log.flaws());
            StoredReports reports = StoredReports.check(hub.database(), keys, log);
            flaws.addAll(reports.flaws());
            if (!flaws.isEmpty()) {
                throw new Refusal(told(flaws));
            }
            out.say("Whole: " + log.size() + " entries of the log, every node of its tree, and its head.");
            out.say("Whole: " + reports.reports()
                    + " reports, each as its digest, its entry in the log and its signed receipt have it.");
            if (folder != null) {
                SignedCheckpoint signed = hub.log().checkpoint();
                out.say(folder.compare(signed.checkpoint(), signed.note(), log.roots(), (_, _) -> null));
            }
        }
    }

    private static String told(List<String> flaws) {
        StringBuilder text = new StringBuilder("the database was altered: ")
                .append(flaws.size())
                .append(" findings");
        flaws.stream().limit(MOST_TOLD).forEach(flaw -> text.append("\n  ").append(flaw));
        if (flaws.size() > MOST_TOLD) {
            text.append("\n  and ").append(flaws.size() - MOST_TOLD).append(" more");
        }
        return text.toString();
    }
}
