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
        /// Encrypted, and not so that a key of the hub's opens it, RFC 7516. Why not is never told.
        ENCRYPTED,
        /// Encrypted in a way that is not accepted here, whoever it is for.
        ENCRYPTION,
        /// A header field is not the structured field that it must be, RFC 9651.
        FIELD,
        /// A signature covers a part of the request that cannot be covered or is not there, RFC 9421 §2.
        COMPONENT,
        /// A signature does not cover what a report's must.
        COVERAGE,
        /// A parameter of a signature is missing or no such value, RFC 9421 §2.3.
        PARAMETER,
        /// No strong digest of the content, RFC 9530.
        DIGEST,
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
        MULTIPART,
        /// ASCII armour or a clear-signed text breaks RFC 9580 §6 or §7.
        ARMOUR,
        /// A packet breaks RFC 9580 §4 or §5, or is of a version that is not read.
        PACKET,
        /// Something stands beside the one signed message.
        BESIDE,
        /// Messages within messages, deeper than is read.
        NESTING,
        /// What is compressed cannot be read, or grows beyond bounds.
        COMPRESSION,
        /// Not the structure of RFC 5652, or not one that Conch reads.
        CMS,
        /// What is signed is missing, stands in two places, or is itself what another signature covers.
        CONTENT,
        /// Signed attributes are missing, stand twice, or contradict the message: RFC 5652 §5.3 and §11.
        ATTRIBUTES;

        /// The stable slug: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
