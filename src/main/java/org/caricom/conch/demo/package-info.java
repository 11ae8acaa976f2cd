/// The demo: fictional members' reports, signed and filed over HTTP like any other.
///
/// Nothing here is reachable from the service.
@NullMarked
package org.caricom.conch.demo;

import org.jspecify.annotations.NullMarked;
