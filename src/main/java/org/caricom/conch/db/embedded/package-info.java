/// PostgreSQL as part of Conch: its binaries, its data directory, its start and its end.
///
/// Nobody needs to know whether the database is this one: the rest of Conch is given an address.
@NullMarked
package org.caricom.conch.db.embedded;

import org.jspecify.annotations.NullMarked;
