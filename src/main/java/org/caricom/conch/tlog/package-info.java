/// The Merkle tree of the audit log: hashes, proofs, checkpoints, as pure functions.
///
/// Where entries are kept is the business of `audit`.
@NullMarked
package org.caricom.conch.tlog;

import org.jspecify.annotations.NullMarked;
