package org.caricom.conch.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PullLogTest {
    private static final Instant EARLY = Instant.parse("2026-07-15T10:00:00Z");
    private static final Instant LATE = Instant.parse("2026-07-15T11:00:00Z");

    @Test
    void pullsOfOneCallerAndCollectionAreOneEntryAndTheRestIsWrittenAtTheEnd() {
        try (SharingFixture hub = new SharingFixture(PullLogTest.class)) {
            PullLog log = new PullLog(hub.database.database(), hub.audit, hub.clock);
            log.note(JM, "green", 2, LATE, LATE);
            log.note(JM, "green", 3, EARLY, EARLY);
            log.note(JM, "green", 0, null, null);
            log.note(PARTNER, "green", 1, EARLY, EARLY);
            log.close();
            assertThat(hub.audit.entries(0, 10))
                    .filteredOn(entry -> entry.leaf().contains("\"collection.pulled\""))
                    .hasSize(2)
                    .anySatisfy(entry -> assertThat(entry.leaf())
                            .contains("\"analyst-JM\"", "\"pulls\":3", "\"objects\":5")
                            .contains("\"firstAdded\":\"2026-07-15T10:00:00Z\"")
                            .contains("\"lastAdded\":\"2026-07-15T11:00:00Z\""));
        }
    }
}
