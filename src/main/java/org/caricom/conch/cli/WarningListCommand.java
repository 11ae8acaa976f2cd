package org.caricom.conch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caricom.conch.cases.WarningList;
import org.caricom.conch.cases.WarningListLibrary;
import org.caricom.conch.cases.WarningListLibrary.Answer;
import org.caricom.conch.cases.WarningListRow;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Flaw;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch warninglist …`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "warninglist",
        mixinStandardHelpOptions = true,
        description = "Values known to be good, which are shared only on a coordinator's word.")
final class WarningListCommand implements Runnable {
    private static final long LARGEST = 64L * 1024 * 1024;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: import, add, list or remove.");
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Takes lists in MISP's form, each in place of an earlier version of the same name.")
    int bringIn(@Parameters(paramLabel = "FILE|DIR", arity = "1..*") List<Path> paths) throws IOException, Refusal {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            files.addAll(files(path));
        }
        if (files.isEmpty()) {
            throw new Refusal("there is no .json file here");
        }
        int refused = 0;
        try (HubAdministration hub = HubAdministration.open()) {
            WarningListLibrary library = hub.warningLists();
            for (Path file : files) {
                if (Files.size(file) > LARGEST) {
                    Output.print(spec, file + ": larger than 64 MiB");
                    refused++;
                    continue;
                }
                Answer answer = library.bringIn(Files.readAllBytes(file), hub.operator());
                refused += tell(file.toString(), answer);
            }
        }
        return refused == 0 ? 0 : 1;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds values to a list that the exchange keeps itself; the first ones make it.")
    int add(
            @Option(names = "--name", required = true, paramLabel = "NAME") String name,
            @Option(
                            names = "--type",
                            defaultValue = "hostname",
                            description =
                                    "string, substring, hostname (the default: a host and all below it), cidr, regex.")
                    String type,
            @Option(
                            names = "--for",
                            split = ",",
                            paramLabel = "KIND",
                            description = "Kinds of value: domain-name, url, ipv4-addr, …; all when left out.")
                    @Nullable List<String> kinds,
            @Option(names = "--description", defaultValue = "", paramLabel = "TEXT") String description,
            @Parameters(paramLabel = "VALUE", arity = "1..*") List<String> values) {
        WarningList.Kind kind = WarningList.Kind.parse(type.toLowerCase(Locale.ROOT));
        if (kind == null) {
            throw new ParameterException(spec.commandLine(), "There is no type " + type + ".");
        }
        Set<ObservableType> types = EnumSet.noneOf(ObservableType.class);
        for (String word : kinds == null ? List.<String>of() : kinds) {
            ObservableType parsed = ObservableType.parse(word);
            if (parsed == null) {
                throw new ParameterException(spec.commandLine(), "There is no kind of value " + word + ".");
            }
            types.add(parsed);
        }
        try (HubAdministration hub = HubAdministration.open()) {
            return tell(name, hub.warningLists().add(name, description, kind, types, values, hub.operator()));
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The lists beyond those that Conch ships.")
    int list() {
        try (HubAdministration hub = HubAdministration.open()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NAME", "TYPE", "VERSION", "ENTRIES", "FOR", "WHOSE"));
            for (WarningListRow row : hub.warningLists().list()) {
                rows.add(List.of(
                        row.name(),
                        row.kind().word(),
                        Long.toString(row.version()),
                        Integer.toString(row.entries()),
                        row.types().isEmpty()
                                ? "all"
                                : row.types().stream()
                                        .map(ObservableType::word)
                                        .sorted()
                                        .collect(Collectors.joining(",")),
                        row.own() ? "own" : "imported"));
            }
            Output.print(spec, Text.table(rows));
            return 0;
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Takes a list out of force.")
    int remove(@Parameters(paramLabel = "NAME") String name) throws Refusal {
        try (HubAdministration hub = HubAdministration.open()) {
            if (!hub.warningLists().remove(name, hub.operator())) {
                throw new Refusal("there is no list of this name");
            }
            Output.print(spec, name + " holds nothing back any more.");
            return 0;
        }
    }

    /// Says what came of a list; gives 1 when it was refused.
    private int tell(String what, Answer answer) {
        return switch (answer) {
            case Answer.Taken(String name, long version, int entries) -> {
                Output.print(spec, name + ": version " + version + " is in force, " + entries + " entries");
                yield 0;
            }
            case Answer.Same(String name, long version) -> {
                Output.print(spec, name + ": version " + version + " is in force already");
                yield 0;
            }
            case Answer.Older(String name, long version, long inForce) -> {
                Output.print(
                        spec, name + ": version " + version + " is not taken, version " + inForce + " is in force");
                yield 1;
            }
            case Answer.NameTaken(String name) -> {
                Output.print(spec, name + ": another list has this name");
                yield 1;
            }
            case Answer.Unusable(List<Flaw> flaws) -> {
                flaws.forEach(flaw -> Output.print(spec, what + " " + flaw.pointer() + ": " + flaw.detail()));
                yield 1;
            }
        };
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> found = Files.walk(path)) {
            return found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
