/// Manners every HTTP door shares: problem details, caller, cursor, ETag, negotiation, limits, security headers.
///
/// No rule of a feature and no route of a door lives here.
@NullMarked
package org.caricom.conch.http;

import org.jspecify.annotations.NullMarked;
