/// Class, severity, priority and reporting clocks, from facts to an `Assessment`.
///
/// It is handed the time and the rules; it starts no clock and keeps no case.
@NullMarked
package org.caricom.conch.triage;

import org.jspecify.annotations.NullMarked;
