/// STIX 2.1 objects, identifiers, patterns, bundles; nothing about members or cases.
///
/// An object is JSON with an identifier: [org.caricom.conch.stix.StixObject] keeps every property it came with,
/// and [org.caricom.conch.stix.StixRules] tells which rules of the standard it breaks, from the tables beside
/// it: `objects.rules`, `words.rules`, `relationships.rules`. [org.caricom.conch.stix.BundleReader] does so
/// for a stream of any length. [org.caricom.conch.stix.StixPattern] is a pattern as a tree,
/// [org.caricom.conch.stix.PatternMatcher] compares it with observables,
/// [org.caricom.conch.stix.PatternValues] says what it comes to elsewhere. Objects are made with
/// [org.caricom.conch.stix.Sdo], [org.caricom.conch.stix.Sro] and [org.caricom.conch.stix.Sco]; the same input
/// always makes the same object. What a report becomes is told in `format`, what may leave in `scrub`.
@NullMarked
package org.caricom.conch.stix;

import org.jspecify.annotations.NullMarked;
