/// Makes a release anonymous, and looks for what still identifies someone.
///
/// Who may decide a release, and where it goes, is told by `sharing`.
@NullMarked
package org.caricom.conch.scrub;

import org.jspecify.annotations.NullMarked;
