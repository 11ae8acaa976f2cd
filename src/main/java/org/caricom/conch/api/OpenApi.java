package org.caricom.conch.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;

/// Describes the API as OpenAPI 3.1, from the very table of routes that serves it, so that the two cannot differ; only
/// the sentences are written by hand ([OpenApiWords]).
public final class OpenApi {
    /// Where it is served.
    public static final String PATH = "/api/v1/openapi.json";

    private static final Pattern PATH_PART = Pattern.compile(":([A-Za-z0-9_]+)");
    private static final String MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1";

    private final String publicUrl;

    public OpenApi(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// Mounts the description and the API catalogue (RFC 9727); call it last, when all other routes are there.
    public void mount(Routes routes) {
        routes.get(
                PATH,
                Allow.anyone(),
                exchange -> Answer.json(200, describe(routes))
                        .header("Content-Type", exchange.negotiate("application/json", MEDIA_TYPE))
                        .header("Cache-Control", "public, max-age=300"));
        routes.get(
                "/.well-known/api-catalog",
                Allow.anyone(),
                _ -> Answer.json(200, catalogue())
                        .header(
                                "Content-Type",
                                "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\""));
    }

    ObjectNode describe(Routes routes) {
        ObjectNode document = Json.object();
        document.put("openapi", "3.1.1");
        document.putObject("info")
                .put("title", "Conch")
                .put("summary", "The regional cyber incident exchange of CARICOM")
                .put("version", "1")
                .put(
                        "description",
                        "Lists page with `limit` and an opaque `cursor`. Errors are RFC 9457 problem details. Objects that a"
                                + " caller may not see answer 404. `x-roles` names the roles that may call an operation.");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = document.putObject("paths");
        for (Routes.Mounted route : routes.all()) {
            if (route.path().startsWith("/api/v1/")) {
                String path = PATH_PART.matcher(route.path()).replaceAll("{$1}");
                ObjectNode item = paths.withObject("/" + path.replace("~", "~0").replace("/", "~1"));
                item.set(route.method().toLowerCase(Locale.ROOT), operation(route));
            }
        }
        components(document.putObject("components"));
        return document;
    }

    private static ObjectNode operation(Routes.Mounted route) {
        OpenApiWords.Words words = OpenApiWords.of(route.method(), route.path());
        ObjectNode operation = Json.object();
        operation.put("operationId", operationId(route));
        operation.put("summary", words.summary());
        operation.putArray("tags").add(route.path().split("/", -1)[3]);
        ArrayNode parameters = operation.putArray("parameters");
        Matcher part = PATH_PART.matcher(route.path());
        while (part.find()) {
            parameter(parameters, part.group(1), "path", true);
        }
        words.query().forEach(name -> parameter(parameters, name, "query", false));
        if (!words.body().isEmpty()) {
            ObjectNode content =
                    operation.putObject("requestBody").put("required", true).putObject("content");
            words.body().forEach(content::putObject);
        }
        ObjectNode responses = operation.putObject("responses");
        for (String status : words.statuses()) {
            responses.putObject(status).put("description", words.summary());
        }
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
        security(operation, route.allow());
        return operation;
    }

    private static void security(ObjectNode operation, Allow allow) {
        ArrayNode security = operation.putArray("security");
        switch (allow) {
            case Allow.Anyone _ -> {}
            case Allow.Signed _ -> {
                security.addObject();
                security.addObject().putArray("token");
            }
            case Allow.Roles roles -> {
                security.addObject().putArray("token");
                security.addObject().putArray("tokenAsPassword");
                ArrayNode names = operation.putArray("x-roles");
                roles.roles().stream().map(Role::word).sorted().forEach(names::add);
            }
        }
    }

    private static void parameter(ArrayNode parameters, String name, String place, boolean required) {
        ObjectNode parameter = parameters.addObject();
        parameter.put("name", name).put("in", place).put("required", required);
        parameter.putObject("schema").put("type", name.equals("limit") ? "integer" : "string");
    }

    private static void components(ObjectNode components) {
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("token").put("type", "http").put("scheme", "bearer");
        security.putObject("tokenAsPassword")
                .put("type", "http")
                .put("scheme", "basic")
                .put("description", "Any user name; the token is the password.");
        ObjectNode problem =
                components.putObject("schemas").putObject("Problem").put("type", "object");
        problem.put("description", "RFC 9457");
        ObjectNode properties = problem.putObject("properties");
        ArrayNode slugs = properties
                .putObject("type")
                .put("type", "string")
                .put("format", "uri")
                .put("description", "Ends in one of the words under `x-slugs`; its page explains it.")
                .putArray("x-slugs");
        Arrays.stream(ProblemType.values()).map(ProblemType::slug).forEach(slugs::add);
        for (String text : List.of("title", "detail", "requestId")) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        ObjectNode flaw = properties.putObject("errors").put("type", "array").putObject("items");
        flaw.put("type", "object");
        ObjectNode flawProperties = flaw.putObject("properties");
        flawProperties.putObject("pointer").put("type", "string").put("format", "json-pointer");
        flawProperties.putObject("code").put("type", "string");
        flawProperties.putObject("detail").put("type", "string");
        ObjectNode response = components.putObject("responses").putObject("Problem");
        response.put("description", "A refusal");
        response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
    }

    private ObjectNode catalogue() {
        ObjectNode document = Json.object();
        ObjectNode api = document.putArray("linkset").addObject();
        api.put("anchor", publicUrl + "/api/v1");
        api.putArray("service-desc").addObject().put("href", publicUrl + PATH).put("type", "application/json");
        api.putArray("status").addObject().put("href", publicUrl + "/health/ready");
        return document;
    }

    /// `GET /api/v1/reports/:id/raw` is `getReportsIdRaw`.
    private static String operationId(Routes.Mounted route) {
        StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
        for (String part : route.path().substring("/api/v1".length()).split("[^A-Za-z0-9]+", -1)) {
            if (!part.isEmpty()) {
                id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
            }
        }
        return id.toString();
    }
}
