package org.caricom.conch.stix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.Violation.Level;

/// Where a check stands in an object, under which line of the tables, and what it has found so far.
///
/// The place is a stack that becomes a JSON Pointer only when there is something to tell, which is seldom.
final class Findings {
    private static final String[] NO_NAMES = new String[16];

    private String[] names = NO_NAMES.clone();
    private int[] indexes = new int[NO_NAMES.length];
    private int depth;

    private RuleTable.Line line = RuleTable.Line.OBJECT;
    private final List<Violation> violations = new ArrayList<>(0);

    /// Goes down to a member. What is read there is left by [#leave()].
    void enter(String member) {
        push(member, -1);
    }

    /// Goes down to an element.
    void enter(int index) {
        push("", index);
    }

    private void push(String name, int index) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, 2 * depth);
            indexes = Arrays.copyOf(indexes, 2 * depth);
        }
        names[depth] = name;
        indexes[depth++] = index;
    }

    void leave() {
        depth--;
    }

    /// From now on the rules of this line are checked; returns the one before, for [#back(RuleTable.Line)].
    RuleTable.Line under(RuleTable.Line next) {
        RuleTable.Line before = line;
        line = next;
        return before;
    }

    void back(RuleTable.Line before) {
        line = before;
    }

    /// The current value is not of its type.
    void wrong(String code, String section, String detail) {
        add(line.name() + ":" + code, section, Level.MUST, code, detail);
    }

    /// The current value is of its type, but not what it should be.
    void unusual(String code, String section, String detail) {
        add(line.name() + ":" + code, section, Level.SHOULD, code, detail);
    }

    void add(String rule, String section, Level level, String code, String detail) {
        violations.add(new Violation(pointer(), rule, section, level, code, detail));
    }

    /// RFC 6901.
    private String pointer() {
        String pointer = "";
        for (int i = 0; i < depth; i++) {
            pointer =
                    indexes[i] < 0 ? JsonPointers.append(pointer, names[i]) : JsonPointers.append(pointer, indexes[i]);
        }
        return pointer;
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    int count() {
        return violations.size();
    }
}
