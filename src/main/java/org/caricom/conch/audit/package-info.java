/// Appends to the tamper-evident log and signs receipts and checkpoints.
///
/// The maths of the tree is in `tlog`.
@NullMarked
package org.caricom.conch.audit;

import org.jspecify.annotations.NullMarked;
