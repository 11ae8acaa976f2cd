package org.caricom.conch.json;

import java.util.Locale;

/// A document was refused as JSON.
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1;

    /// Why a document is refused.
    public enum Reason {
        /// The bytes are no UTF-8, RFC 8259 §8.1.
        ENCODING,
        /// The text does not follow the grammar of RFC 8259, or more follows it.
        SYNTAX,
        /// Two members of one object have the same name, RFC 7493 §2.3.
        DUPLICATE_NAME,
        /// A string holds half of a surrogate pair, RFC 7493 §2.1.
        LONE_SURROGATE,
        /// A number that no IEEE 754 double comes near, RFC 7493 §2.2.
        NUMBER_RANGE,
        /// One of the [JsonLimits] is passed.
        LIMIT
    }

    private final Reason reason;
    private final String pointer;

    /// @param message a sentence for a person; never what the document holds
    public JsonException(Reason reason, String pointer, String message) {
        super(message);
        this.reason = reason;
        this.pointer = pointer;
    }

    public Reason reason() {
        return reason;
    }

    /// Where reading stopped, RFC 6901; empty for the document as a whole.
    public String pointer() {
        return pointer;
    }

    /// The same as a [Flaw], its code `json-` and the reason.
    public Flaw flaw() {
        return new Flaw(
                pointer,
                "json-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                String.valueOf(getMessage()));
    }
}
