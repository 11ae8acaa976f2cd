package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// The identifier of a STIX object, STIX 2.1 §2.9: `type--UUID`. It is compared and written as it was received.
public final class StixId implements Comparable<StixId> {
    private static final int UUID_LENGTH = 36;

    private static final int LONGEST_TYPE = 250;

    /// The namespace of deterministic observables, STIX 2.1 §2.9.
    private static final UUID OBSERVABLES = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");

    /// Our own namespace for everything else; the observables' may not be used for it.
    private static final UUID CONCH = Uuid5.of(Uuid5.DNS, "conch.caricom.org");

    /// §2.9: of several hashes one enters the identifier, the first found of these.
    private static final List<String> HASHES = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

    private final String text;
    private final int typeLength;

    private StixId(String text, int typeLength) {
        this.text = text;
        this.typeLength = typeLength;
    }

    /// Reads an identifier; null when it is none. The UUID may be written in upper case and has version 1 to 5.
    public static @Nullable StixId parse(String text) {
        int typeLength = typeLength(text);
        return typeLength < 0 ? null : new StixId(text, typeLength);
    }

    /// How long the type in an identifier is; −1 for what is none. Makes nothing: this is asked of every identifier
    /// and reference that comes in.
    static int typeLength(String text) {
        int type = text.length() - UUID_LENGTH - 2;
        if (type < 3 || type > LONGEST_TYPE || text.charAt(type) != '-' || text.charAt(type + 1) != '-') {
            return -1;
        }
        if (!isLetter(text.charAt(0)) || text.charAt(type - 1) == '-') {
            return -1;
        }
        for (int i = 1; i < type; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '-') {
                return -1;
            }
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(type + 2 + i);
            boolean right =
                    switch (i) {
                        case 8, 13, 18, 23 -> c == '-';
                        case 14 -> '1' <= c && c <= '5';
                        case 19 -> c == '8' || c == '9' || c == 'a' || c == 'b' || c == 'A' || c == 'B';
                        default -> isDigit(c) || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F');
                    };
            if (!right) {
                return -1;
            }
        }
        return type;
    }

    /// Of which version the UUID in an identifier is, as a digit.
    static char version(String id) {
        return id.charAt(id.length() - UUID_LENGTH + 14);
    }

    private static boolean isLetter(char c) {
        return 'a' <= c && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
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
        for (String name : RuleTable.STANDARD.shape(type).contributing()) {
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

    /// An identifier of version 4 that follows from what an observable without contributing properties holds: the
    /// standard wants a random UUID there (§2.9), and this one looks like it to everybody but us, who get the same one
    /// for the same content.
    static StixId unlinked(String type, byte[] canonical) {
        UUID derived = Uuid5.of(CONCH, canonical);
        return of(
                type,
                new UUID(
                        (derived.getMostSignificantBits() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
                        derived.getLeastSignificantBits()));
    }

    /// Whether this identifier and `other` differ in the case of letters alone, which no two objects may.
    public boolean isSameButForCase(StixId other) {
        return text.equalsIgnoreCase(other.text);
    }

    public String type() {
        return text.substring(0, typeLength);
    }

    /// The same as comparing [#type()], without making it.
    boolean isOfType(String type) {
        return type.length() == typeLength && text.startsWith(type);
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
