/// Checks, with nothing but the hub's public keys, what the hub gave out: receipts, proofs, checkpoints, a whole log.
///
/// No database and no network; which file belongs beside which is the caller's business.
@NullMarked
package org.caricom.conch.audit.check;

import org.jspecify.annotations.NullMarked;
