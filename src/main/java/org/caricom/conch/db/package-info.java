/// The pool, `inTransaction`, migrations, PostgreSQL errors turned into our own.
///
/// No query of a feature lives here: SQL stands beside the feature it serves, in its `…Store`.
@NullMarked
package org.caricom.conch.db;

import org.jspecify.annotations.NullMarked;
