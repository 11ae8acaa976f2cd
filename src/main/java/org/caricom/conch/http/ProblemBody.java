package org.caricom.conch.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;

/// Writes refusals as `application/problem+json` (RFC 9457), and the pages behind their `type` URIs.
final class ProblemBody {
    private ProblemBody() {}

    static Answer answer(Problem problem, Exchange exchange) {
        ObjectNode body = Json.object();
        body.put("type", exchange.publicUrl() + "/problems/" + problem.type().slug());
        body.put("title", problem.type().title());
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        body.put("requestId", exchange.requestId());
        problem.extensions().forEach(body::set);
        if (!problem.flaws().isEmpty()) {
            body.set("errors", flaws(problem));
        }
        Answer answer =
                Answer.bytes("application/problem+json", Json.write(body)).status(problem.status());
        for (var header : problem.headers().entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static ArrayNode flaws(Problem problem) {
        ArrayNode errors = Json.array();
        for (Flaw flaw : problem.flaws()) {
            errors.addObject()
                    .put("pointer", flaw.pointer())
                    .put("code", flaw.code())
                    .put("detail", flaw.detail());
        }
        return errors;
    }

    static Answer page(Exchange exchange) throws Problem {
        String slug = exchange.path("slug");
        for (ProblemType type : ProblemType.values()) {
            if (type.slug().equals(slug)) {
                // The texts are ours and hold none of HTML's special characters.
                return Answer.html(String.format(
                                Locale.ROOT, """
                                <!doctype html>
                                <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                                <title>%s</title>
                                <main><h1>%s</h1><p>%s</p><p>HTTP status %d. Problem type <code>%s</code>.</p></main>
                                </html>
                                """, type.title(), type.title(), type.explanation(), type.status(), slug))
                        .header("Cache-Control", "public, max-age=3600");
            }
        }
        throw Problem.notFound();
    }
}
