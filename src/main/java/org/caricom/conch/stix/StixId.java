package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// The identifier of a STIX object, STIX 2.1 §2.9: `type--UUID`. It is compared and written as it was received.
public final class StixId implements Comparable<StixId> {
    private static final int UUID_LENGTH = 36;

    private static final int LONGEST_TYPE = 250;

    /// What a character may be part of, as bits, and what each place of a UUID wants.
    private static final int TYPE = 1;

    private static final int HEX = 2;
    private static final int HYPHEN = 4;
    private static final int VERSION = 8;
    private static final int VARIANT = 16;
    private static final byte[] CHARACTERS = characters();
    private static final byte[] UUID_PLACES = uuidPlaces();

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

    /// How long the type in an identifier is; −1 for what is none. Makes nothing: this is asked of every
    /// identifier and reference that comes in.
    static int typeLength(String text) {
        int type = text.length() - UUID_LENGTH - 2;
        if (type < 3 || type > LONGEST_TYPE || text.charAt(type) != '-' || text.charAt(type + 1) != '-') {
            return -1;
        }
        if (!Syntax.isLower(text.charAt(0)) || text.charAt(type - 1) == '-') {
            return -1;
        }
        for (int i = 1; i < type; i++) {
            if (!is(TYPE, text.charAt(i))) {
                return -1;
            }
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            if (!is(UUID_PLACES[i], text.charAt(type + 2 + i))) {
                return -1;
            }
        }
        return type;
    }

    private static boolean is(int wanted, char c) {
        return c < CHARACTERS.length && (CHARACTERS[c] & wanted) != 0;
    }

    private static byte[] characters() {
        byte[] characters = new byte[128];
        for (char c = 0; c < characters.length; c++) {
            int is = Syntax.isLower(c) || Syntax.isDigit(c) || c == '-' ? TYPE : 0;
            is |= Syntax.isHex(c) ? HEX : 0;
            is |= c == '-' ? HYPHEN : 0;
            is |= '1' <= c && c <= '5' ? VERSION : 0;
            is |= "89abAB".indexOf(c) >= 0 ? VARIANT : 0;
            characters[c] = (byte) is;
        }
        return characters;
    }

    private static byte[] uuidPlaces() {
        byte[] places = new byte[UUID_LENGTH];
        Arrays.fill(places, (byte) HEX);
        for (int i : new int[] {8, 13, 18, 23}) {
            places[i] = HYPHEN;
        }
        places[14] = VERSION;
        places[19] = VARIANT;
        return places;
    }

    /// Of which version the UUID in an identifier is, as a digit.
    static char version(String id) {
        return id.charAt(id.length() - UUID_LENGTH + 14);
    }

    /// Whether some letter is upper case, so that another identifier may differ in that alone.
    boolean hasUpperCase() {
        for (int i = typeLength + 2; i < text.length(); i++) {
            if (Syntax.isUpper(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// The UUID as written.
    String uuidText() {
        return text.substring(typeLength + 2);
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

    /// An identifier of version 4 that follows from a name, for observables without contributing properties:
    /// the standard wants a random UUID there (§2.9), and this one looks like it to everybody but us, who get
    /// the same one for the same name.
    public static StixId unlinked(String type, String name) {
        UUID derived = Uuid5.of(CONCH, name);
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
