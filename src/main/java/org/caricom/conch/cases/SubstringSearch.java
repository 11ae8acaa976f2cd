package org.caricom.conch.cases;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Looks for many texts at once in one that is read once, character by character (Aho and Corasick, 1975).
///
/// A state is a beginning of one of the texts, 0 the empty one. All edges lie in one open table, so that a state takes
/// some 30 bytes and not a map of its own.
final class SubstringSearch {
    private final long[] edges;
    private final int[] reached;
    private final int[] fallback;
    private final boolean[] ends;

    private SubstringSearch(List<String> texts) {
        int most = 1 + texts.stream().mapToInt(String::length).sum();
        edges = new long[most * 3 / 2 + 1];
        reached = new int[edges.length];
        fallback = new int[most];
        ends = new boolean[most];
        int[] parent = new int[most];
        int[] depth = new int[most];
        char[] character = new char[most];
        int states = 1;
        for (String text : texts) {
            int state = 0;
            for (int i = 0; i < text.length(); i++) {
                int slot = slot(state, text.charAt(i));
                if (reached[slot] == 0) {
                    edges[slot] = edge(state, text.charAt(i));
                    reached[slot] = states;
                    parent[states] = state;
                    depth[states] = i + 1;
                    character[states] = text.charAt(i);
                    states++;
                }
                state = reached[slot];
            }
            ends[state] = true;
        }
        // The shortest first: what a state falls back to is shorter than itself.
        IntStream.range(1, states)
                .boxed()
                .sorted(Comparator.comparingInt(state -> depth[state]))
                .forEach(state -> {
                    fallback[state] = parent[state] == 0 ? 0 : step(fallback[parent[state]], character[state]);
                    ends[state] |= ends[fallback[state]];
                });
    }

    /// @param texts none of them empty
    static SubstringSearch of(List<String> texts) {
        return new SubstringSearch(texts);
    }

    /// Whether any of the texts is somewhere in `value`.
    boolean findsAny(String value) {
        int state = 0;
        for (int i = 0; i < value.length(); i++) {
            state = step(state, value.charAt(i));
            if (ends[state]) {
                return true;
            }
        }
        return false;
    }

    private int step(int from, char character) {
        int state = from;
        while (true) {
            int next = reached[slot(state, character)];
            if (next != 0 || state == 0) {
                return next;
            }
            state = fallback[state];
        }
    }

    private static long edge(int state, char character) {
        return ((long) state << Character.SIZE) | character;
    }

    /// Where an edge is, or would be: no edge leads to state 0, which marks a free place.
    private int slot(int state, char character) {
        long edge = edge(state, character);
        long mixed = edge * 0x9e3779b97f4a7c15L;
        int slot = (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), edges.length);
        while (reached[slot] != 0 && edges[slot] != edge) {
            slot = slot + 1 == edges.length ? 0 : slot + 1;
        }
        return slot;
    }
}
