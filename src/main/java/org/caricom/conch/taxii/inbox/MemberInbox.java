package org.caricom.conch.taxii.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.intake.Filing;
import org.caricom.conch.intake.FilingAnswer;
import org.caricom.conch.intake.Inbox;
import org.caricom.conch.intake.Intake;
import org.caricom.conch.intake.PostedQuery;
import org.caricom.conch.sharing.PublicationQuery;
import org.caricom.conch.sharing.PublicationQuery.Versions;
import org.caricom.conch.taxii.FurtherCollection;
import org.caricom.conch.taxii.TaxiiEnvelope;
import org.caricom.conch.taxii.TaxiiItem;
import org.jspecify.annotations.Nullable;

/// One member's inbox, in the hands of one of its analysts.
record MemberInbox(Caller caller, MemberCode member, Intake intake, Inbox inbox) implements FurtherCollection {
    static final String POST_TYPE = "application/taxii+json;version=2.1";

    /// The same on every hub. TAXII 2.1 §3.1 wants it to look random.
    @Override
    public UUID id() {
        return Sha256.of(("inbox of " + member).getBytes(StandardCharsets.UTF_8))
                .toUuid();
    }

    @Override
    public String alias() {
        return "inbox-" + member.value().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "Inbox of " + member;
    }

    @Override
    public String description() {
        return "Each post is a report of " + member + "; its own analysts alone read it here.";
    }

    @Override
    public boolean canRead() {
        return true;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    /// A member that reads back what it posted itself pulls nothing of others.
    @Override
    public void pulled(int count, @Nullable Instant first, @Nullable Instant last) {}

    @Override
    public boolean delete(String object, Versions versions) throws Problem {
        throw Problem.of(ProblemType.NOT_ALLOWED, "What was posted here is a report, and a report is never removed.");
    }

    @Override
    public List<TaxiiItem> items(PublicationQuery query) {
        var versions = query.versions();
        var wanted = new PostedQuery(
                query.ids(),
                query.types(),
                versions.last(),
                versions.first(),
                versions.all(),
                versions.exactly(),
                query.after(),
                query.limit());
        return inbox.objects(caller, member, wanted).stream()
                .map(object -> new TaxiiItem(
                        object.id(),
                        PostStatus.version(object.version(), object.addedAt()),
                        object.json(),
                        object.addedAt()))
                .toList();
    }

    @Override
    public ObjectNode post(byte[] envelope) throws Problem {
        TaxiiEnvelope.objects(envelope);
        return switch (intake.file(new Filing.Posted(member, envelope, POST_TYPE))) {
            case FilingAnswer.Accepted(ReportId report, var _, var _) -> status(report);
            case FilingAnswer.Repeated(ReportId report, var _) -> status(report);
            case FilingAnswer.Quarantined(ReportId report, var _) -> status(report);
            case FilingAnswer.NotEntitled(FilingAnswer.Why why) ->
                throw Problem.of(ProblemType.NOT_ALLOWED, why.sentence());
            case FilingAnswer other -> throw new IllegalStateException("no answer to a post: " + other);
        };
    }

    private ObjectNode status(ReportId report) {
        return PostStatus.of(Objects.requireNonNull(inbox.find(caller, report)));
    }
}
