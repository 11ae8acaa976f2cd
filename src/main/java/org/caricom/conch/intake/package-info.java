/// Takes one filing from bytes to a kept report or a quarantined one.
///
/// What becomes of a report afterwards is heard through the outbox; no case is known here.
@NullMarked
package org.caricom.conch.intake;

import org.jspecify.annotations.NullMarked;
