package org.caricom.conch.signature;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// The public part of one OpenPGP key or subkey, RFC 9580 §5.5.2, of version 4 or 6. Kinds that no report is
/// signed with are kept as they are and can check nothing.
final class PgpPublicKey {
    static final int RSA = 1;
    static final int ECDSA = 19;
    static final int ED25519_LEGACY = 22;
    static final int ED25519 = 27;

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] P_256 = HEX.parseHex("2a8648ce3d030107");
    private static final byte[] P_384 = HEX.parseHex("2b81040022");
    private static final byte[] ED25519_CURVE = HEX.parseHex("2b06010401da470f01");

    private final PgpPacket packet;
    private final int version;
    private final Instant createdAt;
    private final int algorithm;
    private final byte[] fingerprint;
    private final @Nullable JWK jwk;

    private PgpPublicKey(PgpPacket packet) throws Breach {
        this.packet = packet;
        PgpFields fields = new PgpFields(packet.body());
        version = fields.octet();
        if (version != 4 && version != 6) {
            throw new Breach(Fault.PACKET, "keys are of version 4 or 6");
        }
        createdAt = fields.time();
        algorithm = fields.octet();
        if (packet.body().length > 0xffff) {
            throw new Breach(Fault.PACKET, "a key is too long");
        }
        PgpFields material = fields;
        if (version == 6) {
            material = new PgpFields(fields.take(fields.number(4)));
            fields.end();
        }
        fingerprint = digest(version == 6 ? "SHA-256" : "SHA-1", hashed());
        jwk = jwk(material);
    }

    static PgpPublicKey read(PgpPacket packet) throws Breach {
        return new PgpPublicKey(packet);
    }

    int version() {
        return version;
    }

    Instant createdAt() {
        return createdAt;
    }

    int algorithm() {
        return algorithm;
    }

    /// RFC 9580 §5.5.4.
    byte[] fingerprint() {
        return fingerprint;
    }

    /// The key as the other envelopes know it; null when it is of a kind or size that signs no reports.
    @Nullable JWK jwk() {
        return jwk;
    }

    PgpPacket packet() {
        return packet;
    }

    boolean isNamed(byte @Nullable [] name) {
        return Arrays.equals(fingerprint, name);
    }

    /// As fingerprints and signatures over keys hash it, RFC 9580 §5.2.4.
    byte[] hashed() {
        byte[] body = packet.body();
        ByteBuffer buffer = ByteBuffer.allocate(body.length + (version == 6 ? 5 : 3));
        if (version == 6) {
            buffer.put((byte) 0x9b).putInt(body.length);
        } else {
            buffer.put((byte) 0x99).putShort((short) body.length);
        }
        return buffer.put(body).array();
    }

    @Override
    public String toString() {
        return HEX.formatHex(fingerprint).toUpperCase(Locale.ROOT);
    }

    private @Nullable JWK jwk(PgpFields material) throws Breach {
        try {
            return switch (algorithm) {
                case RSA -> rsa(material);
                case ECDSA -> ecdsa(material);
                case ED25519_LEGACY -> version == 4 ? ed25519Legacy(material) : null;
                case ED25519 -> ed25519(material.take(32), material);
                default -> null;
            };
        } catch (GeneralSecurityException | IllegalArgumentException | IllegalStateException _) {
            return null;
        }
    }

    private static @Nullable JWK rsa(PgpFields material) throws Breach, GeneralSecurityException {
        RSAPublicKeySpec spec = new RSAPublicKeySpec(material.mpi(), material.mpi());
        material.end();
        if (KeyPairs.rsaTrouble(spec.getModulus(), spec.getPublicExponent()) != null) {
            return null;
        }
        return KeyFactory.getInstance("RSA").generatePublic(spec) instanceof RSAPublicKey key
                ? new RSAKey.Builder(key).keyUse(KeyUse.SIGNATURE).build()
                : null;
    }

    private static @Nullable JWK ecdsa(PgpFields material) throws Breach {
        byte[] oid = material.take(material.octet());
        byte[] point = material.mpiOctets();
        material.end();
        Curve curve = Arrays.equals(oid, P_256) ? Curve.P_256 : Arrays.equals(oid, P_384) ? Curve.P_384 : null;
        int width = point.length / 2;
        if (curve == null || width != (Curve.P_256.equals(curve) ? 32 : 48) || point.length % 2 == 0 || point[0] != 4) {
            return null;
        }
        BigInteger x = new BigInteger(1, point, 1, width);
        BigInteger y = new BigInteger(1, point, 1 + width, width);
        if (!ECChecks.isPointOnCurve(x, y, curve.toECParameterSpec())) {
            return null;
        }
        return new ECKey.Builder(curve, ECKey.encodeCoordinate(8 * width, x), ECKey.encodeCoordinate(8 * width, y))
                .keyUse(KeyUse.SIGNATURE)
                .build();
    }

    private static @Nullable JWK ed25519Legacy(PgpFields material) throws Breach {
        byte[] oid = material.take(material.octet());
        byte[] point = material.mpiOctets();
        if (!Arrays.equals(oid, ED25519_CURVE) || point.length != 33 || point[0] != 0x40) {
            return null;
        }
        return ed25519(Arrays.copyOfRange(point, 1, 33), material);
    }

    private static @Nullable JWK ed25519(byte[] point, PgpFields material) throws Breach {
        material.end();
        return SignatureMath.Ed25519.isSoundKey(point)
                ? new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                        .keyUse(KeyUse.SIGNATURE)
                        .build()
                : null;
    }

    private static byte[] digest(String name, byte[] bytes) throws Breach {
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }
}
