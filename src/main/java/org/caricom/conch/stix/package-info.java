/// STIX 2.1 objects, identifiers, patterns, bundles; nothing about members or cases.
///
/// An object is JSON with an identifier: [org.caricom.conch.stix.StixObject] keeps every property it came with,
/// and [org.caricom.conch.stix.StixRules] tells which rules of the standard it breaks, from the table
/// `objects.rules` beside it. Objects are made with [org.caricom.conch.stix.Sdo], [org.caricom.conch.stix.Sro]
/// and [org.caricom.conch.stix.Sco]; the same input always makes the same object. What a report becomes is told
/// in `format`, what may leave in `scrub`.
@NullMarked
package org.caricom.conch.stix;

import org.jspecify.annotations.NullMarked;
