/// Members, their keys, tokens and logins; the one answer to "may this caller see or do this?"
///
/// No door decides a right by itself.
@NullMarked
package org.caricom.conch.access;

import org.jspecify.annotations.NullMarked;
