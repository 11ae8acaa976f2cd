/// Cases, tasks, timelines, correlation, clocks running.
///
/// How bad and by when is computed in `triage`; what others may see is decided in `sharing`.
@NullMarked
package org.caricom.conch.cases;

import org.jspecify.annotations.NullMarked;
