package org.caricom.conch.cli;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `conch keygen`: works without a hub.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = "Makes a signing key (ES256): MEMBER.jwk.json and MEMBER.pem are private and have mode 0600;"
                + " MEMBER.pub.jwk.json is for the hub's administrator.")
final class KeygenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--member", required = true, paramLabel = "TT", description = "Whose key it is.")
    private MemberCode member = MemberCode.IMPACS;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write it; made if missing.")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws Refusal {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Refusal(folder + " cannot be made", e);
        }
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        Path jwk = folder.resolve(member + ".jwk.json");
        Path pem = folder.resolve(member + ".pem");
        Path open = folder.resolve(member + ".pub.jwk.json");
        for (Path file : new Path[] {jwk, pem, open}) {
            if (Files.exists(file)) {
                throw new Refusal(file + " is there already; a key is never overwritten");
            }
        }
        Output.writeSecret(jwk, bytes(key.toJSONString() + "\n"));
        Output.writeSecret(pem, bytes(KeyPairs.pem(key)));
        Output.writeNew(open, bytes(key.toPublicJWK().toJSONString() + "\n"));
        Output.print(spec, String.format(Locale.ROOT, """
                Private key: %s (JWK) and %s (PEM). Keep them to yourself.
                Public key:  %s, kid %s.
                Hand it in yourself:  conch key enrol --url HUB --token-file FILE --key %s
                or through the hub's administrator, who gives you a line to sign (conch key prove):
                conch key challenge --member %s %s
                """, jwk, pem, open, key.getKeyID(), jwk, member, open));
        return 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
