package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Where a comparable value stands in STIX: which observable holds it, and which path a pattern tests. The
/// kinds of value are named by words (`ipv4-addr`, `sha256`, …) that every room shares.
public final class ValuePaths {
    private static final List<ValuePath> TABLE = List.of(
            text("ipv4-addr", "ipv4-addr", "value"),
            text("ipv6-addr", "ipv6-addr", "value"),
            text("domain-name", "domain-name", "value"),
            text("url", "url", "value"),
            text("email-addr", "email-addr", "value"),
            text("md5", "file", "hashes", "MD5"),
            text("sha1", "file", "hashes", "SHA-1"),
            text("sha256", "file", "hashes", "SHA-256"),
            text("sha512", "file", "hashes", "SHA-512"),
            text("ssdeep", "file", "hashes", "SSDEEP"),
            text("file-name", "file", "name"),
            text("mac-addr", "mac-addr", "value"),
            text("mutex", "mutex", "name"),
            text("windows-registry-key", "windows-registry-key", "key"),
            text("user-account", "user-account", "user_id"),
            text("x509-sha1", "x509-certificate", "hashes", "SHA-1"),
            new ValuePath("asn", "autonomous-system", List.of("number"), true),
            text("user-agent", "network-traffic", "extensions", "http-request-ext", "request_header", "User-Agent"),
            text("email-subject", "email-message", "subject"));

    /// Other ways in which patterns of the world name the same value.
    private static final Map<String, String> ALSO = Map.of(
            "file:hashes.'MD-5'", "md5",
            "file:hashes.SHA1", "sha1",
            "file:hashes.SHA256", "sha256",
            "file:hashes.SHA512", "sha512",
            "file:hashes.ssdeep", "ssdeep",
            "user-account:account_login", "user-account",
            "email-message:from_ref.value", "email-addr",
            "email-message:sender_ref.value", "email-addr",
            "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'[*]", "user-agent");

    private ValuePaths() {}

    /// A kind of value and its place.
    ///
    /// @param word       the kind of value
    /// @param objectType the type of the observable that holds it
    /// @param steps      the property that holds it, from the outside in
    /// @param number     whether STIX holds it as an integer
    public record ValuePath(String word, String objectType, List<String> steps, boolean number) {
        public ValuePath {
            steps = List.copyOf(steps);
        }

        /// The object path of a pattern that tests it, in the form of [PatternText#path(String)].
        public String path() {
            return objectType + ":" + steps.stream().map(PatternText::step).collect(Collectors.joining("."));
        }

        /// The pattern that finds this value.
        public String pattern(String value) {
            return number ? PatternText.equalTo(path(), Long.parseLong(value)) : PatternText.equalTo(path(), value);
        }

        /// The observable that holds this value and nothing else; null when no observable can hold it alone, as
        /// a user agent cannot stand without the traffic it was seen in.
        public @Nullable StixObject observable(String value) {
            return switch (objectType) {
                case "network-traffic" -> null;
                case "email-message" -> Sco.emailWithSubject(value);
                default -> {
                    ObjectNode properties = Json.object();
                    ObjectNode holder = steps.size() == 1 ? properties : properties.putObject(steps.getFirst());
                    if (number) {
                        holder.put(steps.getLast(), Long.parseLong(value));
                    } else {
                        holder.put(steps.getLast(), value);
                    }
                    yield Sco.of(objectType, properties);
                }
            };
        }

        /// What the object holds there; a missing node when it is of another type or holds nothing.
        JsonNode find(StixObject object) {
            JsonNode found = object.type().equals(objectType) ? object.json() : MissingNode.getInstance();
            for (String step : steps) {
                found = found.path(step);
            }
            return found;
        }
    }

    private static ValuePath text(String word, String objectType, String... steps) {
        return new ValuePath(word, objectType, List.of(steps), false);
    }

    /// The place of a kind of value; null when STIX has none for it (a JA3 fingerprint).
    public static @Nullable ValuePath byWord(String word) {
        for (ValuePath entry : TABLE) {
            if (entry.word().equals(word)) {
                return entry;
            }
        }
        return null;
    }

    /// The kind of value that a pattern's path tests; null when it is none of ours.
    public static @Nullable ValuePath byPath(String path) {
        for (ValuePath entry : TABLE) {
            if (entry.path().equals(path)) {
                return entry;
            }
        }
        String word = ALSO.get(path);
        return word == null ? null : byWord(word);
    }

    /// A value found in an observable, named by its kind.
    public record Value(String word, String value) {}

    /// All comparable values that an observable holds.
    public static List<Value> in(StixObject observable) {
        List<Value> values = new ArrayList<>();
        for (ValuePath entry : TABLE) {
            JsonNode found = entry.find(observable);
            if (found.isArray()) {
                found.forEach(element -> add(values, entry, element));
            } else {
                add(values, entry, found);
            }
        }
        return List.copyOf(values);
    }

    private static void add(List<Value> values, ValuePath entry, JsonNode found) {
        if (found.isTextual() ? !found.textValue().isEmpty() : found.isIntegralNumber()) {
            values.add(new Value(entry.word(), found.asText()));
        }
    }
}
