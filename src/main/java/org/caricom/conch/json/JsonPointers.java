package org.caricom.conch.json;

/// Builds JSON Pointers, RFC 6901, step by step.
public final class JsonPointers {
    private JsonPointers() {}

    /// The pointer to member `key` of the object that `pointer` leads to.
    public static String append(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /// The pointer to element `index` (from zero) of the array that `pointer` leads to.
    public static String append(String pointer, int index) {
        return pointer + "/" + index;
    }
}
