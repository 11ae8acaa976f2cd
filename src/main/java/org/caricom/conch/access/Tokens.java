package org.caricom.conch.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// API bearer tokens: `conch_` and 256 random bits, of which only the SHA-256 is kept.
///
/// A token that was good a moment ago is taken as good for [#REMEMBERED] without asking the database, so
/// that a partner who pulls page after page costs no query more. A revocation elsewhere counts that much
/// later. Using a token writes nothing.
public final class Tokens {
    /// How long a good token is remembered.
    public static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final String PREFIX = "conch_";
    /// The prefix is for programs that look for leaked secrets.
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final int MOST_REMEMBERED = 10_000;

    private final Database database;
    private final Clock clock;
    private final TokenStore store = new TokenStore();
    private final Map<Sha256, Remembered> good = new ConcurrentHashMap<>();

    private record Remembered(TokenInfo token, Instant until) {}

    public Tokens(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Whose token this is; null when it is nobody's, has expired or was revoked, or its member is suspended.
    public @Nullable Caller check(String bearer) {
        if (!FORM.matcher(bearer).matches()) {
            return null;
        }
        Sha256 hash = Secrets.digest(bearer);
        Instant now = clock.instant();
        Remembered remembered = good.get(hash);
        if (remembered != null && now.isBefore(remembered.until)) {
            return remembered.token.caller();
        }
        TokenInfo token = database.read(tx -> store.findValid(tx, hash, now));
        if (token == null) {
            good.remove(hash);
            return null;
        }
        remember(hash, token, now);
        return token.caller();
    }

    /// Makes a token.
    ///
    /// @param name     as the audit log tells it
    /// @param member   whose analyst it is for; null for other roles
    /// @param validFor from now, to the second
    public IssuedToken issue(String name, Role role, @Nullable MemberCode member, Duration validFor) {
        if (validFor.isNegative() || validFor.isZero()) {
            throw new IllegalArgumentException("a token is valid for some time");
        }
        String secret = PREFIX + Secrets.random();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        TokenInfo token =
                new TokenInfo(UUID.randomUUID(), new Caller(name, role, member), now, now.plus(validFor), null);
        database.doInTransaction(tx -> store.insert(tx, token, Secrets.digest(secret)));
        return new IssuedToken(secret, token);
    }

    /// Every token, oldest first.
    public List<TokenInfo> list() {
        return database.read(store::list);
    }

    /// Ends a token.
    ///
    /// @return false when there is no such token
    public boolean revoke(UUID id) {
        boolean found = database.<Boolean>inTransaction(tx -> store.revoke(tx, id, clock.instant()));
        good.values().removeIf(remembered -> remembered.token.id().equals(id));
        return found;
    }

    /// Ends every token of this name, before new ones are issued.
    ///
    /// @return how many
    public int revokeNamed(String name) {
        int ended = database.<Integer>inTransaction(tx -> store.revokeNamed(tx, name, clock.instant()));
        good.values().removeIf(remembered -> remembered.token.caller().name().equals(name));
        return ended;
    }

    private void remember(Sha256 hash, TokenInfo token, Instant now) {
        if (good.size() >= MOST_REMEMBERED) {
            good.values().removeIf(remembered -> !now.isBefore(remembered.until));
        }
        Instant until = now.plus(REMEMBERED);
        if (good.size() < MOST_REMEMBERED) {
            good.put(hash, new Remembered(token, until.isBefore(token.expiresAt()) ? until : token.expiresAt()));
        }
    }
}
