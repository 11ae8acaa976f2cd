package org.caricom.conch.stix;

import org.caricom.conch.json.Flaw;

/// A rule of the standard that an object breaks.
///
/// @param pointer where, as a JSON Pointer (RFC 6901) from the object, or from the bundle when one was checked
/// @param rule    which, by the name of its line in the tables: `indicator.valid_until:timestamp`,
///                    `indicator:order valid_from < valid_until`
/// @param section where the standard states it: a section of STIX 2.1 (`§4.7`), or the name of an extension
/// @param level   how strongly
/// @param code    what kind of rule it is, a slug of [StixRules]
/// @param detail  a sentence for a person; never what the object holds
public record Violation(String pointer, String rule, String section, Level level, String code, String detail) {
    /// The words of RFC 2119.
    public enum Level {
        /// Whoever breaks it has not written STIX.
        MUST,
        /// There may be reasons to break it; readers should know.
        SHOULD
    }

    /// The same seen from further up: `prefix` leads to the object.
    Violation below(String prefix) {
        return new Violation(prefix + pointer, rule, section, level, code, detail);
    }

    public Flaw flaw() {
        return new Flaw(pointer, code, detail);
    }
}
