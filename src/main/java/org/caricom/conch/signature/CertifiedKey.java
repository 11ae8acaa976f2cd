package org.caricom.conch.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// A certificate, RFC 5280, that a person enrolled: what makes it trusted is that, and not who issued it.
public record CertifiedKey(X509Certificate certificate) implements KeyMaterial {
    /// Reads a certificate that is to be enrolled, DER or PEM.
    ///
    /// @throws KeyRefused when it is none with which reports can be signed
    public static CertifiedKey read(byte[] file) throws KeyRefused {
        CertifiedKey key = new CertifiedKey(Certificates.readOne(file));
        String trouble = CertificateRules.signerTrouble(key.certificate());
        if (trouble != null) {
            throw new KeyRefused(trouble);
        }
        return key;
    }

    /// Reads a certificate that was enrolled once, whatever is asked of new ones today.
    public static CertifiedKey readBack(byte[] der) {
        X509Certificate certificate = Certificates.parse(der);
        if (certificate == null) {
            throw new IllegalStateException("a stored certificate cannot be read");
        }
        return new CertifiedKey(certificate);
    }

    /// The certificate's own octets.
    public byte[] document() {
        return Certificates.der(certificate);
    }

    /// A JWS may be made with it and name it by `x5t#S256`, RFC 7515 §4.1.8.
    @Override
    public JWK bareKey() {
        return jwk();
    }

    /// The certified key alone, RFC 7517.
    public JWK jwk() {
        JWK key = jwk(certificate);
        if (key == null) {
            throw new IllegalStateException("the certificate was read with a key of an accepted kind");
        }
        return key;
    }

    @Override
    public KeyAlgorithm algorithm() {
        KeyAlgorithm algorithm = KeyAlgorithm.of(jwk());
        if (algorithm == null) {
            throw new IllegalStateException("the certificate was read with a key of an accepted kind");
        }
        return algorithm;
    }

    /// `x5t#S256`, RFC 7515 §4.1.8.
    @Override
    public String thumbprint() {
        return Base64Url.encode(Sha256.of(document()).toBytes());
    }

    @Override
    public Set<KeyHandle> handles() {
        Set<KeyHandle> handles = new HashSet<>();
        handles.add(KeyHandle.certificate(Sha256.of(document()).toBytes()));
        handles.add(Certificates.issuerAndSerial(certificate));
        handles.add(Certificates.publicKey(certificate));
        byte[] identifier = Certificates.subjectKeyIdentifier(certificate);
        if (identifier != null) {
            handles.add(KeyHandle.subjectKey(identifier));
        }
        return handles;
    }

    /// From when the certificate is valid by its own words.
    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    /// The moment after which it is no longer valid by its own words.
    @Override
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /// The key of a certificate; null when it is of no kind that Conch accepts.
    static @Nullable JWK jwk(X509Certificate certificate) {
        try {
            JWK key = switch (certificate.getPublicKey()) {
                case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build();
                case ECPublicKey ec -> {
                    Curve curve = Curve.forECParameterSpec(ec.getParams());
                    yield curve == null ? null : new ECKey.Builder(curve, ec).build();
                }
                case EdECPublicKey edwards ->
                    edwards.getParams().getName().equals("Ed25519")
                            ? new OctetKeyPair.Builder(
                                            Curve.Ed25519,
                                            Base64URL.encode(SubjectPublicKeyInfo.getInstance(edwards.getEncoded())
                                                    .getPublicKeyData()
                                                    .getOctets()))
                                    .keyIDFromThumbprint()
                                    .build()
                            : null;
                default -> null;
            };
            return key == null || KeyAlgorithm.of(key) == null ? null : key;
        } catch (IllegalArgumentException | IllegalStateException | JOSEException _) {
            return null;
        }
    }
}
