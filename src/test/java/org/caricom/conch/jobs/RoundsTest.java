package org.caricom.conch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void aRoundThatFailsIsFollowedByTheNext() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        try (Rounds work = Rounds.start("test-rounds", Duration.ofMillis(1), () -> {
            rounds.countDown();
            throw new IllegalStateException("this round fails");
        })) {
            assertThat(work).isNotNull();
            assertThat(rounds.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
