package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Makes cyber observables, STIX 2.1 §6, with the identifiers that everybody gives them (§2.9). Values are
/// taken as they are: who wants one address to be one object normalises it first.
public final class Sco {
    private Sco() {}

    /// Whether a text can be the `cpe` of a software object, §6.14: NISTIR 7695's formatted string of version 2.3.
    public static boolean isCpe(String text) {
        return Syntax.isCpe(text);
    }

    /// An observable of any type from its properties, without `type` and `id`.
    ///
    /// Where the standard wants a random identifier (no contributing property) one of version 4 is derived
    /// from all properties, so that the same report still gives the same objects.
    public static StixObject of(String type, ObjectNode properties) {
        StixId id = StixId.deterministic(type, properties);
        if (id == null) {
            id = StixId.unlinked(type, new String(Json.canonical(properties), StandardCharsets.UTF_8));
        }
        return assemble(id, properties);
    }

    /// An observable with an identifier from elsewhere.
    public static StixObject withId(StixId id, ObjectNode properties) {
        return assemble(id, properties);
    }

    private static StixObject assemble(StixId id, ObjectNode properties) {
        ObjectNode json = Json.object();
        json.put("type", id.type());
        json.put("spec_version", "2.1");
        json.put("id", id.toString());
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            json.set(property.getKey(), property.getValue().deepCopy());
        }
        return StixObject.owning(json);
    }

    /// §6.8: an address or a network.
    public static StixObject ipv4(String value) {
        return withValue("ipv4-addr", value);
    }

    /// §6.9: an address or a network, in RFC 5952 form.
    public static StixObject ipv6(String value) {
        return withValue("ipv6-addr", value);
    }

    /// §6.4.
    public static StixObject domainName(String value) {
        return withValue("domain-name", value);
    }

    /// §6.15.
    public static StixObject url(String value) {
        return withValue("url", value);
    }

    /// §6.5: without a display name.
    public static StixObject emailAddress(String value) {
        return withValue("email-addr", value);
    }

    /// §6.10: in lower case with colons.
    public static StixObject macAddress(String value) {
        return withValue("mac-addr", value);
    }

    /// §6.11.
    public static StixObject mutex(String name) {
        return of("mutex", Json.object().put("name", name));
    }

    /// §6.2.
    public static StixObject autonomousSystem(long number) {
        return of("autonomous-system", Json.object().put("number", number));
    }

    /// §6.7; at least one of the two.
    ///
    /// @param hashes from the names of hash-algorithm-ov (`SHA-256`) to values in lower case
    public static StixObject file(Map<String, String> hashes, @Nullable String name) {
        ObjectNode properties = Json.object();
        if (!hashes.isEmpty()) {
            ObjectNode node = properties.putObject("hashes");
            hashes.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(hash -> node.put(hash.getKey(), hash.getValue()));
        }
        if (name != null) {
            properties.put("name", name);
        }
        return of("file", properties);
    }

    /// §6.17; the hive spelled out.
    public static StixObject registryKey(String key) {
        return of("windows-registry-key", Json.object().put("key", key));
    }

    /// §6.16.
    public static StixObject userAccount(String userId) {
        return of("user-account", Json.object().put("user_id", userId));
    }

    /// §6.6, of which only the subject is known.
    public static StixObject emailWithSubject(String subject) {
        return of("email-message", Json.object().put("is_multipart", false).put("subject", subject));
    }

    /// §6.12; `destination` is an address or a domain name.
    public static StixObject networkTraffic(StixId destination, @Nullable Integer port, List<String> protocols) {
        ObjectNode properties = Json.object();
        protocols.forEach(properties.putArray("protocols")::add);
        properties.put("dst_ref", destination.toString());
        if (port != null) {
            properties.put("dst_port", port);
        }
        return of("network-traffic", properties);
    }

    private static StixObject withValue(String type, String value) {
        return of(type, Json.object().put("value", value));
    }
}
