package org.caricom.conch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.caricom.conch.sharing.MadeCollection;
import org.caricom.conch.sharing.MadeCollection.Grant;
import org.caricom.conch.sharing.MadeCollections.Making;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `conch collection …`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "collection",
        mixinStandardHelpOptions = true,
        description = "TAXII collections beyond clear, green, amber and the inboxes.")
final class CollectionCommand implements Runnable {
    private static final String WHO =
            "Who: codes of members (TT), roles (analyst, coordinator, partner, auditor) or names of tokens.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: add, list or remove.");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a collection.")
    int add(
            @Option(
                            names = "--id",
                            paramLabel = "UUID",
                            description = "Its identifier, a UUID of version 4; a new one when left out.")
                    @Nullable UUID id,
            @Option(names = "--title", required = true, paramLabel = "T", description = "What people read.")
                    String title,
            @Option(names = "--read", split = ",", paramLabel = "WHO", description = WHO) @Nullable List<String> read,
            @Option(names = "--write", split = ",", paramLabel = "WHO", description = WHO) @Nullable List<String> write)
            throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            return switch (hub.collections()
                    .add(
                            id == null ? UUID.randomUUID() : id,
                            title,
                            read == null ? List.of() : read,
                            write == null ? List.of() : write,
                            hub.operator())) {
                case Making.Made(MadeCollection made) -> {
                    Output.print(
                            spec, made.id() + " is a collection now: taxii2/caricom/collections/" + made.id() + "/");
                    yield 0;
                }
                case Making.Declined(String reason) -> throw new Refusal(reason);
            };
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All collections that were made, by title.")
    int list() {
        try (HubAdministration hub = HubAdministration.open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("ID", "TITLE", "READ", "WRITE"));
            for (MadeCollection made : hub.collections().list()) {
                rows.add(List.of(
                        made.id().toString(),
                        made.title(),
                        who(made.grants().stream().filter(Grant::mayRead).toList()),
                        who(made.grants().stream().filter(Grant::mayWrite).toList())));
            }
            Output.print(spec, Text.table(rows));
            return 0;
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description =
                    "Ends a collection: it exists for nobody from now on. What was in it is kept in the database.")
    int remove(@Option(names = "--id", required = true, paramLabel = "UUID") UUID id) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            if (!hub.collections().remove(id, hub.operator())) {
                throw new Refusal("there is no collection of this id that was made by hand");
            }
            Output.print(spec, id + " is no collection any more.");
            return 0;
        }
    }

    private static String who(List<Grant> grants) {
        return grants.isEmpty() ? "-" : grants.stream().map(Grant::who).collect(Collectors.joining(","));
    }
}
