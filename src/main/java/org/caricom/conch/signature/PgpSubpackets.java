package org.caricom.conch.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// What a signature says besides its value, RFC 9580 §5.2.3.7: the area that it covers itself, or the other
/// one.
final class PgpSubpackets {
    static final int CREATED = 2;
    static final int EXPIRES = 3;
    static final int KEY_EXPIRES = 9;
    static final int ISSUER = 16;
    static final int NOTATION = 20;
    static final int KEY_FLAGS = 27;
    static final int SIGNERS_USER_ID = 28;
    static final int REVOCATION_REASON = 29;
    static final int EMBEDDED = 32;
    static final int ISSUER_FINGERPRINT = 33;
    static final int INTENDED_RECIPIENT = 35;

    private static final int AT_MOST = 128;

    /// What would be two statements about one thing. RFC 9580 §5.2.3.9 lets the last one win; nobody needs to.
    private static final Set<Integer> ONCE =
            Set.of(CREATED, EXPIRES, KEY_EXPIRES, KEY_FLAGS, REVOCATION_REASON, ISSUER_FINGERPRINT);

    private final List<Subpacket> subpackets;

    private PgpSubpackets(List<Subpacket> subpackets) {
        this.subpackets = subpackets;
    }

    /// @param covered whether the signature covers them: then nothing may be said twice
    static PgpSubpackets read(byte[] area, boolean covered) throws Breach {
        PgpFields fields = new PgpFields(area);
        List<Subpacket> subpackets = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        while (!fields.isAtEnd()) {
            long length = PgpPackets.length(fields.octet(), fields);
            if (length == 0 || subpackets.size() == AT_MOST) {
                throw new Breach(Fault.PACKET, "a signature's subpacket is empty, or there are too many");
            }
            int type = fields.octet();
            Subpacket subpacket = new Subpacket(type & 0x7f, (type & 0x80) != 0, fields.take(length - 1));
            if (covered && ONCE.contains(subpacket.type) && !seen.add(subpacket.type)) {
                throw new Breach(Fault.PACKET, "a signature says the same thing twice");
            }
            subpackets.add(subpacket);
        }
        return new PgpSubpackets(subpackets);
    }

    /// RFC 9580 §5.2.3.11.
    @Nullable Instant createdAt() throws Breach {
        byte[] body = body(CREATED);
        return body == null ? null : Instant.ofEpochSecond(seconds(body));
    }

    /// How long something holds after a beginning; null when it has no end, which a zero says as well.
    @Nullable Long secondsOf(int type) throws Breach {
        byte[] body = body(type);
        if (body == null) {
            return null;
        }
        long seconds = seconds(body);
        return seconds == 0 ? null : (Long) seconds;
    }

    /// RFC 9580 §5.2.3.35: the fingerprint, which belongs to a key of `version`.
    byte @Nullable [] issuerFingerprint(int version) throws Breach {
        byte[] body = body(ISSUER_FINGERPRINT);
        return body == null ? null : fingerprint(body, version);
    }

    /// RFC 9580 §5.2.3.36: for whom the message is; empty when that is not said.
    List<byte[]> intendedRecipients() throws Breach {
        List<byte[]> recipients = new ArrayList<>();
        for (Subpacket subpacket : subpackets) {
            if (subpacket.type == INTENDED_RECIPIENT) {
                recipients.add(fingerprint(subpacket.body, subpacket.body.length == 33 ? 6 : 4));
            }
        }
        return recipients;
    }

    /// RFC 9580 §5.2.3.29: the first octet; null when there are no flags at all.
    @Nullable Integer keyFlags() {
        byte[] body = body(KEY_FLAGS);
        return body == null ? null : (Integer) (body.length == 0 ? 0 : body[0] & 0xff);
    }

    /// RFC 9580 §5.2.3.31: the code; null when no reason is told.
    @Nullable Integer revocationReason() {
        byte[] body = body(REVOCATION_REASON);
        return body == null || body.length == 0 ? null : (Integer) (body[0] & 0xff);
    }

    /// RFC 9580 §5.2.3.34.
    List<byte[]> embedded() {
        return subpackets.stream()
                .filter(one -> one.type == EMBEDDED)
                .map(one -> one.body)
                .toList();
    }

    /// Whether something outside of `understood` is critical: then the signature says something else than we
    /// read.
    boolean asksMoreThan(Set<Integer> understood) {
        return subpackets.stream().anyMatch(one -> one.critical && !understood.contains(one.type));
    }

    private byte @Nullable [] body(int type) {
        return subpackets.stream()
                .filter(one -> one.type == type)
                .map(one -> one.body)
                .findFirst()
                .orElse(null);
    }

    private static long seconds(byte[] body) throws Breach {
        PgpFields fields = new PgpFields(body);
        long seconds = fields.number(4);
        fields.end();
        return seconds;
    }

    private static byte[] fingerprint(byte[] body, int version) throws Breach {
        PgpFields fields = new PgpFields(body);
        int said = fields.octet();
        byte[] fingerprint = fields.take(version == 6 ? 32 : 20);
        fields.end();
        if (said != version) {
            throw new Breach(Fault.PACKET, "a fingerprint is of another version than its signature");
        }
        return fingerprint;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Subpacket(int type, boolean critical, byte[] body) {}
}
