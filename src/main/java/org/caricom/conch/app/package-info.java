/// Builds everything by constructor and starts it.
///
/// The object graph and the settings are here and nowhere else.
@NullMarked
package org.caricom.conch.app;

import org.jspecify.annotations.NullMarked;
