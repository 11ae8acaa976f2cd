package org.caricom.conch.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Flaw;
import org.jspecify.annotations.Nullable;

/// A refusal on its way to the caller, RFC 9457. Knows no media type: the door writes it.
public final class Problem extends Exception {
    private final ProblemType type;
    private final transient List<Flaw> flaws;
    private final transient Map<String, JsonNode> extensions;
    private final transient Map<String, String> headers;

    private Problem(
            ProblemType type,
            @Nullable String detail,
            List<Flaw> flaws,
            Map<String, JsonNode> extensions,
            Map<String, String> headers) {
        // No stack trace: a refusal is an answer, not a fault.
        super(detail == null ? type.explanation() : detail, null, false, false);
        this.type = type;
        this.flaws = flaws;
        this.extensions = extensions;
        this.headers = headers;
    }

    /// With a detail of this one occurrence.
    ///
    /// @param detail a sentence that a person can act on, without anything the caller may not know
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), Map.of(), Map.of());
    }

    /// With the type's own explanation as detail.
    public static Problem of(ProblemType type) {
        return new Problem(type, null, List.of(), Map.of(), Map.of());
    }

    /// What does not exist and what is hidden answer alike.
    public static Problem notFound() {
        return of(ProblemType.NOT_FOUND);
    }

    public static Problem badRequest(String detail) {
        return of(ProblemType.BAD_REQUEST, detail);
    }

    /// One part of a body cannot be used.
    ///
    /// @param pointer JSON Pointer to it
    /// @param code    the stable word for what is wrong with it
    public static Problem unusable(String pointer, String code, String detail) {
        return of(ProblemType.UNUSABLE, detail).with(List.of(new Flaw(pointer, code, detail)));
    }

    /// The same with `errors[]`.
    public Problem with(List<Flaw> more) {
        return new Problem(type, getMessage(), List.copyOf(more), extensions, headers);
    }

    /// The same with one more member, in camel case.
    public Problem with(String member, JsonNode value) {
        Map<String, JsonNode> all = new LinkedHashMap<>(extensions);
        all.put(member, value);
        return new Problem(type, getMessage(), flaws, all, headers);
    }

    /// The same with one more response header, as `Retry-After`.
    public Problem header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Problem(type, getMessage(), flaws, extensions, all);
    }

    public ProblemType type() {
        return type;
    }

    public int status() {
        return type.status();
    }

    public String detail() {
        String message = getMessage();
        return message == null ? type.explanation() : message;
    }

    public List<Flaw> flaws() {
        return flaws;
    }

    public Map<String, JsonNode> extensions() {
        return extensions;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
