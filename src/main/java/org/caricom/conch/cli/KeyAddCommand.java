package org.caricom.conch.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.caricom.conch.access.Enroller;
import org.caricom.conch.access.KeyRequest;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch key add`, on the database that the settings name.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Enrols a public key. A member's first one waits for a second person's approval.",
        footer = {
            "",
            "With a proof: `conch key challenge FILE --member TT` gives a line, the member signs it (`conch key prove`),",
            "and `conch key add --proof SIGNED` enrols what the line names.",
            "Without one: `conch key add FILE --member TT`; the audit log then says that you vouched for it, and",
            "--without-proof says that you meant to."
        })
final class KeyAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The public key: a JSON Web Key, an X.509 certificate, or an OpenPGP key as `gpg --export`"
                    + " writes it; again, when it has"
                    + " changed.")
    private @Nullable Path file;

    @Option(
            names = "--proof",
            paramLabel = "SIGNED",
            description = "What the member signed. Twice when two keys signed in two messages.")
    private List<Path> proofs = new ArrayList<>();

    @Option(
            names = "--without-proof",
            description = "Enrol it on your word: you know from elsewhere that the member holds the private part.")
    private boolean withoutProof;

    @Option(names = "--member", paramLabel = "TT", description = "Whose key it is.")
    private @Nullable MemberCode member;

    @Option(names = "--from", paramLabel = "TIME", description = "When it begins to be valid; usually now.")
    private @Nullable Instant from;

    @Option(names = "--until", paramLabel = "TIME", description = "When it ends; usually never.")
    private @Nullable Instant until;

    @Option(
            names = "--kid",
            paramLabel = "NAME",
            description = "What an OpenPGP key is called here; usually its fingerprint.")
    private @Nullable String kid;

    @Option(names = "--by", paramLabel = "NAME", description = "Who adds it; usually your account's name.")
    private @Nullable String by;

    @Override
    public Integer call() throws Refusal {
        if (proofs.isEmpty()) {
            return withoutProof();
        }
        if (withoutProof || file != null || kid != null || member != null || from != null || until != null) {
            throw new ParameterException(
                    spec.commandLine(), "A proof says by itself which key it is and whose: leave out all but --by.");
        }
        List<byte[]> messages = new ArrayList<>();
        for (Path proof : proofs) {
            messages.add(Output.read(proof));
        }
        try (HubAdministration hub = HubAdministration.open()) {
            Enroller enroller = Enroller.operator(by == null ? hub.operator() : by);
            return EnrolmentText.tell(spec, hub.enrolment().enrol(messages, enroller));
        }
    }

    private int withoutProof() throws Refusal {
        if (file == null || member == null) {
            throw new ParameterException(spec.commandLine(), "Say --proof SIGNED, or FILE and --member.");
        }
        byte[] document = Output.read(file);
        if (!withoutProof) {
            Output.print(
                    spec,
                    "Nothing shows that " + member
                            + " holds the private part of this key; it is on record that you vouch"
                            + " for it. A proof is better: conch key challenge " + file + " --member " + member);
        }
        try (HubAdministration hub = HubAdministration.open()) {
            Instant begin = from == null ? hub.clock().instant() : from;
            return EnrolmentText.tell(
                    spec,
                    hub.keys()
                            .add(
                                    new KeyRequest(member, document, begin, until, null),
                                    by == null ? hub.operator() : by,
                                    kid));
        }
    }
}
