/// The TAXII 2.1 door: translate, call one feature, translate back.
///
/// Shared collections see only what is cleared; a member's own inbox is `taxii.inbox`.
@NullMarked
package org.caricom.conch.taxii;

import org.jspecify.annotations.NullMarked;
