package org.caricom.conch.app;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import org.caricom.conch.db.Database;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.jobs.OutboxHandler;

/// Everything the hub can do, wired by constructor, floor by floor; doors are not here.
public final class Features {
    // Floor 0
    private final Clock clock;
    private final Database database;
    private final HeavyWork heavyWork;

    // Floor 3: access, audit, intake, cases, plan, sharing

    Features(Vertx vertx, Database database, Config config, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.heavyWork = HeavyWork.onAllProcessors();
    }

    /// What follows a change, by the outbox topic that tells of it. This is where rooms that do not know each other
    /// meet.
    Map<String, OutboxHandler> outboxHandlers() {
        return Map.of();
    }

    /// Tells everything that works in the background to finish what it has in hand.
    void stop() {
        heavyWork.close();
    }

    public Clock clock() {
        return clock;
    }

    public Database database() {
        return database;
    }

    public HeavyWork heavyWork() {
        return heavyWork;
    }
}
