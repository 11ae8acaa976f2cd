package org.caricom.conch.cli;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.audit.ReceiptCheck;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch verify`.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a receipt: that the hub signed it, and that it is for the file beside it.")
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The receipt, as conch report submit kept it.")
    private Path file = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--report", paramLabel = "FILE", description = "The filed bytes; usually FILE without .receipt.")
    private @Nullable Path report;

    /// Where the hub's public keys come from.
    static final class Source {
        @Option(names = "--keys", paramLabel = "JWKS", description = "The hub's public keys in a file: works offline.")
        private @Nullable Path keys;

        @Option(names = "--url", paramLabel = "URL", description = "The hub, to ask for its public keys.")
        private @Nullable String url;
    }

    @Override
    public Integer call() throws Refusal {
        String receipt = new String(Output.read(file), StandardCharsets.UTF_8);
        switch (Receipts.verify(receipt, keys())) {
            case ReceiptCheck.NotGenuine(String reason) -> throw new Refusal("not genuine: " + reason);
            case ReceiptCheck.Genuine(Receipt said) -> {
                Path filed = filed();
                if (filed != null && !Sha256.of(Output.read(filed)).equals(said.sha256())) {
                    throw new Refusal("the receipt is genuine, but not for " + filed + ": the digests differ");
                }
                Output.print(
                        spec,
                        String.format(
                                Locale.ROOT,
                                """
                        Genuine: the hub took in report %s of %s at %s.
                        SHA-256 of the filed bytes: %s%s
                        Position in the audit log: %d
                        """,
                                said.report(),
                                said.member(),
                                said.receivedAt(),
                                said.sha256(),
                                filed == null ? " (no file to compare)" : ", as of " + filed,
                                said.logIndex()));
            }
        }
        return 0;
    }

    private String keys() throws Refusal {
        if (source.keys != null) {
            return new String(Output.read(source.keys), StandardCharsets.UTF_8);
        }
        HttpResponse<byte[]> answer =
                new HubHttp(source.url == null ? "" : source.url).get("/.well-known/jwks.json", null);
        if (answer.statusCode() != 200) {
            throw HubHttp.refusal(answer);
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private @Nullable Path filed() {
        if (report != null) {
            return report;
        }
        String name = file.toString();
        Path beside =
                Path.of(name.endsWith(".receipt") ? name.substring(0, name.length() - ".receipt".length()) : name);
        return name.endsWith(".receipt") && Files.exists(beside) ? beside : null;
    }
}
