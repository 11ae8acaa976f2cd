package org.caricom.conch.access;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is known in public of a member's national team. Null means not found.
///
/// @param name        the team's name
/// @param parent      what it belongs to
/// @param established when it was, in the words of the sources
/// @param state       whether there is one
/// @param networks    of teams that it is known to be in; others are unknown, not absent
/// @param note        more, for readers
/// @param sources     where this is from
public record Cert(
        @Nullable String name,
        @Nullable String parent,
        @Nullable String established,
        State state,
        List<String> networks,
        @Nullable String note,
        List<String> sources) {
    public Cert {
        networks = List.copyOf(networks);
        sources = List.copyOf(sources);
    }

    /// Whether there is a team.
    public enum State {
        OPERATIONAL,
        BEING_ESTABLISHED,
        PLANNED,
        NOT_FOUND;

        /// The word in our JSON and in the database: `being-established`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State read(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
