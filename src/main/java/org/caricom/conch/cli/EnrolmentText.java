package org.caricom.conch.cli;

import java.util.Locale;
import org.caricom.conch.access.Enrolment;
import org.caricom.conch.access.KeyRecord;
import picocli.CommandLine.Model.CommandSpec;

/// Says what became of the wish to enrol or approve a key.
final class EnrolmentText {
    private EnrolmentText() {}

    static int tell(CommandSpec spec, Enrolment enrolment) throws Refusal {
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
}
