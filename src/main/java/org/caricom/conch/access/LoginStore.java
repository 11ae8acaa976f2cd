package org.caricom.conch.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// The tables `logins` and `login_attempts`.
final class LoginStore {
    /// A login that may be used.
    record Login(Caller caller, String password) {}

    boolean insert(Transaction tx, Caller caller, String password, Instant now) {
        MemberCode member = caller.member();
        return tx.update(
                        """
                        insert into logins (username, password, role, member, created_at)
                        values ($1, $2, $3, $4, $5)
                        on conflict (username) do nothing
                        """, caller.name(), password, caller.role().word(), member == null ? null : member.value(), now)
                == 1;
    }

    @Nullable Login findActive(Transaction tx, String username) {
        return Rows.one(
                tx.query("""
                        select l.username, l.password, l.role, l.member
                          from logins l
                          left join members m on m.code = l.member
                         where l.username = $1
                           and l.disabled_at is null
                           and m.suspended_at is null
                        """, username),
                row -> new Login(TokenStore.caller(row, "username"), Rows.text(row, "password")));
    }

    List<Caller> list(Transaction tx) {
        return Rows.list(
                tx.query("select username, role, member from logins where disabled_at is null order by username"),
                row -> TokenStore.caller(row, "username"));
    }

    boolean setPassword(Transaction tx, String username, String password) {
        return tx.update("update logins set password = $2 where username = $1", username, password) == 1;
    }

    boolean disable(Transaction tx, String username, Instant now) {
        return tx.update("update logins set disabled_at = coalesce(disabled_at, $2) where username = $1", username, now)
                == 1;
    }

    /// Counts an attempt as failed before it is made, so that many at once cannot slip by. Null when it may be made,
    /// else the time to wait for.
    @Nullable Instant beginAttempt(Transaction tx, Sha256 username, Instant now, int free, Duration first, Duration longest) {
        Integer failures = Rows.one(
                tx.query("""
                        insert into login_attempts as a (username_hash, failures, next_at)
                        values ($1, 1, $2)
                        on conflict (username_hash) do update
                           set failures = a.failures + 1,
                               next_at  = case
                                          when a.failures + 1 < $3 then $2::timestamptz
                                          else $2::timestamptz + least(
                                                   $4 * power(2, least(a.failures + 1 - $3, 30)), $5)
                                               * interval '1 millisecond'
                                          end
                         where a.next_at <= $2::timestamptz
                        returning failures
                        """, username.toBytes(), now, free, (double) first.toMillis(), (double) longest.toMillis()),
                row -> Objects.requireNonNull(row.getInteger("failures")));
        if (failures != null) {
            return null;
        }
        return Rows.one(
                tx.query("select next_at from login_attempts where username_hash = $1", (Object) username.toBytes()),
                row -> Rows.instant(row, "next_at"));
    }

    void forgetAttempts(Transaction tx, Sha256 username) {
        tx.update("delete from login_attempts where username_hash = $1", (Object) username.toBytes());
    }

    int forgetAttemptsBefore(Transaction tx, Instant time) {
        return tx.update("delete from login_attempts where next_at < $1", time);
    }
}
