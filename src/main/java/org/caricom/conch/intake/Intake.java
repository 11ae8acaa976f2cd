package org.caricom.conch.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Members;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubDecryption;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.format.FormatLimits;
import org.caricom.conch.format.Formats;
import org.caricom.conch.format.NormalReport;
import org.caricom.conch.format.Origin;
import org.caricom.conch.format.Reading;
import org.caricom.conch.intake.Draft.Identity;
import org.caricom.conch.intake.FilingAnswer.Why;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.signature.CertificateTrust;
import org.caricom.conch.signature.Channels;
import org.caricom.conch.signature.Decryption;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.Envelope;
import org.caricom.conch.signature.EnvelopeLimits;
import org.caricom.conch.signature.Envelopes;
import org.caricom.conch.signature.Evidence;
import org.caricom.conch.signature.Message;
import org.caricom.conch.signature.Opened;
import org.caricom.conch.signature.Proven;
import org.caricom.conch.signature.Refused;
import org.caricom.conch.signature.Unreadable;
import org.caricom.conch.signature.UnsupportedType;
import org.caricom.conch.signature.VerificationPolicy;
import org.caricom.conch.signature.Verified;
import org.caricom.conch.signature.Verifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one filing from bytes to a kept report, a quarantined one, or a refusal.
///
/// The order of the checks matters: nothing is said about a message before its signature holds, and what was kept once
/// is recognised before anything that changes with time is asked.
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Database database;
    private final HeavyWork heavyWork;
    private final Keys keys;
    private final Members members;
    private final ReportKeeper keeper;
    private final HubDecryption decryption;
    private final VerificationPolicy policy;
    private final Supplier<CertificateTrust> trust;
    private final EnvelopeLimits limits;
    private final FormatLimits formatLimits;
    private final Clock clock;

    /// @param policy what is asked of a message beyond its signature
    /// @param trust  what is believed of certificates now
    /// @param limits how much of an envelope is opened
    /// @param formatLimits how much of what was in it is read
    public Intake(
            Database database,
            HeavyWork heavyWork,
            Keys keys,
            Members members,
            AuditLog log,
            Receipts receipts,
            HubDecryption decryption,
            VerificationPolicy policy,
            Supplier<CertificateTrust> trust,
            EnvelopeLimits limits,
            FormatLimits formatLimits,
            Clock clock) {
        this.database = database;
        this.heavyWork = heavyWork;
        this.keys = keys;
        this.members = members;
        this.keeper = new ReportKeeper(database, heavyWork, log, receipts);
        this.decryption = decryption;
        this.policy = policy;
        this.trust = trust;
        this.limits = limits;
        this.formatLimits = formatLimits;
        this.clock = clock;
    }

    /// Takes `filing` in. When this returns an answer with a report in it, that report is on disk.
    public FilingAnswer file(Filing filing) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FilingAnswer answer = switch (filing) {
            case Filing.Signed signed -> signed(signed, receivedAt);
            case Filing.Posted posted ->
                take(
                        posted,
                        Channels.authenticated(posted.member(), posted.message(), posted.contentType()),
                        Sha256.of(posted.message()),
                        null,
                        receivedAt);
            case Filing.Connected connected -> connected(connected, receivedAt);
        };
        tell(answer);
        return answer;
    }

    private FilingAnswer connected(Filing.Connected filing, Instant receivedAt) {
        Caller token = filing.token();
        if (token != null && !filing.member().equals(token.member())) {
            return new FilingAnswer.NotEntitled(Why.OTHER_MEMBERS_TOKEN);
        }
        return take(
                filing,
                Channels.authenticated(filing.member(), filing.message(), filing.contentType()),
                Sha256.of(filing.message()),
                new Evidence.Certificate(filing.certificate()),
                receivedAt);
    }

    private FilingAnswer signed(Filing.Signed filing, Instant receivedAt) {
        return switch (open(filing)) {
            case UnsupportedType _ -> new FilingAnswer.UnsupportedType();
            case Unreadable(Unreadable.Fault fault, String detail) -> new FilingAnswer.Unreadable(fault.word(), detail);
            case Envelope envelope -> {
                List<EnrolledKey> candidates = keys.candidates(envelope.handles());
                CertificateTrust believed = trust.get();
                yield switch (heavyWork.run(() -> Verifier.prove(envelope, candidates, believed))) {
                    case Refused(Refused.Reason reason) -> refusal(reason, envelope.unlessProven());
                    case Proven proven -> proven(filing, envelope.evidence(), proven, receivedAt);
                };
            }
        };
    }

    /// Opens a message. When it is encrypted to a key that we do not know, another process may have made it since.
    private Opened open(Filing.Signed filing) {
        Message message = new Message(filing.message(), filing.contentType(), filing.beside());
        Decryption known = decryption.current();
        Opened opened = heavyWork.run(() -> Envelopes.open(message, limits, known));
        if (!(opened instanceof Unreadable(Unreadable.Fault fault, String _) && fault == Unreadable.Fault.ENCRYPTED)) {
            return opened;
        }
        Decryption fresh = decryption.reload();
        return fresh.size() == known.size() ? opened : heavyWork.run(() -> Envelopes.open(message, limits, fresh));
    }

    private FilingAnswer proven(Filing.Signed filing, @Nullable Evidence evidence, Proven proven, Instant receivedAt) {
        Caller token = filing.token();
        if (token != null && !proven.member().equals(token.member())) {
            return new FilingAnswer.NotEntitled(Why.OTHER_MEMBERS_TOKEN);
        }
        Sha256 digest = Sha256.of(filing.message());
        return switch (heavyWork.run(() -> Verifier.judge(proven, policy, receivedAt))) {
            case Verified verified -> take(filing, verified, digest, evidence, receivedAt);
            case Refused(Refused.Reason reason) -> unlessKept(proven.member(), digest, refusal(reason));
        };
    }

    private FilingAnswer take(
            Filing filing, Verified verified, Sha256 digest, @Nullable Evidence evidence, Instant receivedAt) {
        MemberCode signer = verified.member();
        Reading reading = heavyWork.run(() ->
                Formats.read(verified.payload(), verified.contentType(), new Origin(signer, receivedAt), formatLimits));
        ReportId id = new ReportId(UUID.randomUUID());
        return switch (reading) {
            case Reading.Content(NormalReport report, List<Flaw> setAside) -> {
                MemberCode claimed = report.claimedMember();
                if (claimed != null && !members.mayFileFor(signer, claimed)) {
                    yield unlessKept(signer, digest, new FilingAnswer.NotEntitled(Why.OTHER_MEMBERS_DOCUMENT));
                }
                MemberCode member = claimed == null ? signer : claimed;
                yield keeper.keep(heavyWork.run(() ->
                        Draft.filed(id, member, receivedAt, filing, digest, verified, evidence, report, setAside)));
            }
            case Reading.Unusable(List<Flaw> flaws) ->
                keeper.keep(Draft.quarantined(id, receivedAt, filing, digest, verified, evidence, flaws));
            case Reading.Ambiguous(List<String> candidates) ->
                keeper.keep(Draft.quarantined(
                        id,
                        receivedAt,
                        filing,
                        digest,
                        verified,
                        evidence,
                        List.of(new Flaw(
                                "",
                                "ambiguous-format",
                                "This could be any of " + String.join(", ", candidates)
                                        + ". Say which with cty in the header."))));
        };
    }

    /// The answer that the same member got for the same bytes before; `otherwise` when there was none.
    private FilingAnswer unlessKept(MemberCode member, Sha256 digest, FilingAnswer otherwise) {
        Identity identity = new Identity(member, digest);
        Kept kept = database.read(tx -> ReportStore.find(tx, List.of(identity))).get(identity);
        return kept == null ? otherwise : kept.again();
    }

    /// @param unlessProven what is told in the place of that nothing is proven; null when that may be told
    private static FilingAnswer refusal(Refused.Reason reason, @Nullable Unreadable unlessProven) {
        return reason.unproven() && unlessProven != null
                ? new FilingAnswer.Unreadable(unlessProven.fault().word(), unlessProven.detail())
                : refusal(reason);
    }

    private static FilingAnswer refusal(Refused.Reason reason) {
        return switch (reason) {
            case UNSIGNED, UNKNOWN_KEY, KEY_IN_HEADER, WRONG_ALGORITHM, WRONG_SIGNATURE ->
                new FilingAnswer.Unproven(reason);
            case SEVERAL_MEMBERS -> new FilingAnswer.NotEntitled(Why.SEVERAL_MEMBERS);
            case KEY_NOT_YET_VALID -> new FilingAnswer.NotEntitled(Why.KEY_NOT_YET_VALID);
            case KEY_EXPIRED -> new FilingAnswer.NotEntitled(Why.KEY_EXPIRED);
            case KEY_REVOKED -> new FilingAnswer.NotEntitled(Why.KEY_REVOKED);
            case KEY_NOT_FOR_SIGNING -> new FilingAnswer.NotEntitled(Why.KEY_NOT_FOR_SIGNING);
            case CERTIFICATE_EXPIRED -> new FilingAnswer.NotEntitled(Why.CERTIFICATE_EXPIRED);
            case CERTIFICATE_REVOKED -> new FilingAnswer.NotEntitled(Why.CERTIFICATE_REVOKED);
            case NO_PATH -> new FilingAnswer.NotEntitled(Why.NO_PATH);
            case REVOCATION_UNKNOWN -> new FilingAnswer.NotEntitled(Why.REVOCATION_UNKNOWN);
            case CERTIFICATE_UNFIT -> new FilingAnswer.NotEntitled(Why.CERTIFICATE_UNFIT);
            case SIGNATURE_SCHEME_NOT_ACCEPTED -> new FilingAnswer.NotEntitled(Why.SIGNATURE_SCHEME_NOT_ACCEPTED);
            case IAT_OUTSIDE -> new FilingAnswer.NotEntitled(Why.IAT_OUTSIDE);
            case EXPIRED -> new FilingAnswer.NotEntitled(Why.EXPIRED);
            case WRONG_AUDIENCE -> new FilingAnswer.NotEntitled(Why.WRONG_AUDIENCE);
            case PARAMETER_MISSING -> new FilingAnswer.NotEntitled(Why.PARAMETER_MISSING);
        };
    }

    private static void tell(FilingAnswer answer) {
        switch (answer) {
            case FilingAnswer.Accepted(ReportId report, String _, List<Flaw> flaws) ->
                LOG.info("report {} filed, {} flaws", report, flaws.size());
            case FilingAnswer.Repeated(ReportId report, String _) -> LOG.info("report {} filed again", report);
            case FilingAnswer.Quarantined(ReportId report, List<Flaw> flaws) ->
                LOG.warn("report {} quarantined, {} flaws", report, flaws.size());
            case FilingAnswer.Unreadable(String code, String _) -> LOG.info("filing unreadable: {}", code);
            case FilingAnswer.UnsupportedType _ -> LOG.info("filing of an unsupported media type");
            case FilingAnswer.Unproven(Refused.Reason reason) -> LOG.warn("filing unproven: {}", reason.word());
            case FilingAnswer.NotEntitled(Why why) -> LOG.warn("filing not accepted: {}", why.word());
            case FilingAnswer.MessageIdReused _ -> LOG.warn("filing refused: message id used for other content");
        }
    }
}
