package org.caricom.conch.stix;

import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.json.Flaw;

/// The flaws that a check has found so far.
final class Findings {
    private final List<Flaw> flaws = new ArrayList<>();

    void add(Place place, String code, String detail) {
        flaws.add(new Flaw(place.toString(), code, detail));
    }

    List<Flaw> flaws() {
        return List.copyOf(flaws);
    }
}
