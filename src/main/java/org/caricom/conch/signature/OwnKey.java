package org.caricom.conch.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.X509CertUtils;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// One of the hub's key pairs for decryption. It signs nothing but its own certificate, which S/MIME and CMS need to
/// name it.
public final class OwnKey {
    private static final int RSA_BITS = 3072;
    private static final Duration CERTIFICATE = Duration.ofDays(3653);

    private final JWK jwk;
    private final PrivateKey privateKey;
    private final X509Certificate certificate;

    private OwnKey(JWK jwk, PrivateKey privateKey, X509Certificate certificate) {
        this.jwk = jwk;
        this.privateKey = privateKey;
        this.certificate = certificate;
    }

    /// How messages come to be encrypted to it.
    public enum Kind {
        /// P-256, for ECDH-ES and key agreement.
        AGREEMENT,
        /// RSA, for RSA-OAEP and key transport.
        TRANSPORT
    }

    /// A new key pair; takes a while.
    public static OwnKey generate(Kind kind, Instant now) {
        try {
            return switch (kind) {
                case AGREEMENT -> {
                    ECKey key = new ECKeyGenerator(Curve.P_256)
                            .keyUse(KeyUse.ENCRYPTION)
                            .keyIDFromThumbprint(true)
                            .generate();
                    Base64 certificate = certificate(
                            key.getKeyID(),
                            key.toECPublicKey(),
                            key.toECPrivateKey(),
                            "SHA256withECDSA",
                            KeyUsage.keyAgreement,
                            now);
                    yield of(new ECKey.Builder(key)
                            .x509CertChain(List.of(certificate))
                            .build());
                }
                case TRANSPORT -> {
                    RSAKey key = new RSAKeyGenerator(RSA_BITS)
                            .keyUse(KeyUse.ENCRYPTION)
                            .keyIDFromThumbprint(true)
                            .generate();
                    Base64 certificate = certificate(
                            key.getKeyID(),
                            key.toRSAPublicKey(),
                            key.toRSAPrivateKey(),
                            "SHA256withRSA",
                            KeyUsage.keyEncipherment,
                            now);
                    yield of(new RSAKey.Builder(key)
                            .x509CertChain(List.of(certificate))
                            .build());
                }
            };
        } catch (JOSEException | GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    /// Reads [#stored()] back.
    public static OwnKey readBack(String stored) {
        try {
            return of(JWK.parse(stored));
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }

    /// Private part and all, for the database.
    public String stored() {
        return jwk.toJSONString();
    }

    /// What it is called in `kid` and in the hub's key set.
    public String keyId() {
        return jwk.getKeyID();
    }

    /// The public part with its certificate, for the hub's key set.
    public JWK publicJwk() {
        return jwk.toPublicJWK();
    }

    /// The certificate, signed by the key itself: what vouches for it is where it was fetched from.
    public X509Certificate certificate() {
        return certificate;
    }

    public PublicKey publicKey() {
        return certificate.getPublicKey();
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    private static OwnKey of(JWK jwk) throws JOSEException {
        PrivateKey privateKey = switch (jwk) {
            case ECKey ec -> ec.toECPrivateKey();
            case RSAKey rsa -> rsa.toRSAPrivateKey();
            default -> throw new IllegalStateException("a key of another kind");
        };
        return new OwnKey(
                jwk,
                privateKey,
                X509CertUtils.parse(jwk.getX509CertChain().getFirst().decode()));
    }

    private static Base64 certificate(
            String name, PublicKey publicKey, PrivateKey privateKey, String algorithm, int usage, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X500Name subject = new X500Name("CN=Conch hub " + name);
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                subject,
                new BigInteger(127, new SecureRandom()).setBit(0),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(CERTIFICATE)),
                subject,
                info);
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(info));
        return Base64.encode(builder.build(new JcaContentSignerBuilder(algorithm).build(privateKey))
                .getEncoded());
    }
}
