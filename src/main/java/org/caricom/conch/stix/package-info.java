/// STIX 2.1 objects, identifiers, patterns, bundles; nothing about members or cases.
///
/// What a report becomes is told in `format`, what may leave in `scrub`.
@NullMarked
package org.caricom.conch.stix;

import org.jspecify.annotations.NullMarked;
