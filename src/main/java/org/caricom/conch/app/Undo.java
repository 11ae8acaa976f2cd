package org.caricom.conch.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been started and must be stopped: the last one first, and each of them whatever happens to the others.
final class Undo {
    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    private final Deque<Runnable> steps = new ArrayDeque<>();

    /// Remembers how to stop `thing`, and gives it back.
    synchronized <T> T with(T thing, Consumer<T> stop) {
        steps.push(() -> stop.accept(thing));
        return thing;
    }

    /// Stops everything. Doing it again does nothing.
    synchronized void all() {
        while (!steps.isEmpty()) {
            Runnable step = steps.pop();
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.warn("one part did not stop in order", e);
            }
        }
    }
}
