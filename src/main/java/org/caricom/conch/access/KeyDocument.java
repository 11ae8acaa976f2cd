package org.caricom.conch.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import org.caricom.conch.signature.CertifiedKey;
import org.caricom.conch.signature.KeyMaterial;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.signature.KeyRefused;
import org.caricom.conch.signature.OpenPgpKey;
import org.caricom.conch.signature.PlainKey;
import org.jspecify.annotations.Nullable;

/// A public key in the form in which people hand it over.
///
/// @param kid      the name it is enrolled under
/// @param material what is enrolled
record KeyDocument(String kid, KeyMaterial material) {
    private static final String PEM = "-----BEGIN ";

    /// Reads a key of one of these forms, found by looking:
    ///
    /// - a JSON Web Key, RFC 7517: EC P-256 or P-384, Ed25519, or RSA of at least 3072 bits, with a `kid`;
    /// - an OpenPGP certificate, RFC 9580 §10.1, whose name is its fingerprint unless another is given;
    /// - an X.509 certificate, DER or PEM, whose name is made of its thumbprint unless another is given.
    ///
    /// @param name the name to enrol it under; null for the one that it brings
    /// @throws KeyRefused with words for whoever hands it over
    static KeyDocument read(byte[] document, @Nullable String name) throws KeyRefused {
        if (OpenPgpKey.isIn(document)) {
            OpenPgpKey key = OpenPgpKey.read(document);
            return new KeyDocument(name == null ? key.thumbprint() : KeyPairs.requireKeyId(name), key);
        }
        if (isCertificate(document)) {
            CertifiedKey key = CertifiedKey.read(document);
            return new KeyDocument(name == null ? "x5t:" + key.thumbprint() : KeyPairs.requireKeyId(name), key);
        }
        if (name != null) {
            throw new KeyRefused("a JSON Web Key is enrolled under its own kid");
        }
        JWK key = canonical(KeyPairs.readPublic(new String(document, StandardCharsets.UTF_8)));
        return new KeyDocument(key.getKeyID(), new PlainKey(key));
    }

    private static boolean isCertificate(byte[] document) {
        return (document.length > 0 && document[0] == 0x30)
                || new String(document, StandardCharsets.ISO_8859_1).contains(PEM);
    }

    /// The key's numbers and its name, written in the one canonical way: base64 can say the same number in
    /// several, and the same key must have the same thumbprint.
    private static JWK canonical(JWK key) {
        try {
            return switch (key) {
                case ECKey ec ->
                    new ECKey.Builder(ec.getCurve(), ec.toECPublicKey())
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID(ec.getKeyID())
                            .build();
                case RSAKey rsa ->
                    new RSAKey.Builder(rsa.toRSAPublicKey())
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID(rsa.getKeyID())
                            .build();
                case OctetKeyPair okp ->
                    new OctetKeyPair.Builder(okp.getCurve(), Base64URL.encode(okp.getDecodedX()))
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID(okp.getKeyID())
                            .build();
                default -> throw new IllegalArgumentException("no key of an accepted kind");
            };
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key's numbers cannot be read", e);
        }
    }
}
