package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `conch report submit`.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = "Files a signed report and keeps the hub's receipt beside it, as FILE.receipt."
                + " Filing the same file again is safe: it gets the same receipt.")
final class ReportSubmitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "What conch report sign wrote, or any signed JWS.")
    private Path file = Path.of("");

    @Option(names = "--url", required = true, description = "The hub, as https://hub.example")
    private String url = "";

    @Override
    public Integer call() throws Refusal {
        byte[] body = Output.read(file);
        String type = body.length > 0 && body[0] == '{' ? "application/jose+json" : "application/jose";
        HttpResponse<byte[]> answer = new HubHttp(url).post("/api/v1/reports", type, body);
        if (answer.statusCode() != 201 && answer.statusCode() != 200) {
            throw HubHttp.refusal(answer);
        }
        Path receipt = Path.of(file + ".receipt");
        Output.replace(receipt, answer.body());
        JsonNode said = ReceiptText.read(answer.body());
        Output.print(
                spec,
                (answer.statusCode() == 201 ? "Filed: report " : "Filed before: report ")
                        + said.path("report").asText() + ", position "
                        + said.path("logIndex").asText()
                        + " in the audit log\nReceipt: " + receipt);
        return 0;
    }
}
