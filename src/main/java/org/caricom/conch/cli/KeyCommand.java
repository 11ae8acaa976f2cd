package org.caricom.conch.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.KeyRecord;
import org.caricom.conch.access.RevocationReason;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.intake.ReportQuery;
import org.caricom.conch.intake.SignedReport;
import org.caricom.conch.signature.EnrolledKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch key …`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "With which keys members may file.",
        subcommands = {
            KeyChallengeCommand.class,
            KeyProveCommand.class,
            KeyAddCommand.class,
            KeyEnrolCommand.class,
            KeyRotateCommand.class
        })
final class KeyCommand implements Runnable {
    private static final int PAGE = 500;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say which: list, challenge, prove, add, approve, enrol, rotate, reports, suspend, resume, revoke or crl.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All keys, or those of one member.")
    int list(@Option(names = "--member", paramLabel = "TT") @Nullable MemberCode member) {
        try (HubAdministration hub = HubAdministration.open()) {
            Instant now = hub.clock().instant();
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("MEMBER", "KID", "ALGORITHM", "FROM", "UNTIL", "DAYS LEFT", "PROOF", "STATE"));
            for (KeyRecord record : hub.keys().list(member)) {
                EnrolledKey key = record.key();
                Instant end = record.endsAt();
                rows.add(List.of(
                        key.member().value(),
                        key.kid(),
                        key.algorithm().word(),
                        key.notBefore().toString(),
                        end == null ? "-" : end.toString(),
                        end == null
                                ? "-"
                                : String.valueOf(
                                        Math.max(0, Duration.between(now, end).toDays())),
                        record.possession().word(),
                        record.state(now).word() + (record.stolen() ? " (stolen)" : "")));
            }
            Output.print(spec, Text.table(rows));
            return 0;
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Lets a waiting key be used: by a second person, not by whoever added it.")
    int approve(
            @Parameters(paramLabel = "KID") String kid,
            @Option(names = "--by", paramLabel = "NAME", description = "Who approves; usually your account's name.")
                    @Nullable String by)
            throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            return EnrolmentText.tell(spec, hub.keys().approve(kid, by == null ? hub.operator() : by));
        }
    }

    @Command(
            name = "suspend",
            mixinStandardHelpOptions = true,
            description = "Stops a key for now, and lists what it signed when it was stolen.")
    int suspend(
            @Parameters(paramLabel = "KID") String kid,
            @Option(names = "--stolen", description = "Somebody else may have it.") boolean stolen)
            throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            if (!stolen) {
                return done(hub.keys().suspend(kid, hub.operator()), kid, " is suspended.");
            }
            int status = done(hub.keys().suspendStolen(kid, hub.operator()), kid, " is suspended as stolen.");
            printReports(hub, kid);
            Output.print(
                    spec,
                    "When you know since when it was in other hands: conch key revoke " + kid
                            + " --from TIME --reason key-compromise");
            return status;
        }
    }

    @Command(name = "reports", mixinStandardHelpOptions = true, description = "All reports that a key signed.")
    int reports(@Parameters(paramLabel = "KID") String kid) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            printReports(hub, kid);
            return 0;
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Ends a suspension.")
    int resume(@Parameters(paramLabel = "KID") String kid) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            return done(hub.keys().resume(kid, hub.operator()), kid, " is no longer suspended.");
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a key for good. Reports received before that time stay valid; those received since are"
                    + " marked as doubtful.")
    int revoke(
            @Parameters(paramLabel = "KID") String kid,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description = "When it ends or ended, as 2026-03-02T12:00:00Z; usually now.")
                    @Nullable Instant from,
            @Option(
                            names = "--reason",
                            paramLabel = "WORD",
                            description = "unspecified, key-compromise, superseded, cessation or affiliation-changed.")
                    @Nullable String reason)
            throws Refusal {
        RevocationReason why = reason == null ? RevocationReason.UNSPECIFIED : RevocationReason.parse(reason);
        if (why == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reason is one of "
                            + Arrays.stream(RevocationReason.values())
                                    .map(RevocationReason::word)
                                    .collect(Collectors.joining(", ")));
        }
        try (HubAdministration hub = HubAdministration.open()) {
            Instant since = from == null ? hub.clock().instant() : from;
            done(hub.keys().revoke(kid, hub.operator(), since, why), kid, "");
            KeyRecord key = record(hub, kid);
            Output.print(
                    spec,
                    String.format(
                            Locale.ROOT,
                            "%s is revoked from %s.",
                            kid,
                            key.revocation() == null ? since : key.revocation().from()));
            return 0;
        }
    }

    @Command(
            name = "crl",
            mixinStandardHelpOptions = true,
            description = "Imports a certificate revocation list, DER or PEM, where the hub cannot fetch it itself.")
    int crl(@Parameters(paramLabel = "FILE") Path file) throws Refusal {
        byte[] list = Output.read(file);
        try (HubAdministration hub = HubAdministration.open()) {
            switch (hub.revocations().keepList(list, hub.operator())) {
                case KEPT -> {
                    int ended = hub.revocations().end(hub.keys());
                    Output.print(
                            spec,
                            file + " holds from now on. " + (ended == 0 ? "It ends no" : "It ended " + ended)
                                    + " enrolled certificate" + (ended == 1 ? "." : "s."));
                }
                case OLDER -> throw new Refusal("a newer list of the same issuer is there already");
                case UNREADABLE -> throw new Refusal(file + " is no certificate revocation list");
                case UNKNOWN_ISSUER ->
                    throw new Refusal(
                            "no certificate of CONCH_SIGNER_CA signed " + file + "; it would not be believed");
            }
        }
        return 0;
    }

    private void printReports(HubAdministration hub, String kid) throws Refusal {
        EnrolledKey key = record(hub, kid).key();
        Caller operator = new Caller(hub.operator(), Role.ADMIN, null);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REPORT", "MEMBER", "RECEIVED", "STATE"));
        ReportQuery.Position after = null;
        List<SignedReport> page;
        do {
            page = hub.reports().signedBy(operator, key, after, PAGE);
            for (SignedReport report : page) {
                rows.add(List.of(
                        report.id().toString(),
                        report.member().value(),
                        report.receivedAt().toString(),
                        report.state().word()));
                after = new ReportQuery.Position(report.receivedAt(), report.id());
            }
        } while (page.size() == PAGE);
        int count = rows.size() - 1;
        Output.print(spec, kid + " signed " + count + (count == 1 ? " report." : " reports."));
        if (count > 0) {
            Output.print(spec, Text.table(rows));
        }
    }

    private static KeyRecord record(HubAdministration hub, String kid) throws Refusal {
        KeyRecord record = hub.keys().find(kid);
        if (record == null) {
            throw new Refusal("there is no key " + kid);
        }
        return record;
    }

    private int done(boolean done, String kid, String what) throws Refusal {
        if (!done) {
            throw new Refusal("there is no key " + kid);
        }
        if (!what.isEmpty()) {
            Output.print(spec, kid + what);
        }
        return 0;
    }
}
