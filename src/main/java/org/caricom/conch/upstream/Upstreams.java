package org.caricom.conch.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caricom.conch.cases.PartnerIndicators;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.DatabaseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pulls partners' feeds on their schedules.
///
/// A piece and the place after it are kept in one transaction, so a process that dies loses nothing and takes nothing
/// twice; another one goes on once the claim of the dead one has run out.
public final class Upstreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// After a failure the next try comes soon, but never sooner than this.
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(2);

    /// How much of a source is taken before the others have their turn: one that never ends keeps nobody waiting.
    private static final int PIECES = 100;

    private static final Duration TURN = Duration.ofMinutes(5);

    private final Database database;
    private final PartnerIndicators indicators;
    private final Map<String, UpstreamSource> sources;
    private final Clock clock;
    private final Fetch fetch = new Fetch();
    private final TaxiiPuller taxii = new TaxiiPuller(fetch);
    private final MispPuller misp;
    private final UpstreamStore store = new UpstreamStore();
    private final UUID process = UUID.randomUUID();
    private final CountDownLatch closing = new CountDownLatch(1);

    public Upstreams(Database database, PartnerIndicators indicators, List<UpstreamSource> sources, Clock clock) {
        this.database = database;
        this.indicators = indicators;
        this.sources = sources.stream().collect(Collectors.toMap(UpstreamSource::name, Function.identity()));
        this.clock = clock;
        this.misp = new MispPuller(fetch, clock);
    }

    /// Begins to pull.
    public void start() {
        know();
        if (!sources.isEmpty()) {
            Thread.ofVirtual().name("upstream").start(this::run);
        }
    }

    /// Takes over what is configured. What came from sources that are no longer configured is forgotten.
    void know() {
        database.doInTransaction(tx -> {
            store.know(tx, sources.keySet(), clock.instant());
            indicators.keepOnly(tx, sources.keySet());
            sources.values().forEach(source -> indicators.apply(tx, source.name(), source.trust(), source.tlp()));
        });
    }

    /// How the sources fare, by name.
    public List<SourceState> states() {
        return database.read(store::states);
    }

    /// Stops; a piece in hand is kept or not as a whole.
    @Override
    public void close() {
        closing.countDown();
        fetch.close();
    }

    private void run() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                pullDue();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Pulls every source that is due, one after the other.
    void pullDue() throws InterruptedException {
        try {
            UpstreamStore.Claimed claimed = claim();
            while (claimed != null && closing.getCount() > 0) {
                pull(claimed);
                claimed = claim();
            }
        } catch (DatabaseException e) {
            LOG.error("upstream sources cannot be looked at", e);
        }
    }

    private UpstreamStore.@Nullable Claimed claim() {
        return database.inTransaction(tx -> store.claim(tx, sources.keySet(), process, clock.instant(), LEASE));
    }

    private void pull(UpstreamStore.Claimed claimed) throws InterruptedException {
        UpstreamSource source = Objects.requireNonNull(sources.get(claimed.name()));
        Puller puller = switch (source.kind()) {
            case TAXII -> taxii;
            case MISP -> misp;
        };
        String position = claimed.position();
        Instant until = clock.instant().plus(TURN);
        try {
            boolean more = true;
            for (int i = 0; more && i < PIECES && clock.instant().isBefore(until) && closing.getCount() > 0; i++) {
                Puller.Piece piece = puller.next(source, position);
                if (!take(source, piece)) {
                    LOG.info("source {} is pulled by another process", source.name());
                    return;
                }
                position = piece.position();
                more = piece.more();
            }
            Instant now = clock.instant();
            Instant due = now.plus(more ? LOOK : source.every());
            database.doInTransaction(tx -> store.done(tx, source.name(), process, now, due));
            LOG.info("source {} pulled{}", source.name(), more ? " in part" : "");
        } catch (PullFailed e) {
            failed(source, e.why());
            LOG.warn("source {} could not be pulled: {}", source.name(), e.why().word());
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            // What one partner sends must not end the pulling of all.
            failed(source, PullFailed.Why.UNREADABLE);
            LOG.error("source {} sent what we stumble over", source.name(), e);
        }
    }

    private void failed(UpstreamSource source, PullFailed.Why why) {
        Instant now = clock.instant();
        Instant due = now.plus(source.every().compareTo(AFTER_FAILURE) < 0 ? source.every() : AFTER_FAILURE);
        database.doInTransaction(tx -> store.failed(tx, source.name(), process, now, why.word(), due));
    }

    private boolean take(UpstreamSource source, Puller.Piece piece) {
        return database.<Boolean>inTransaction(tx -> {
            boolean ours = store.advance(
                    tx,
                    source.name(),
                    process,
                    piece.position(),
                    piece.indicators().size(),
                    clock.instant().plus(LEASE));
            if (ours) {
                indicators.take(tx, source.name(), source.trust(), piece.indicators());
            }
            return ours;
        });
    }
}
