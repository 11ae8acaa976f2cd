package org.caricom.conch.signature;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One way in which a message can name the key that signed it. A key may have several, and two keys may share one that
/// is
/// short: a handle only finds candidates, the signature decides.
///
/// @param value the kind, a colon, and the name in its one spelling
public record KeyHandle(String value) {
    private static final String KID = "kid:";

    /// The `kid` of a JSON Web Key, RFC 7517 §4.5.
    public static KeyHandle kid(String kid) {
        return new KeyHandle(KID + kid);
    }

    /// The digest of a certificate, RFC 7515 §4.1.8.
    static KeyHandle certificate(byte[] sha256) {
        return hex("x5t-s256", sha256);
    }

    /// Issuer and serial number of a certificate, RFC 5652 §10.2.4, as the digest of their DER.
    static KeyHandle issuerAndSerial(byte[] sha256) {
        return hex("issuer-serial", sha256);
    }

    /// A subject key identifier, RFC 5280 §4.2.1.2.
    static KeyHandle subjectKey(byte[] identifier) {
        return hex("ski", identifier);
    }

    /// A public key by the digest of its SubjectPublicKeyInfo, RFC 5280 §4.1.2.7: for a renewed certificate over the
    /// same key.
    static KeyHandle publicKey(byte[] sha256) {
        return hex("spki", sha256);
    }

    /// The fingerprint of an OpenPGP key or subkey, RFC 9580 §5.5.4.
    static KeyHandle fingerprint(byte[] fingerprint) {
        return hex("pgp", fingerprint);
    }

    /// The name that a key is enrolled under, if that is what this handle is; null otherwise.
    public @Nullable String enrolledName() {
        return value.startsWith(KID) ? value.substring(KID.length()) : null;
    }

    private static KeyHandle hex(String kind, byte[] value) {
        return new KeyHandle(kind + ":" + HexFormat.of().formatHex(value));
    }
}
