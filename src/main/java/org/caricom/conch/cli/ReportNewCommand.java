package org.caricom.conch.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `conch report new`: works without a hub.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description =
                "Writes a report from these options; what the stage asks for and no option gave is left blank, and"
                        + " each blank is explained. A report with blanks cannot be signed.")
final class ReportNewCommand implements Callable<Integer> {
    private static final DateTimeFormatter REFERENCE =
            DateTimeFormatter.ofPattern("yyyy-MMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--stage", defaultValue = "alert", description = "One of ${COMPLETION-CANDIDATES}; usually alert.")
    private ReportStage stage = ReportStage.ALERT;

    @Option(names = "--member", required = true, paramLabel = "TT", description = "Whose report it is.")
    private MemberCode member = MemberCode.IMPACS;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it; usually standard output.")
    private @Nullable Path out;

    @Option(names = "--reference", description = "Your own number for the incident, the same in every report about it.")
    private @Nullable String reference;

    @Option(names = "--title", description = "One line for lists.")
    private @Nullable String title;

    @Option(names = "--summary", description = "What happened, in your words.")
    private @Nullable String summary;

    @Option(names = "--aware-at", paramLabel = "TIME", description = "When you became aware of it; usually now.")
    private @Nullable Instant awareAt;

    @Option(
            names = "--tlp",
            defaultValue = "amber",
            description = "Who may see it as it stands; usually ${DEFAULT-VALUE}.")
    private String tlp = "amber";

    @Option(names = "--class", paramLabel = "CLASS", description = "Of the incident taxonomy; may come several times.")
    private List<String> classes = List.of();

    @Option(names = "--sector", description = "The victim's.")
    private @Nullable String sector;

    @Option(names = "--indicator", paramLabel = "VALUE", description = "The attacker's; may come several times.")
    private List<String> indicators = List.of();

    @Option(names = "--share", paramLabel = "none|ask|automatic", description = "What may be shared, anonymised.")
    private @Nullable String share;

    @Override
    public Integer call() throws Refusal {
        Tlp marking = Tlp.parse(tlp);
        if (marking == null) {
            throw new Refusal(tlp + " is no TLP marking: clear, green, amber, amber+strict or red");
        }
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        ObjectNode report = Json.object();
        report.put("format", "conch-report/1");
        report.put("reference", reference != null ? reference : member + "-" + REFERENCE.format(now));
        report.put("stage", stage.word());
        putUnlessNull(report, "title", title);
        report.put("awareAt", (awareAt == null ? now : awareAt).toString());
        if (stage != ReportStage.ALERT) {
            report.put("writtenAt", now.toString());
        }
        report.put("tlp", marking.label());
        report.put("member", member.value());
        putUnlessNull(report, "summary", summary);
        putUnlessNull(report, "sector", sector);
        putUnlessEmpty(report, "classes", classes);
        putUnlessEmpty(report, "indicators", indicators);
        if (share != null) {
            report.putObject("consent").put("sharing", share);
        }
        ReportTemplate template = new ReportTemplate();
        template.addBlanks(report, stage);
        write(report);
        List<String> blanks = template.comments(report);
        if (!blanks.isEmpty()) {
            spec.commandLine().getErr().println("Fill in:\n  " + String.join("\n  ", blanks));
        }
        return 0;
    }

    private void write(ObjectNode report) throws Refusal {
        String text;
        try {
            text = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        if (out == null) {
            Output.print(spec, text);
        } else {
            Output.writeNew(out, text.getBytes(StandardCharsets.UTF_8));
            Output.print(spec, "Written: " + out);
        }
    }

    private static void putUnlessNull(ObjectNode report, String name, @Nullable String value) {
        if (value != null) {
            report.put(name, value);
        }
    }

    private static void putUnlessEmpty(ObjectNode report, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = report.putArray(name);
            values.forEach(array::add);
        }
    }
}
