/// Outbox, background work that survives the death of a process, the pool for heavy work.
///
/// What a job does is its feature's; here it is only made sure that it happens.
@NullMarked
package org.caricom.conch.jobs;

import org.jspecify.annotations.NullMarked;
