package org.caricom.conch.access;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.jobs.HeavyWork;
import org.jspecify.annotations.Nullable;

/// People who sign in with a user name and a password.
///
/// After [#FREE_ATTEMPTS] wrong ones each further attempt at a name must wait, twice as long every time. A name
/// that nobody has answers as one that somebody has: the same words, the same work, the same waiting.
public final class Logins {
    /// The shortest password that is accepted.
    public static final int SHORTEST = 12;

    /// Wrong passwords in a row that cost no waiting.
    public static final int FREE_ATTEMPTS = 5;

    private static final int LONGEST = 256;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration ATTEMPTS_KEPT = Duration.ofDays(1);
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final Database database;
    private final Clock clock;
    private final HeavyWork heavyWork;
    private final LoginStore store = new LoginStore();

    public Logins(Database database, Clock clock, HeavyWork heavyWork) {
        this.database = database;
        this.clock = clock;
        this.heavyWork = heavyWork;
    }

    /// Adds a login.
    ///
    /// @return false when somebody has this name already
    /// @throws IllegalArgumentException when the name or the password is not acceptable, in words for a person
    public boolean add(String username, String password, Role role, @Nullable MemberCode member) {
        if (!USERNAME.matcher(username).matches()) {
            throw new IllegalArgumentException("a user name has 1 to 64 letters, digits and . _ @ -");
        }
        requireAcceptable(password);
        Caller caller = new Caller(username, role, member);
        String hash = hash(password);
        return database.<Boolean>inTransaction(tx -> store.insert(tx, caller, hash, clock.instant()));
    }

    /// Tries a name and a password.
    public LoginAnswer signIn(String username, String password) {
        if (username.length() > LONGEST || password.length() > LONGEST) {
            return new LoginAnswer.Wrong();
        }
        Sha256 name = Secrets.digest(username);
        Instant now = clock.instant();
        Instant next = database.inTransaction(
                tx -> store.beginAttempt(tx, name, now, FREE_ATTEMPTS, FIRST_WAIT, LONGEST_WAIT));
        if (next != null) {
            return new LoginAnswer.TooMany(Duration.between(now, next));
        }
        // A name that cannot be in the table is not looked for, but all else is done alike.
        LoginStore.Login login =
                USERNAME.matcher(username).matches() ? database.read(tx -> store.findActive(tx, username)) : null;
        if (!matches(password, login) || login == null) {
            return new LoginAnswer.Wrong();
        }
        String better = Passwords.isDated(login.password()) ? hash(password) : null;
        database.doInTransaction(tx -> {
            store.forgetAttempts(tx, name);
            store.forgetAttemptsBefore(tx, now.minus(ATTEMPTS_KEPT));
            if (better != null) {
                store.setPassword(tx, username, better);
            }
        });
        return new LoginAnswer.Welcome(login.caller());
    }

    /// Who can sign in, by name.
    public List<Caller> list() {
        return database.read(store::list);
    }

    /// Gives a login a new password.
    ///
    /// @return false when there is no such login
    /// @throws IllegalArgumentException when the password is not acceptable, in words for its user
    public boolean setPassword(String username, String password) {
        requireAcceptable(password);
        String hash = hash(password);
        return database.<Boolean>inTransaction(tx -> store.setPassword(tx, username, hash));
    }

    /// Ends a login; its sessions end with it.
    ///
    /// @return false when there is no such login
    public boolean disable(String username) {
        return database.<Boolean>inTransaction(tx -> store.disable(tx, username, clock.instant()));
    }

    private boolean matches(String password, LoginStore.@Nullable Login login) {
        return heavyWork.run(() -> {
            if (login == null) {
                Passwords.matchNobody(password);
                return false;
            }
            return Passwords.matches(password, login.password());
        });
    }

    private String hash(String password) {
        return heavyWork.run(() -> Passwords.hash(password));
    }

    private static void requireAcceptable(String password) {
        int length = Normalizer.normalize(password, Normalizer.Form.NFC)
                .codePointCount(
                        0, Normalizer.normalize(password, Normalizer.Form.NFC).length());
        if (length < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException("a password has " + SHORTEST + " to " + LONGEST + " characters");
        }
    }
}
