/// Strict JSON: limits, no duplicate keys, JSON Pointers to every value.
///
/// Nothing here knows a Conch noun; what a document means is decided by its reader.
@NullMarked
package org.caricom.conch.json;

import org.jspecify.annotations.NullMarked;
