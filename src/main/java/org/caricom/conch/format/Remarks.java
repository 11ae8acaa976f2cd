package org.caricom.conch.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.json.Flaw;

/// What a reader finds worth telling about content that it takes all the same: each thing once, and not
/// without end.
final class Remarks {
    private static final int MOST = 500;

    private final Set<Flaw> flaws = new LinkedHashSet<>();
    private int more;

    void add(String pointer, String code, String detail) {
        Flaw flaw = new Flaw(pointer, code, detail);
        if (flaws.size() < MOST) {
            flaws.add(flaw);
        } else if (!flaws.contains(flaw)) {
            more++;
        }
    }

    List<Flaw> toList() {
        List<Flaw> list = new ArrayList<>(flaws);
        if (more > 0) {
            list.add(new Flaw("", "more", "There are " + more + " more remarks like these."));
        }
        return list;
    }
}
