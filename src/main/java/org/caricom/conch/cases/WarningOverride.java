package org.caricom.conch.cases;

import java.time.Instant;
import org.caricom.conch.domain.Observable;

/// A coordinator's word, on record, that a value of a case may be shared though a warning list knows it.
///
/// @param list   why the list knows it, as it was when the word was given
/// @param reason why it may be shared all the same
public record WarningOverride(Observable value, String list, String reason, String by, Instant at) {}
