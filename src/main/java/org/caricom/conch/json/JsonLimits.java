package org.caricom.conch.json;

/// How much a JSON document may ask of its reader; a document beyond any of these is refused.
///
/// @param depth        arrays and objects inside each other
/// @param stringLength UTF-16 units of one string value
/// @param numberLength characters of one number as written
/// @param values       values in the whole document, counting arrays and objects too: what bounds the memory it takes
/// @param nameLength   UTF-16 units of one member name
public record JsonLimits(int depth, int stringLength, int numberLength, int values, int nameLength) {
    /// What a filing may hold.
    public static final JsonLimits DEFAULT = new JsonLimits(64, 5 * 1024 * 1024, 64, 1_000_000, 1024);

    public JsonLimits {
        if (depth < 1 || stringLength < 1 || nameLength < 1 || numberLength < 1 || values < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /// Limits under which a name may be as long as any string.
    public JsonLimits(int depth, int stringLength, int numberLength, int values) {
        this(depth, stringLength, numberLength, values, stringLength);
    }
}
