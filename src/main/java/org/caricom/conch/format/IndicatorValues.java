package org.caricom.conch.format;

import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.stix.PatternText;
import org.caricom.conch.stix.PatternText.Atom;
import org.caricom.conch.stix.StixObject;

/// The values that a STIX indicator by itself tests for.
public final class IndicatorValues {
    private IndicatorValues() {}

    /// The values, each of which the indicator detects alone; none when its pattern is another language's, combines
    /// tests, or tests what Conch does not compare.
    public static List<Observable> of(StixObject indicator) {
        String pattern = indicator.text("pattern");
        if (!indicator.type().equals("indicator")
                || !"stix".equals(indicator.text("pattern_type"))
                || pattern == null
                || indicator.texts("indicator_types").contains("benign")) {
            return List.of();
        }
        List<Atom> atoms = PatternText.atoms(pattern);
        List<Observable> values = new ArrayList<>();
        for (Atom atom : atoms == null ? List.<Atom>of() : atoms) {
            Observable value = Observables.fromPatternAtom(atom.path(), atom.value());
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }
}
