package org.caricom.conch.json;

/// One thing wrong with a document, told so that its author can find it.
///
/// @param pointer where, as a JSON Pointer (RFC 6901); empty for the document as a whole
/// @param code    a stable lower-case slug of what is wrong, for programs
/// @param detail  a sentence for a person
public record Flaw(String pointer, String code, String detail) {
    /// The same flaw of a document that stands at `outer` in another.
    public Flaw below(String outer) {
        return new Flaw(outer + pointer, code, detail);
    }
}
