package org.caricom.conch.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.caricom.conch.access.Enroller;
import org.caricom.conch.access.KeyChallenge;
import org.caricom.conch.access.KeyRequest;
import org.caricom.conch.access.KeyRequest.Replacement;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.EnrolledKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch key challenge`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "challenge",
        mixinStandardHelpOptions = true,
        description = "Gives the line that a key must sign before it is enrolled. It is good for seven days.")
final class KeyChallengeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The public key: a JSON Web Key, or an X.509 certificate.")
    private Path file = Path.of("");

    @Option(names = "--member", required = true, paramLabel = "TT", description = "Whose key it is.")
    private MemberCode member = MemberCode.IMPACS;

    @Option(names = "--from", paramLabel = "TIME", description = "When it begins to be valid; usually now.")
    private @Nullable Instant from;

    @Option(names = "--until", paramLabel = "TIME", description = "When it ends; usually never.")
    private @Nullable Instant until;

    @Option(names = "--replaces", paramLabel = "KID", description = "The key that it takes over from, which signs too.")
    private @Nullable String replaces;

    @Option(
            names = "--overlap",
            paramLabel = "30d",
            converter = DurationConverter.class,
            description = "How long both are valid after that; at most 90 days, usually 30.")
    private Duration overlap = KeyRequest.USUAL_OVERLAP;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the line; usually it is printed.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Refusal {
        byte[] document = Output.read(file);
        try (HubAdministration hub = HubAdministration.open()) {
            KeyRequest request = new KeyRequest(
                    member,
                    document,
                    from == null ? hub.clock().instant() : from,
                    until,
                    replaces == null ? null : new Replacement(replaces, overlap));
            switch (hub.enrolment().challenge(request, Enroller.operator(hub.operator()))) {
                case KeyChallenge.Issued(String text, EnrolledKey _, Instant _) -> {
                    if (out == null) {
                        Output.print(spec, text);
                    } else {
                        Output.writeNew(out, (text + "\n").getBytes(StandardCharsets.US_ASCII));
                    }
                }
                case KeyChallenge.Declined(String reason) -> throw new Refusal(reason);
            }
        }
        return 0;
    }
}
