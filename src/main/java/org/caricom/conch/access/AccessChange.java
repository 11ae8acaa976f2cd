package org.caricom.conch.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// One change of a member or a key, as the audit log tells it: ids, codes and times, for it is never taken
/// back.
///
/// @param what    what was done
/// @param subject the kid of the key, the code of the member
/// @param member  whose it is; null when it is nobody's alone
/// @param by      who did it
/// @param at      when
/// @param facts   what else there is to know, by name; never named as one of the above
public record AccessChange(
        What what, String subject, @Nullable MemberCode member, String by, Instant at, Map<String, String> facts) {
    /// What can be done.
    public enum What {
        KEY_ADDED("key.added"),
        KEY_APPROVED("key.approved"),
        KEY_SUSPENDED("key.suspended"),
        KEY_RESUMED("key.resumed"),
        KEY_REVOKED("key.revoked"),
        KEY_ROTATED("key.rotated"),
        KEY_EXPIRING("key.expiring"),
        KEY_UPDATED("key.updated"),
        CONNECTION_ADDED("connection.added"),
        CONNECTION_APPROVED("connection.approved"),
        CONNECTION_REVOKED("connection.revoked"),
        REVOCATIONS_KEPT("revocations.kept"),
        MEMBER_ADDED("member.added"),
        MEMBER_SUSPENDED("member.suspended"),
        MEMBER_RESUMED("member.resumed"),
        MEMBER_REPORTS_THROUGH("member.reports-through");

        private final String kind;

        What(String kind) {
            this.kind = kind;
        }

        /// The kind of the log's entry.
        public String kind() {
            return kind;
        }
    }

    public AccessChange {
        facts = Map.copyOf(facts);
    }

    static AccessChange key(What what, String kid, MemberCode member, String by, Instant at) {
        return new AccessChange(what, kid, member, by, at, Map.of());
    }

    static AccessChange member(What what, MemberCode member, String by, Instant at) {
        return new AccessChange(what, member.value(), member, by, at, Map.of());
    }

    static AccessChange general(What what, String subject, String by, Instant at) {
        return new AccessChange(what, subject, null, by, at, Map.of());
    }

    /// The same with one more fact.
    AccessChange with(String name, String value) {
        Map<String, String> more = new HashMap<>(facts);
        more.put(name, value);
        return new AccessChange(what, subject, member, by, at, more);
    }
}
