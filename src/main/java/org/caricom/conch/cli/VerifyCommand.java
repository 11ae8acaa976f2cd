package org.caricom.conch.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.caricom.conch.audit.ConsistencyProof;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.check.Checked;
import org.caricom.conch.audit.check.OfflineCheck;
import org.caricom.conch.json.Json;
import org.caricom.conch.tlog.Checkpoint;
import org.caricom.conch.tlog.TreeHash;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch verify`.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks what the hub gave out: a receipt and the report it is for, a checkpoint, a proof, or the"
                + " exported audit log. With --keys it needs no network.")
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "What to check; it is recognised by its content.")
    private @Nullable Path file;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The filed bytes of a receipt; usually FILE without .receipt.")
    private @Nullable Path report;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description = "For a receipt, the proof that its entry is in the log, or the exported log; for a checkpoint"
                    + " with --witness, the consistency proof.")
    private @Nullable Path proof;

    @Option(
            names = "--witness",
            paramLabel = "DIR",
            description = "Keeps checkpoints in DIR and refuses one that contradicts those seen before. Without FILE,"
                    + " the hub at --url is asked for its newest.")
    private @Nullable Path witness;

    @Option(
            names = "--database",
            description = "Checks the log, its tree, every report and every receipt in the hub's own database.")
    private boolean database;

    /// Where the hub's public keys come from, and where to ask for what is missing.
    static final class Source {
        @Option(
                names = "--keys",
                paramLabel = "FILE",
                description = "The hub's public keys: its jwks.json, or the lines of conch-log-keys.")
        private @Nullable Path keys;

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "The hub, to ask for its public keys and for proofs that are missing.")
        private @Nullable String url;
    }

    @Override
    public Integer call() throws Refusal {
        boolean newest = file == null && witness != null && source.url != null;
        if (file == null && !database && !newest) {
            throw new ParameterException(
                    spec.commandLine(), "Say what to check: a FILE, --database, or --witness DIR with --url.");
        }
        HubKeySet keys = keys();
        WitnessFolder folder = witness == null ? null : new WitnessFolder(witness, keys);
        if (database) {
            new DatabaseVerification(keys, folder, this::say).run();
        }
        if (file != null) {
            tell(check(keys, file, folder == null ? Set.of() : folder.sizes(), null), keys, folder);
        } else if (newest) {
            byte[] note = ask("/api/v1/audit/checkpoint", "text/plain");
            newest(check(keys, new ByteArrayInputStream(note)), keys, folder);
        }
        return 0;
    }

    private void newest(Checked checked, HubKeySet keys, @Nullable WitnessFolder folder) throws Refusal {
        if (folder != null && checked instanceof Checked.OfCheckpoint(Checkpoint checkpoint, String evidence)) {
            say("Genuine: the hub signed that the log " + checkpoint.origin() + " has " + checkpoint.size()
                    + " entries.");
            say(folder.compareNewest(checkpoint, evidence, (from, to) -> growth(keys, from, to)));
        } else {
            tell(checked, keys, folder);
        }
    }

    private void tell(Checked checked, HubKeySet keys, @Nullable WitnessFolder folder) throws Refusal {
        switch (checked) {
            case Checked.Refused(String where, String why) -> throw new Refusal("not genuine: " + where + ": " + why);
            case Checked.OfReceipt receipt ->
                new ReceiptVerification(receipt, this::say)
                        .run(
                                filed(),
                                proof == null
                                        ? null
                                        : check(
                                                keys,
                                                proof,
                                                Set.of(),
                                                receipt.receipt().logIndex()));
            case Checked.OfGrowth(ConsistencyProof growth) ->
                say("Consistent: the log of " + growth.to() + " entries with root " + growth.toRoot()
                        + " begins with that of " + growth.from() + " entries with root " + growth.fromRoot()
                        + ".\nNobody signs a proof: compare the roots with signed checkpoints, as --witness does.");
            case Checked.OfCheckpoint(Checkpoint checkpoint, String evidence) -> {
                say("Genuine: the hub signed that the log " + checkpoint.origin() + " has " + checkpoint.size()
                        + " entries.");
                say("Root: " + checkpoint.root());
                witness(checkpoint, evidence, Map.of(), keys, folder);
            }
            case Checked.OfEntry entry -> {
                say("Genuine: entry " + entry.index() + " is in the log "
                        + entry.checkpoint().origin() + " of "
                        + entry.checkpoint().size() + " entries.");
                say(entry.entry().path("kind").asText() + " "
                        + Json.text(entry.entry().path("body")));
                witness(entry.checkpoint(), entry.evidence(), Map.of(), keys, folder);
            }
            case Checked.OfLog log -> {
                say("Genuine: the whole log " + log.checkpoint().origin() + ", "
                        + log.checkpoint().size() + " entries, each in its place and in canonical form.");
                say("Root: " + log.checkpoint().root());
                witness(log.checkpoint(), log.evidence(), log.roots(), keys, folder);
            }
        }
    }

    private void witness(
            Checkpoint checkpoint,
            String evidence,
            Map<Long, TreeHash> roots,
            HubKeySet keys,
            @Nullable WitnessFolder folder)
            throws Refusal {
        if (folder == null) {
            return;
        }
        say(folder.compare(checkpoint, evidence, roots, (from, to) -> growth(keys, from, to)));
    }

    /// The proof that leads from one size to the other: from a file, or from the hub; null when there is neither.
    private @Nullable ConsistencyProof growth(HubKeySet keys, long from, long to) throws Refusal {
        Checked checked;
        if (proof != null) {
            checked = check(keys, proof, Set.of(), null);
        } else if (source.url != null) {
            byte[] answer = ask("/api/v1/audit/consistency?from=" + from + "&to=" + to, "application/json");
            checked = check(keys, new ByteArrayInputStream(answer));
        } else {
            return null;
        }
        return switch (checked) {
            case Checked.OfGrowth(ConsistencyProof growth) -> growth;
            case Checked.Refused(String where, String why) ->
                throw new Refusal("the consistency proof does not hold: " + where + ": " + why);
            default -> throw new Refusal("this is no consistency proof");
        };
    }

    private Checked check(HubKeySet keys, Path path, Set<Long> sizes, @Nullable Long index) throws Refusal {
        try (InputStream in = Files.newInputStream(path)) {
            return new OfflineCheck(keys, sizes, index).check(in);
        } catch (IOException e) {
            throw new Refusal(path + " cannot be read", e);
        }
    }

    private static Checked check(HubKeySet keys, InputStream in) throws Refusal {
        try {
            return new OfflineCheck(keys).check(in);
        } catch (IOException e) {
            throw new Refusal("the answer cannot be read", e);
        }
    }

    private HubKeySet keys() throws Refusal {
        byte[] file = source.keys == null ? ask("/.well-known/jwks.json", "*/*") : Output.read(source.keys);
        HubKeySet keys = HubKeySet.parse(file);
        if (keys == null) {
            throw new Refusal("the keys are neither a JSON Web Key Set nor lines of verifier keys");
        }
        return keys;
    }

    private byte[] ask(String path, String accepted) throws Refusal {
        HttpResponse<byte[]> answer = new HubHttp(source.url == null ? "" : source.url).getAs(path, accepted);
        if (answer.statusCode() != 200) {
            throw HubHttp.refusal(answer);
        }
        return answer.body();
    }

    private @Nullable Path filed() {
        if (report != null || file == null) {
            return report;
        }
        String name = file.toString();
        Path beside =
                Path.of(name.endsWith(".receipt") ? name.substring(0, name.length() - ".receipt".length()) : name);
        return name.endsWith(".receipt") && Files.exists(beside) ? beside : null;
    }

    private void say(String text) {
        Output.print(spec, text);
    }
}
