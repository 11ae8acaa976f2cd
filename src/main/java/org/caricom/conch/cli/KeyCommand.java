package org.caricom.conch.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.access.Enrolment;
import org.caricom.conch.access.KeyRecord;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch key …`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(name = "key", mixinStandardHelpOptions = true, description = "With which keys members may file.")
final class KeyCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: list, add, approve, suspend, resume or revoke.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All keys, or those of one member.")
    int list(@Option(names = "--member", paramLabel = "TT") @Nullable MemberCode member) {
        try (HubAdministration hub = HubAdministration.open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("MEMBER", "KID", "ALGORITHM", "FROM", "UNTIL", "STATE"));
            for (KeyRecord record : hub.keys().list(member)) {
                Instant end = record.key().notAfter();
                rows.add(List.of(
                        record.key().member().value(),
                        record.key().kid(),
                        record.key().algorithm().word(),
                        record.key().notBefore().toString(),
                        end == null ? "-" : end.toString(),
                        state(record)));
            }
            Output.print(spec, Text.table(rows));
            return 0;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Enrols a public key. A member's first one waits for a second person's approval.")
    int add(
            @Parameters(paramLabel = "FILE", description = "The public key, a JSON Web Key.") Path file,
            @Option(names = "--member", required = true, paramLabel = "TT") MemberCode member,
            @Option(names = "--from", paramLabel = "TIME", description = "When it begins to be valid; usually now.")
                    @Nullable Instant from,
            @Option(names = "--until", paramLabel = "TIME", description = "When it ends; usually never.") @Nullable Instant until,
            @Option(names = "--by", paramLabel = "NAME", description = "Who adds it; usually your account's name.")
                    @Nullable String by)
            throws Refusal {
        String jwk = new String(Output.read(file), StandardCharsets.UTF_8);
        try (HubAdministration hub = HubAdministration.open()) {
            Instant begin = from == null ? hub.clock().instant() : from;
            return tell(hub.keys().add(member, jwk, begin, until, by == null ? hub.operator() : by));
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
            return tell(hub.keys().approve(kid, by == null ? hub.operator() : by));
        }
    }

    @Command(name = "suspend", mixinStandardHelpOptions = true, description = "Stops a key for now.")
    int suspend(@Parameters(paramLabel = "KID") String kid) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            return done(hub.keys().suspend(kid, hub.operator()), kid, " is suspended.");
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Ends a suspension.")
    int resume(@Parameters(paramLabel = "KID") String kid) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            return done(hub.keys().resume(kid, hub.operator()), kid, " can be used again.");
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a key for good. What it signed stays as it is.")
    int revoke(@Parameters(paramLabel = "KID") String kid) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            return done(hub.keys().revoke(kid, hub.operator()), kid, " is revoked.");
        }
    }

    private int tell(Enrolment enrolment) throws Refusal {
        switch (enrolment) {
            case Enrolment.Enrolled(KeyRecord record) ->
                Output.print(
                        spec,
                        record.key().kid() + " can be used by " + record.key().member() + ".");
            case Enrolment.Waiting(KeyRecord record) ->
                Output.print(
                        spec,
                        String.format(
                                Locale.ROOT,
                                """
                        %s waits: it is the first key of %s, so a second person must say
                        conch key approve %s --by NAME
                        """,
                                record.key().kid(),
                                record.key().member(),
                                record.key().kid()));
            case Enrolment.Declined(String reason) -> throw new Refusal(reason);
        }
        return 0;
    }

    private int done(boolean done, String kid, String what) throws Refusal {
        if (!done) {
            throw new Refusal("there is no key " + kid);
        }
        Output.print(spec, kid + what);
        return 0;
    }

    private static String state(KeyRecord record) {
        if (record.isWaiting()) {
            return "waiting";
        }
        if (record.suspendedAt() != null) {
            return "suspended";
        }
        return record.key().revokedAt() != null ? "revoked" : "usable";
    }
}
