package org.caricom.conch.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// The stays of people who signed in: over after [#IDLE] without a page, and after [#LONGEST] in any case.
public final class Sessions {
    /// Without a page, a session is over after this long.
    public static final Duration IDLE = Duration.ofMinutes(30);

    /// However busy, a session is over after this long.
    public static final Duration LONGEST = Duration.ofHours(12);

    /// Seeing a session is written down only this often, not with every page.
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;
    private final SessionStore store = new SessionStore();

    public Sessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Begins a session for somebody whom [Logins] has let in. A browser gets a new one with every sign-in.
    public NewSession create(Caller caller) {
        String cookie = Secrets.random();
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        database.doInTransaction(tx -> {
            store.deleteOver(tx, now.minus(LONGEST), now.minus(IDLE));
            store.insert(tx, Secrets.digest(cookie), id, caller.name(), now);
        });
        return new NewSession(cookie, new Session(id, caller, csrfToken(cookie), now));
    }

    /// The session that a cookie opens; null when it is over or never was, or its login has ended.
    public @Nullable Session find(String cookie) {
        Sha256 hash = Secrets.digest(cookie);
        Instant now = clock.instant();
        SessionStore.Found found = database.read(tx -> store.findActive(tx, hash, now.minus(LONGEST), now.minus(IDLE)));
        if (found == null) {
            return null;
        }
        if (found.seenAt().isBefore(now.minus(NOTED_EVERY))) {
            database.doInTransaction(tx -> store.see(tx, found.id(), now));
        }
        return new Session(found.id(), found.caller(), csrfToken(cookie), found.createdAt());
    }

    /// Ends a session.
    ///
    /// @return false when it was over already
    public boolean end(UUID id) {
        return database.<Boolean>inTransaction(tx -> store.delete(tx, id));
    }

    /// Ends every session of a login, as after a new password.
    ///
    /// @return how many
    public int endAllOf(String username) {
        return database.<Integer>inTransaction(tx -> store.deleteOf(tx, username));
    }

    /// Follows from the cookie, so nothing more is kept; the cookie does not follow from it.
    private static String csrfToken(String cookie) {
        return Secrets.digest("form of session " + cookie).toString();
    }
}
