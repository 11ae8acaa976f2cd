/// The JSON door under `/api/v1`: translate, call one feature, translate back.
///
/// No rule lives here.
@NullMarked
package org.caricom.conch.api;

import org.jspecify.annotations.NullMarked;
