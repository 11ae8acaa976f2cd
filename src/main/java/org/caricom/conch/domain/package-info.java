/// The words of the contract and the facts of a report that several rooms need.
///
/// No rule and no I/O lives here: a rule about these words belongs to the feature that decides it.
@NullMarked
package org.caricom.conch.domain;

import org.jspecify.annotations.NullMarked;
