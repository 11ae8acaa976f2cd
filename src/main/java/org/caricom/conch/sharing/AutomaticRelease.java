package org.caricom.conch.sharing;

import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.cases.CaseFile;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.jobs.OutboxMessage;
import org.caricom.conch.scrub.Answer;
import org.caricom.conch.scrub.Finding;
import org.caricom.conch.scrub.NaturalKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Releases by rule what a member has agreed to share without being asked, at the marking it agreed to. Whatever is not
/// plainly harmless is left for a person: any trace of the source in the output, any value that a warning list knows.
public final class AutomaticRelease {
    private static final Logger LOG = LoggerFactory.getLogger(AutomaticRelease.class);

    private final Releases releases;

    public AutomaticRelease(Releases releases) {
        this.releases = releases;
    }

    /// What the outbox hands over when a case has changed.
    public void changed(Transaction tx, OutboxMessage message) {
        CaseId id = CaseId.parse(message.payload().path("case").asText());
        if (id == null) {
            throw new IllegalArgumentException("a message that names no case");
        }
        consider(tx, id);
    }

    /// Looks at a case that has changed. It may come again for the same case.
    public void consider(Transaction tx, CaseId id) {
        CaseFile file = releases.file(tx, id);
        var consent = file.current().facts().consent();
        if (consent.sharing() != SharingConsent.AUTOMATIC || !consent.limit().isAtMost(Tlp.AMBER)) {
            return;
        }
        if (releases.anyWithdrawn(tx, file)) {
            LOG.info("case {} waits for a person: something of it was withdrawn", id);
            return;
        }
        Releases.Look look = releases.lookByRule(tx, file, consent.limit());
        if (!look.preview().bars().isEmpty() || releases.hasNothingNew(tx, file, look)) {
            return;
        }
        if (look.material().knownValues()) {
            LOG.info("case {} waits for a person: a warning list knows a value", id);
            return;
        }
        if (releases.anyVictims(tx, look)) {
            LOG.info("case {} waits for a person: a value is some victim's", id);
            return;
        }
        if (look.draft().keys().stream().anyMatch(AutomaticRelease::isFileName)) {
            LOG.info("case {} waits for a person: a file's name may hold a name that nobody told us", id);
            return;
        }
        List<Answer> answers = new ArrayList<>();
        for (Finding finding : look.preview().preview().findings()) {
            if (finding.whose() != Finding.Whose.MALWARE_NAME) {
                LOG.info("case {} waits for a person: the second look found something", id);
                return;
            }
            answers.add(new Answer.Remove(finding.id()));
        }
        if (answers.size() == look.draft().keys().size()) {
            return;
        }
        ReleaseAnswer answer = releases.release(
                tx, file, look, answers, new Releases.Decision(Cases.HUB, true, "the member agreed to it"));
        LOG.info("case {} considered: {}", id, answer.getClass().getSimpleName());
    }

    /// The second look knows only the words of the report; a file can be named after somebody who is not in it.
    private static boolean isFileName(NaturalKey key) {
        return key.type().equals("indicator") && key.about().startsWith(ObservableType.FILE_NAME.word() + ":");
    }
}
