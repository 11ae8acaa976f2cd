package org.caricom.conch;

import com.nimbusds.jose.util.X509CertUtils;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates for TLS, good for a day around now: TLS looks at no clock of ours.
public final class TestCertificates {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private TestCertificates() {}

    /// A certificate and its key.
    public record Identity(X509Certificate certificate, PrivateKey key) {
        public String certificatePem() {
            return X509CertUtils.toPEMString(certificate);
        }

        public String keyPem() {
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        }
    }

    /// One that has signed itself; good for a server on this machine as well.
    public static Identity authority(String name) {
        KeyPair pair = pair();
        return new Identity(certificate(name, pair, name, pair.getPrivate(), true), pair.getPrivate());
    }

    /// One for a client.
    public static Identity issued(String name, Identity by) {
        KeyPair pair = pair();
        String issuer = by.certificate().getSubjectX500Principal().getName().substring("CN=".length());
        return new Identity(certificate(name, pair, issuer, by.key(), false), pair.getPrivate());
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(
            String name, KeyPair pair, String issuer, PrivateKey issuerKey, boolean authority) {
        try {
            var builder = new X509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(Instant.now().minus(1, ChronoUnit.DAYS)),
                    Date.from(Instant.now().plus(1, ChronoUnit.DAYS)),
                    new X500Name("CN=" + name),
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")
            }));
            return X509CertUtils.parse(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey))
                    .getEncoded());
        } catch (java.io.IOException | org.bouncycastle.operator.OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
