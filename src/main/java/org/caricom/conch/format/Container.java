package org.caricom.conch.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.stix.StixObject;

/// A document that may hold several incidents, as one report: what is valid is read, and the rest listed in flaws
/// (CONTRACT.md 3). Each incident keeps objects of its own; the facts are those of all together.
final class Container {
    private final List<Reading.Content> valid = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private final Set<String> references = new HashSet<>();

    /// Adds what came of one incident.
    ///
    /// @param pointer where it stands
    void add(String pointer, Reading reading) {
        switch (reading) {
            case Reading.Content content -> {
                String reference = content.report().facts().reference();
                if (reference != null && !references.add(reference)) {
                    flaws.add(new Flaw(
                            pointer,
                            "repeated",
                            "An incident with this number stands in the document before; that one was taken."));
                } else {
                    valid.add(content);
                }
            }
            case Reading.Unusable unusable -> flaws.addAll(unusable.flaws());
            case Reading.Ambiguous _ ->
                flaws.add(new Flaw(pointer, "ambiguous-format", "This could be of more than one format."));
        }
    }

    /// The report; a refusal when nothing in the document is valid.
    Reading read() {
        if (valid.isEmpty()) {
            return new Reading.Unusable(
                    flaws.isEmpty() ? List.of(new Flaw("", "empty", "There is no incident in it.")) : flaws);
        }
        List<Flaw> told = new ArrayList<>(flaws);
        valid.forEach(content -> told.addAll(content.setAside()));
        if (valid.size() == 1) {
            return new Reading.Content(valid.getFirst().report(), told);
        }
        List<StixObject> objects = new ArrayList<>();
        valid.forEach(content -> objects.addAll(content.report().bundle().objects()));
        return new Reading.Content(
                new NormalReport(
                        valid.getFirst().report().format(),
                        Together.facts(valid.stream()
                                .map(content -> content.report().facts())
                                .toList()),
                        Bundle.of(objects),
                        null),
                told);
    }
}
