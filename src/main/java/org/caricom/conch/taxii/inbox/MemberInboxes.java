package org.caricom.conch.taxii.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.intake.Inbox;
import org.caricom.conch.intake.Intake;
import org.caricom.conch.taxii.FurtherCollection;
import org.caricom.conch.taxii.FurtherCollections;
import org.jspecify.annotations.Nullable;

/// The inboxes of the members, CONTRACT.md section 4. To everybody but the member's own analysts they do not exist.
public final class MemberInboxes implements FurtherCollections {
    private final Intake intake;
    private final Inbox inbox;

    public MemberInboxes(Intake intake, Inbox inbox) {
        this.intake = intake;
        this.inbox = inbox;
    }

    @Override
    public List<FurtherCollection> of(Caller caller) {
        MemberCode member = caller.member();
        return member != null && Rights.mayUseInbox(caller, member)
                ? List.of(new MemberInbox(caller, member, intake, inbox))
                : List.of();
    }

    @Override
    public @Nullable FurtherCollection find(Caller caller, String name) {
        return of(caller).stream()
                .filter(inbox ->
                        name.equals(inbox.alias()) || inbox.id().toString().equals(name))
                .findFirst()
                .orElse(null);
    }

    /// A post is named as the report that it is.
    @Override
    public @Nullable ObjectNode status(Caller caller, String id) {
        ReportId report = ReportId.parse(id);
        Inbox.Post post = report == null ? null : inbox.find(caller, report);
        return post == null ? null : PostStatus.of(post);
    }
}
