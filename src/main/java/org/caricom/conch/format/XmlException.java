package org.caricom.conch.format;

import java.util.Locale;
import org.caricom.conch.json.Flaw;

/// A document was refused as XML.
final class XmlException extends Exception {
    private static final long serialVersionUID = 1;

    /// Why a document is refused.
    enum Reason {
        /// The bytes are no UTF-8, or the document says that they are something else.
        ENCODING,
        /// XML 1.1, in which other characters are allowed and lines end otherwise.
        VERSION,
        /// The text does not follow the grammar of XML 1.0 with its namespaces, or more follows it.
        SYNTAX,
        /// A document type, with or without declarations.
        DOCTYPE,
        /// A reference to an entity that XML itself does not have.
        ENTITY,
        /// A processing instruction, which asks its reader to do something.
        INSTRUCTION,
        /// An element of XInclude, which asks its reader to fetch something.
        INCLUSION,
        /// A comment in the middle of a value, which one reader takes whole and another cuts.
        COMMENT,
        /// One of the [FormatLimits] is passed.
        LIMIT
    }

    private final Reason reason;
    private final String pointer;

    XmlException(Reason reason, String pointer, String message) {
        super(message);
        this.reason = reason;
        this.pointer = pointer;
    }

    /// The same as a [Flaw], its code `xml-` and the reason.
    Flaw flaw() {
        return new Flaw(pointer, "xml-" + reason.name().toLowerCase(Locale.ROOT), String.valueOf(getMessage()));
    }
}
