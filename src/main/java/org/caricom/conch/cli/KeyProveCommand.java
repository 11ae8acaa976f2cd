package org.caricom.conch.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyProofs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch key prove`: works without a hub.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = "Signs the line that the hub gave, so that the key is enrolled.",
        footer = {
            "",
            "A certificate's key signs with `openssl cms -sign -binary -nodetach -outform DER`, an OpenPGP key with",
            "`gpg --sign`."
        })
final class KeyProveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Holds the line.")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "JWK",
            description = "The private key, from conch keygen. Twice when one takes over from the other.")
    private List<Path> keys = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "SIGNED", description = "Where to write the proof.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws Refusal {
        List<JwsSigner> signers = new ArrayList<>();
        for (Path key : keys) {
            signers.add(new JwsSigner(KeyRequestOverHttp.read(key)));
        }
        String line = new String(Output.read(file), StandardCharsets.US_ASCII).strip();
        if (!line.startsWith("conch-key-proof ") || line.indexOf('\n') >= 0) {
            throw new Refusal(file + " holds no line of `conch key challenge`; nothing else is signed here");
        }
        Output.writeNew(out, KeyProofs.sign(line, signers));
        Output.print(spec, "Signed: " + out + ". Give it to the hub's administrator: conch key add --proof " + out);
        return 0;
    }
}
