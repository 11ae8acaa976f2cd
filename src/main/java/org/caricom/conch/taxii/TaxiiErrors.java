package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.json.Json;

/// Words a refusal as TAXII's error message (TAXII 2.1 §3.6.1).
final class TaxiiErrors {
    private TaxiiErrors() {}

    static Answer answer(Problem problem, Exchange exchange) {
        ObjectNode error = Json.object()
                .put("title", problem.type().title())
                .put("description", problem.detail())
                .put("error_id", exchange.requestId())
                .put("error_code", problem.type().slug())
                .put("http_status", Integer.toString(problem.status()));
        Answer answer = Answer.bytes(TaxiiJson.TYPE, Json.write(error)).status(problem.status());
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        if (problem.status() == 401) {
            answer = answer.header("WWW-Authenticate", "Basic realm=\"Conch\", charset=\"UTF-8\"");
        }
        return answer;
    }
}
