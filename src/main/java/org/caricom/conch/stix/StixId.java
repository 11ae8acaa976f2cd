package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// The identifier of a STIX object, STIX 2.1 §2.9: `type--UUID`. It is compared and written as it was received.
public final class StixId implements Comparable<StixId> {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]+[a-z0-9])--"
            + "([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})");

    private static final int LONGEST_TYPE = 250;

    /// The namespace of deterministic observables, STIX 2.1 §2.9.
    private static final UUID OBSERVABLES = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");

    /// Our own namespace for everything else; the observables' may not be used for it.
    private static final UUID CONCH = Uuid5.of(Uuid5.DNS, "conch.caricom.org");

    /// §2.9: of several hashes one enters the identifier, the first found of these.
    private static final List<String> HASHES = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

    /// The id contributing properties of every observable type of §6 that has any.
    private static final Map<String, List<String>> CONTRIBUTING = Map.ofEntries(
            Map.entry("artifact", List.of("hashes", "payload_bin")),
            Map.entry("autonomous-system", List.of("number")),
            Map.entry("directory", List.of("path")),
            Map.entry("domain-name", List.of("value")),
            Map.entry("email-addr", List.of("value")),
            Map.entry("email-message", List.of("from_ref", "subject", "body")),
            Map.entry("file", List.of("hashes", "name", "extensions", "parent_directory_ref")),
            Map.entry("ipv4-addr", List.of("value")),
            Map.entry("ipv6-addr", List.of("value")),
            Map.entry("mac-addr", List.of("value")),
            Map.entry("mutex", List.of("name")),
            Map.entry(
                    "network-traffic",
                    List.of("start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions")),
            Map.entry("software", List.of("name", "cpe", "swid", "vendor", "version")),
            Map.entry("url", List.of("value")),
            Map.entry("user-account", List.of("account_type", "user_id", "account_login")),
            Map.entry("windows-registry-key", List.of("key", "values")),
            Map.entry("x509-certificate", List.of("hashes", "serial_number")));

    private final String text;
    private final int typeLength;

    private StixId(String text, int typeLength) {
        this.text = text;
        this.typeLength = typeLength;
    }

    /// Reads an identifier; null when it is none. The UUID may be written in upper case and has version 1 to 5.
    public static @Nullable StixId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || matcher.end(1) > LONGEST_TYPE) {
            return null;
        }
        return new StixId(text, matcher.end(1));
    }

    /// An identifier written in our own code or tables.
    ///
    /// @throws IllegalArgumentException when it is none
    public static StixId of(String text) {
        StixId id = parse(text);
        if (id == null) {
            throw new IllegalArgumentException("no STIX identifier: " + text);
        }
        return id;
    }

    public static StixId of(String type, UUID uuid) {
        return of(type + "--" + uuid);
    }

    /// The identifier that everyone gives the observable with these properties, §2.9 and §6.
    ///
    /// @return null when the type has no contributing property, or the object none of them: then the standard
    /// wants a random UUID
    public static @Nullable StixId deterministic(String type, JsonNode properties) {
        ObjectNode contributing = Json.object();
        for (String name : CONTRIBUTING.getOrDefault(type, List.of())) {
            JsonNode value = properties.get(name);
            if (value != null && (value.isValueNode() || !value.isEmpty())) {
                contributing.set(name, name.equals("hashes") && value.isObject() ? oneHash(value) : value);
            }
        }
        return contributing.isEmpty() ? null : of(type, Uuid5.of(OBSERVABLES, Json.canonical(contributing)));
    }

    private static JsonNode oneHash(JsonNode hashes) {
        for (String algorithm : HASHES) {
            JsonNode value = hashes.get(algorithm);
            if (value != null) {
                return Json.object().set(algorithm, value);
            }
        }
        Map.Entry<String, JsonNode> first = hashes.properties().iterator().next();
        return Json.object().set(first.getKey(), first.getValue());
    }

    /// An identifier that follows from a name: the same name always gives the same one, and two types never
    /// share a UUID. For objects that are no observables.
    ///
    /// @param name what the object is about, told so that no other object of the type has the same name
    public static StixId derived(String type, String name) {
        return of(type, Uuid5.of(CONCH, type + "\n" + name));
    }

    /// Whether this identifier and `other` differ in the case of letters alone, which no two objects may.
    public boolean isSameButForCase(StixId other) {
        return text.equalsIgnoreCase(other.text);
    }

    public String type() {
        return text.substring(0, typeLength);
    }

    public UUID uuid() {
        return UUID.fromString(text.substring(typeLength + 2));
    }

    @Override
    public int compareTo(StixId other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StixId that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// The identifier as received.
    @Override
    public String toString() {
        return text;
    }
}
