package org.caricom.conch.sharing;

import java.time.Instant;
import java.time.LocalDate;
import org.caricom.conch.domain.Tlp;

/// A day on which indicators were first shared, as one collection shows it.
///
/// @param newest when the newest of their current versions was added or the last of them expired: as long as it stays,
/// so does
///               the day
/// @param tlp    the narrowest marking among them
public record FeedDay(LocalDate day, Instant newest, Tlp tlp) {}
