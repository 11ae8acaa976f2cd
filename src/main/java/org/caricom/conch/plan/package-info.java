/// The action plan and its evidence.
///
/// A plan's text is data; only what cases say about it is computed here.
@NullMarked
package org.caricom.conch.plan;

import org.jspecify.annotations.NullMarked;
