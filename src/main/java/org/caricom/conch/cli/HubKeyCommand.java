package org.caricom.conch.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.audit.HubKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch hub-key …`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "hub-key",
        mixinStandardHelpOptions = true,
        description = "With which keys the hub signs receipts and checkpoints, and reads what is encrypted to it.")
final class HubKeyCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: list, rotate, rotate-encryption or revoke.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All keys there ever were.")
    int list() {
        try (HubAdministration hub = HubAdministration.open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("KID", "SIGNS", "STATE"));
            for (HubKey key : hub.hubKeys().all()) {
                String note = key.note() == null ? null : key.note().name();
                rows.add(List.of(
                        key.kid(), note == null ? "receipts, checkpoints" : "checkpoints of " + note, state(key)));
            }
            Output.print(spec, Text.table(rows));
            return 0;
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Makes new keys that sign from now on. What the old ones signed stays as good.")
    int rotate() {
        try (HubAdministration hub = HubAdministration.open()) {
            hub.hubKeys().rotate(hub.operator());
            Output.print(spec, "New keys sign from now on, in every process.");
            return 0;
        }
    }

    @Command(
            name = "rotate-encryption",
            mixinStandardHelpOptions = true,
            description = "Makes new keys for others to encrypt reports to. What is encrypted to the old ones is still"
                    + " read.")
    int rotateEncryption() {
        try (HubAdministration hub = HubAdministration.open()) {
            hub.hubDecryption().rotate(hub.operator());
            Output.print(spec, "Others get new keys to encrypt to from now on, of every process.");
            return 0;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Says that others may have had a key: what claims to be signed by it later does not count. If"
                    + " it signs now, new keys take its place.")
    int revoke(
            @Parameters(paramLabel = "KID") String kid,
            @Option(names = "--from", paramLabel = "TIME", description = "Since when; usually now.") @Nullable Instant from)
            throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            Instant since = from == null ? hub.clock().instant() : from;
            if (!hub.hubKeys().revoke(kid, since, hub.operator())) {
                throw new Refusal("the hub has no key " + kid + " that is not revoked from then on already");
            }
            Output.print(spec, kid + " is revoked from " + since + " on.");
            return 0;
        }
    }

    private static String state(HubKey key) {
        if (key.revokedFrom() != null) {
            return "revoked from " + key.revokedFrom();
        }
        return key.retiredAt() == null ? "signs" : "retired at " + key.retiredAt();
    }
}
