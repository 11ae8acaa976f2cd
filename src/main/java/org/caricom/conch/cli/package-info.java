/// The command line: one class a command.
///
/// What a command does is done by the room it calls.
@NullMarked
package org.caricom.conch.cli;

import org.jspecify.annotations.NullMarked;
