package org.caricom.conch.web;

import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Tlp;

/// The words of the domain in the reader's language; each family of sentence keys begins with its noun. TLP labels are
/// never translated.
public final class Words {
    private final Messages messages;

    public Words(Messages messages) {
        this.messages = messages;
    }

    public String state(CaseState state) {
        return messages.text("state." + state.word());
    }

    public String outcome(Outcome outcome) {
        return messages.text("outcome." + outcome.word());
    }

    public String rsit(Rsit type) {
        return messages.text("rsit." + type.type());
    }

    public String sector(Sector sector) {
        return messages.text("sector." + sector.word());
    }

    public String stage(ReportStage stage) {
        return messages.text("stage." + stage.word());
    }

    public String role(Role role) {
        return messages.text("role." + role.word());
    }

    public String type(ObservableType type) {
        return messages.text("type." + type.word());
    }

    /// Who may read something so marked, in a few words.
    public String audience(Tlp tlp) {
        return messages.text(
                "audience." + tlp.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    /// The name of a member, which is the same in all languages that the reference data has: its own.
    public String code(MemberCode member) {
        return member.value();
    }
}
