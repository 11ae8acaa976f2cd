package org.caricom.conch.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The protected part of a report: who was hit, and every name by which they could be recognised. It is kept for the
/// people who work on the case and for the search that stops it from leaving; it is never shared.
///
/// @param name     the organisation or person, null when not told
/// @param contact  whom to talk to there, null when not told
/// @param names    further names, short forms, brands
/// @param domains  host names and mail domains of theirs, normalised
/// @param networks addresses and CIDR prefixes of theirs
public record Victim(
        @Nullable String name,
        @Nullable String contact,
        List<String> names,
        List<String> domains,
        List<String> networks) {
    public static final Victim UNTOLD = new Victim(null, null, List.of(), List.of(), List.of());

    public Victim {
        names = List.copyOf(names);
        domains = List.copyOf(domains);
        networks = List.copyOf(networks);
    }
}
