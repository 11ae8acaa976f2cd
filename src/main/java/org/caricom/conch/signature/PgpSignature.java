package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// A signature packet, RFC 9580 §5.2, of version 4 or 6. Only what the signature covers is believed: the other
/// area serves for embedded signatures, which prove themselves.
final class PgpSignature {
    static final int BINARY = 0x00;
    static final int TEXT = 0x01;
    static final int SUBKEY_BINDING = 0x18;
    static final int PRIMARY_BINDING = 0x19;
    static final int DIRECT_KEY = 0x1f;
    static final int KEY_REVOCATION = 0x20;
    static final int SUBKEY_REVOCATION = 0x28;
    static final int CERTIFICATION_REVOCATION = 0x30;

    /// What a document's signature may call critical: all that is obeyed here.
    private static final Set<Integer> FOR_DOCUMENTS = Set.of(
            PgpSubpackets.CREATED,
            PgpSubpackets.EXPIRES,
            PgpSubpackets.ISSUER,
            PgpSubpackets.SIGNERS_USER_ID,
            PgpSubpackets.ISSUER_FINGERPRINT,
            PgpSubpackets.INTENDED_RECIPIENT);

    /// The same for signatures on keys: besides, what is said to others than this hub (preferences, features,
    /// trust).
    private static final Set<Integer> FOR_KEYS =
            Set.of(2, 3, 4, 7, 9, 11, 16, 21, 22, 23, 24, 25, 27, 28, 29, 30, 32, 33, 34, 39);

    private final int version;
    private final int type;
    private final int publicKeyAlgorithm;
    private final int hashAlgorithm;
    private final PgpSubpackets covered;
    private final PgpSubpackets beside;
    private final Instant createdAt;
    private final @Nullable Instant expiresAt;
    private final byte @Nullable [] issuer;
    private final int left;
    private final byte[] salt;
    private final byte[] value;
    private final byte[] trailer;
    private final PgpPacket packet;

    private PgpSignature(PgpPacket packet) throws Breach {
        this.packet = packet;
        PgpFields fields = new PgpFields(packet.body());
        version = fields.octet();
        if (version != 4 && version != 6) {
            throw new Breach(Fault.PACKET, "signatures are of version 4 or 6");
        }
        type = fields.octet();
        publicKeyAlgorithm = fields.octet();
        hashAlgorithm = fields.octet();
        int width = version == 6 ? 4 : 2;
        covered = PgpSubpackets.read(fields.take(fields.number(width)), true);
        trailer = trailer(packet.body(), fields.position());
        beside = PgpSubpackets.read(fields.take(fields.number(width)), false);
        left = (int) fields.number(2);
        salt = version == 6 ? fields.take(fields.octet()) : new byte[0];
        value = fields.rest();
        createdAt = required(covered.createdAt());
        Long seconds = covered.secondsOf(PgpSubpackets.EXPIRES);
        expiresAt = seconds == null ? null : createdAt.plusSeconds(seconds);
        issuer = covered.issuerFingerprint(version);
    }

    static PgpSignature read(PgpPacket packet) throws Breach {
        return new PgpSignature(packet);
    }

    /// RFC 9580 §5.2.4: what is hashed after the data.
    private static byte[] trailer(byte[] body, int end) {
        return ByteBuffer.allocate(end + 6)
                .put(body, 0, end)
                .put(body[0])
                .put((byte) 0xff)
                .putInt(end)
                .array();
    }

    private static Instant required(@Nullable Instant createdAt) throws Breach {
        if (createdAt == null) {
            throw new Breach(Fault.PACKET, "a signature does not say when it was made");
        }
        return createdAt;
    }

    int version() {
        return version;
    }

    int type() {
        return type;
    }

    int publicKeyAlgorithm() {
        return publicKeyAlgorithm;
    }

    int hashAlgorithm() {
        return hashAlgorithm;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /// The fingerprint of the key that says it signed, under the signature's own protection; null when it does
    /// not.
    byte @Nullable [] issuer() {
        return issuer;
    }

    PgpSubpackets covered() {
        return covered;
    }

    /// The first two octets of the digest.
    int left() {
        return left;
    }

    byte[] salt() {
        return salt;
    }

    /// The signature's own numbers.
    byte[] value() {
        return value;
    }

    byte[] trailer() {
        return trailer;
    }

    PgpPacket packet() {
        return packet;
    }

    boolean isOnDocument() {
        return type == BINARY || type == TEXT;
    }

    boolean isRevocation() {
        return type == KEY_REVOCATION || type == SUBKEY_REVOCATION || type == CERTIFICATION_REVOCATION;
    }

    /// RFC 9580 §5.2.1.4 to §5.2.1.7.
    boolean isCertification() {
        return type >= 0x10 && type <= 0x13;
    }

    /// Whether something critical in it is not understood here, RFC 9580 §5.2.3.7.
    boolean asksMoreThanIsUnderstood() {
        return covered.asksMoreThan(isOnDocument() ? FOR_DOCUMENTS : FOR_KEYS);
    }

    /// Whether it makes what it revokes worthless for all times, RFC 9580 §5.2.3.31: no reason is told, or the
    /// secret was in other hands.
    boolean isHard() {
        Integer reason = covered.revocationReason();
        return reason == null || reason == 0 || reason == 2;
    }

    boolean isGoodAt(Instant time) {
        return expiresAt == null || time.isBefore(expiresAt);
    }

    /// The signatures inside, RFC 9580 §5.2.3.34; those that cannot be read are left out.
    List<PgpSignature> embedded() {
        List<byte[]> bodies = new ArrayList<>(covered.embedded());
        bodies.addAll(beside.embedded());
        List<PgpSignature> signatures = new ArrayList<>();
        for (byte[] body : bodies) {
            try {
                signatures.add(read(new PgpPacket(PgpPacket.SIGNATURE, body)));
            } catch (Breach _) {
                // One that cannot be read proves nothing.
            }
        }
        return signatures;
    }

    void writeTo(ByteArrayOutputStream out) {
        packet.writeTo(out);
    }
}
