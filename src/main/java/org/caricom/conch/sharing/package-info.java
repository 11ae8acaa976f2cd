/// Releases, publications, what each audience may hold, withdrawal.
///
/// What may be in a release is decided by `scrub`.
@NullMarked
package org.caricom.conch.sharing;

import org.jspecify.annotations.NullMarked;
