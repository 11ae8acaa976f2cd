/// Reads each intake format (native, IODEF, MISP, X-ARF, STIX 2.0/2.1, CSV) into one normal form.
///
/// It believes nothing about who sent the bytes and keeps nothing.
@NullMarked
package org.caricom.conch.format;

import org.jspecify.annotations.NullMarked;
