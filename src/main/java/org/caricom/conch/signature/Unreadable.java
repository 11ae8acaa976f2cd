package org.caricom.conch.signature;

import java.util.Locale;

/// The bytes are not the envelope that their media type promises.
///
/// @param fault  what is wrong
/// @param detail a sentence for the person who made the message; it repeats nothing secret
public record Unreadable(Fault fault, String detail) implements Opened {
    /// Why an envelope cannot be opened.
    public enum Fault {
        /// Larger than the limit.
        SIZE,
        /// Not three parts with two dots between them, RFC 7515 §7.1.
        PARTS,
        /// Five parts: something encrypted, RFC 7516.
        ENCRYPTED,
        /// Not base64url without padding, or not the one way to write it: RFC 7515 §2.
        BASE64URL,
        /// A header, or the JSON serialisation, is not strict JSON.
        JSON,
        /// A JSON serialisation that is neither general nor flattened, RFC 7515 §7.2.
        FORM,
        /// None, or more signatures than the limit.
        SIGNATURES,
        /// A header parameter has a value that its definition does not allow.
        HEADER,
        /// `crit` breaks RFC 7515 §4.1.11 or names something that Conch does not understand.
        CRITICAL,
        /// An unprotected header says what only a protected one may.
        UNPROTECTED,
        /// `b64` breaks RFC 7797.
        UNENCODED,
        /// `typ` says that this is something else.
        TYPE,
        /// A MIME header, or the transfer encoding of a body, breaks RFC 2045.
        MIME,
        /// Not the two parts of RFC 1847.
        MULTIPART;

        /// The stable slug: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
