package org.caricom.conch.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeavyWorkTest {
    private final HeavyWork heavyWork = new HeavyWork(1);

    @AfterEach
    void close() {
        heavyWork.close();
    }

    @Test
    void worksOnItsOwnThreadsAndGivesWhatComesOfIt() {
        assertThat(heavyWork.run(() -> Thread.currentThread().getName())).isEqualTo("heavy-work");
    }

    @Test
    void throwsWhatTheWorkThrows() {
        assertThatThrownBy(() -> heavyWork.run(() -> {
                    throw new IOException("unreadable");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("unreadable");
    }

    @Test
    void heavyWorkWithinHeavyWorkDoesNotWaitForItself() {
        assertThat(heavyWork.run(() -> heavyWork.run(() -> 42))).isEqualTo(42);
    }
}
