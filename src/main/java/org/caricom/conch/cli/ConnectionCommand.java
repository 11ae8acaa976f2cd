package org.caricom.conch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.access.Connection;
import org.caricom.conch.access.Connections;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch connection …`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "connection",
        mixinStandardHelpOptions = true,
        description = "With which client certificates members' machines connect.")
final class ConnectionCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: list, add, approve or revoke.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All client certificates.")
    int list() {
        try (HubAdministration hub = HubAdministration.open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("MEMBER", "FINGERPRINT", "UNTIL", "STATE", "SUBJECT"));
            for (Connection connection : hub.connections().list()) {
                rows.add(List.of(
                        connection.member().value(),
                        connection.fingerprint().toString(),
                        connection.notAfter().toString(),
                        state(connection, hub),
                        connection.subject()));
            }
            Output.print(spec, Text.table(rows));
            return 0;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Enrols a client certificate: who connects with it acts as an analyst of the member, and may"
                    + " file without a signature. A member's first credential waits for a second person's approval.")
    int add(
            @Parameters(paramLabel = "FILE", description = "The certificate, PEM or DER.") Path file,
            @Option(names = "--member", required = true, paramLabel = "TT") MemberCode member,
            @Option(names = "--by", paramLabel = "NAME", description = "Who adds it; usually your account's name.")
                    @Nullable String by)
            throws Refusal {
        byte[] certificate = Output.read(file);
        try (HubAdministration hub = HubAdministration.open()) {
            return tell(hub.connections().add(member, certificate, by == null ? hub.operator() : by));
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Lets a waiting certificate be used: by a second person, not by whoever added it.")
    int approve(
            @Parameters(paramLabel = "FINGERPRINT") String fingerprint,
            @Option(names = "--by", paramLabel = "NAME", description = "Who approves; usually your account's name.")
                    @Nullable String by)
            throws Refusal {
        Sha256 digest = digest(fingerprint);
        try (HubAdministration hub = HubAdministration.open()) {
            return tell(hub.connections().approve(digest, by == null ? hub.operator() : by));
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends a certificate for good.")
    int revoke(@Parameters(paramLabel = "FINGERPRINT") String fingerprint) throws Refusal {
        Sha256 digest = digest(fingerprint);
        try (HubAdministration hub = HubAdministration.open()) {
            if (!hub.connections().revoke(digest, hub.operator())) {
                throw new Refusal("there is no such certificate");
            }
            Output.print(spec, fingerprint + " is revoked.");
            return 0;
        }
    }

    private int tell(Connections.Answer answer) throws Refusal {
        switch (answer) {
            case Connections.Answer.Known(Connection connection) ->
                Output.print(
                        spec,
                        connection.isWaiting()
                                ? String.format(
                                        Locale.ROOT,
                                        """
                        %s waits: it is the first credential of %s, so a second person must say
                        conch connection approve %s --by NAME
                        """,
                                        connection.fingerprint(),
                                        connection.member(),
                                        connection.fingerprint())
                                : connection.fingerprint() + " opens the door to " + connection.member() + ".");
            case Connections.Answer.Declined(String reason) -> throw new Refusal(reason);
        }
        return 0;
    }

    private static String state(Connection connection, HubAdministration hub) {
        if (connection.isWaiting()) {
            return "waiting";
        }
        if (connection.revokedAt() != null) {
            return "revoked";
        }
        return connection.isGood(hub.clock().instant()) ? "usable" : "outside its dates";
    }

    private Sha256 digest(String fingerprint) {
        try {
            return Sha256.fromHex(fingerprint.replace(":", "").toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new ParameterException(spec.commandLine(), "FINGERPRINT is a SHA-256 in hexadecimal, as list shows.");
        }
    }
}
