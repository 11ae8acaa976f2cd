package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch report status`.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "What became of a report: its state, its case and what was set aside.")
final class ReportStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "REPORT",
            description = "The report's id, or the signed file or receipt it was filed with.")
    private String report = "";

    @Option(names = "--url", required = true, description = "The hub, as https://hub.example")
    private String url = "";

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "FILE",
            description = "Holds an API token of the member; a file, since others can read command lines.")
    private Path tokenFile = Path.of("");

    @Override
    public Integer call() throws Refusal {
        String token = new String(Output.read(tokenFile), StandardCharsets.UTF_8).trim();
        HttpResponse<byte[]> answer = new HubHttp(url).get("/api/v1/reports/" + id(), token);
        if (answer.statusCode() != 200) {
            throw HubHttp.refusal(answer);
        }
        try {
            JsonNode said = Json.parse(answer.body(), JsonLimits.DEFAULT);
            said.properties().forEach(member -> {
                if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                    Output.print(
                            spec, member.getKey() + ": " + member.getValue().asText());
                }
            });
            for (JsonNode signature : said.path("signatures")) {
                Output.print(
                        spec,
                        "signature by " + signature.path("keyId").asText() + ": "
                                + signature.path("standing").asText("good"));
            }
        } catch (JsonException e) {
            throw new Refusal("the hub answered something that this command does not understand", e);
        }
        return 0;
    }

    private String id() throws Refusal {
        if (ReportId.parse(report) != null) {
            return report;
        }
        Path file = Path.of(report);
        Path receipt = report.endsWith(".receipt") ? file : Path.of(report + ".receipt");
        if (!Files.exists(receipt)) {
            throw new Refusal(report + " is neither a report's id nor a file with a receipt beside it");
        }
        return ReceiptText.read(Output.read(receipt)).path("report").asText();
    }
}
