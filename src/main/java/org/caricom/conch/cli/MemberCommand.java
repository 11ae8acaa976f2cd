package org.caricom.conch.cli;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.access.MemberInfo;
import org.caricom.conch.access.MembershipStatus;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `conch member …`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(name = "member", mixinStandardHelpOptions = true, description = "Who takes part in the exchange.")
final class MemberCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: list, add, suspend or resume.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All members, by code.")
    int list() {
        try (HubAdministration hub = HubAdministration.open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("CODE", "NAME", "STATUS", "TEAM", "REPORTS THROUGH", "STATE"));
            for (MemberInfo member : hub.members().list()) {
                MemberCode through = member.reportsThrough();
                String team = member.cert().name();
                rows.add(List.of(
                        member.code().value(),
                        member.name(),
                        member.status().word(),
                        team == null ? "-" : team,
                        through == null ? "-" : through.value(),
                        member.isActive() ? "active" : "suspended"));
            }
            Output.print(spec, Text.table(rows));
            return 0;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a member that the reference data does not have, or says through whom a member reports.")
    int add(
            @Option(names = "--member", required = true, paramLabel = "TT", description = "Two capital letters.")
                    MemberCode member,
            @Option(names = "--name", paramLabel = "NAME", description = "In English; needed for a new member.")
                    @Nullable String name,
            @Option(
                            names = "--status",
                            defaultValue = "body",
                            description = "One of ${COMPLETION-CANDIDATES}; usually ${DEFAULT-VALUE}.")
                    MembershipStatus status,
            @Option(
                            names = "--zone",
                            defaultValue = "America/Port_of_Spain",
                            description = "Its time zone; usually ${DEFAULT-VALUE}.")
                    String zone,
            @Option(names = "--reports-through", paramLabel = "TT", description = "Whose team files for it.") @Nullable MemberCode through)
            throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            boolean known = hub.members().find(member) != null;
            if (known && through == null) {
                throw new Refusal(member + " is a member already");
            }
            if (!known) {
                if (name == null) {
                    throw new Refusal("a new member needs --name");
                }
                hub.members().add(member, name, status, zone(zone), hub.operator());
            }
            if (through != null && !hub.members().setReportsThrough(member, through, hub.operator())) {
                throw new Refusal(through + " is no member");
            }
            Output.print(spec, known ? member + " reports through " + through + "." : member + " is a member now.");
            return 0;
        }
    }

    @Command(
            name = "suspend",
            mixinStandardHelpOptions = true,
            description = "For now its keys, tokens and logins do not work.")
    int suspend(@Option(names = "--member", required = true, paramLabel = "TT") MemberCode member) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            if (!hub.members().suspend(member, hub.operator())) {
                throw new Refusal(member + " is no member");
            }
            Output.print(spec, member + " is suspended.");
            return 0;
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Ends a suspension.")
    int resume(@Option(names = "--member", required = true, paramLabel = "TT") MemberCode member) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            if (!hub.members().resume(member, hub.operator())) {
                throw new Refusal(member + " is no member");
            }
            Output.print(spec, member + " takes part again.");
            return 0;
        }
    }

    private static ZoneId zone(String text) throws Refusal {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new Refusal(text + " is no time zone", e);
        }
    }
}
