package org.caricom.conch.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPairGeneratorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The key files of one fictional CERT: the same ES256 key as JWK, PEM (PKCS#8), certificate and PKCS#12, and an
/// OpenPGP key. Everything that is private has mode 0600.
///
/// @param jwk  private JWK with `kid`
/// @param pem  the same private key, PKCS#8
/// @param cert X.509 certificate over it, self-signed
/// @param p12  key and certificate, password [#P12_PASSWORD]
/// @param pgp  an armoured OpenPGP secret key (Ed25519, version 4) without passphrase
record MemberKeyFiles(Path jwk, Path pem, Path cert, Path p12, Path pgp) {
    static final String P12_PASSWORD = "conch";

    private static final Duration LIFETIME = Duration.ofDays(730);

    /// Where the keys of `member` lie under `folder`.
    static MemberKeyFiles in(Path folder, String member) {
        Path own = folder.resolve(member);
        return new MemberKeyFiles(
                own.resolve("key.jwk.json"),
                own.resolve("key.pem"),
                own.resolve("cert.pem"),
                own.resolve("key.p12"),
                own.resolve("key.pgp.asc"));
    }

    /// The key, as [#write] left it.
    ECKey read() throws IOException {
        try {
            return ECKey.parse(Files.readString(jwk));
        } catch (ParseException e) {
            throw new IOException(jwk + " holds no key; delete the demo's folder to start anew", e);
        }
    }

    /// The public part of the OpenPGP key, as [#write] left the secret one.
    byte[] openPgpCertificate() throws IOException {
        try (InputStream armoured = new ArmoredInputStream(Files.newInputStream(pgp))) {
            return new PGPSecretKeyRing(armoured, new BcKeyFingerprintCalculator())
                    .toCertificate()
                    .getEncoded();
        } catch (PGPException e) {
            throw new IOException(pgp + " holds no key; delete the demo's folder to start anew", e);
        }
    }

    /// Makes new keys, good from `now` on, and writes all five files. The JWK comes last: where it is, all are.
    ECKey write(String member, Instant now) throws IOException {
        Files.createDirectories(jwk.getParent());
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID("%s-demo-%s".formatted(member.toLowerCase(Locale.ROOT), yearOf(now)))
                    .generate();
            PrivateKey privateKey = key.toECPrivateKey();
            X509Certificate certificate = certificate(member, key, privateKey, now);
            writePrivate(pem, pemText(new JcaPKCS8Generator(privateKey, null)));
            writePrivate(cert, pemText(certificate));
            writePrivate(p12, pkcs12(privateKey, certificate));
            writePrivate(pgp, openPgp(member, now));
            writePrivate(jwk, key.toJSONString().getBytes(StandardCharsets.UTF_8));
            return key;
        } catch (JOSEException | GeneralSecurityException | OperatorCreationException | PGPException e) {
            throw new IOException("the demo's keys could not be made", e);
        }
    }

    private static int yearOf(Instant now) {
        return now.atZone(ZoneOffset.UTC).getYear();
    }

    private static X509Certificate certificate(String member, ECKey key, PrivateKey privateKey, Instant now)
            throws JOSEException, OperatorCreationException, GeneralSecurityException, IOException {
        X500Name name = new X500Name("C=%s,O=Demo CERT of %s,CN=Incident reports".formatted(member, member));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, new SecureRandom()),
                Date.from(now),
                Date.from(now.plus(LIFETIME)),
                name,
                key.toECPublicKey());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection
        }));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.rfc822Name, mailOf(member))));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(privateKey)));
    }

    private static byte[] pemText(Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pkcs12(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("report", key, P12_PASSWORD.toCharArray(), new Certificate[] {certificate});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, P12_PASSWORD.toCharArray());
        return bytes.toByteArray();
    }

    private static byte[] openPgp(String member, Instant now) throws PGPException, IOException {
        PGPKeyPair pair =
                new BcPGPKeyPairGeneratorProvider().get(4, Date.from(now)).generateLegacyEd25519KeyPair();
        PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
        subpackets.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
        subpackets.setKeyExpirationTime(false, LIFETIME.toSeconds());
        subpackets.setPreferredHashAlgorithms(
                false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA256});
        PGPSecretKeyRing ring = new PGPKeyRingGenerator(
                        PGPSignature.POSITIVE_CERTIFICATION,
                        pair,
                        "Demo CERT of %s <%s>".formatted(member, mailOf(member)),
                        new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                        subpackets.generate(),
                        null,
                        new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                        null)
                .generateSecretKeyRing();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armour =
                ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
            ring.encode(armour);
        }
        return bytes.toByteArray();
    }

    private static String mailOf(String member) {
        return "reports@cert-%s.example".formatted(member.toLowerCase(Locale.ROOT));
    }

    private static void writePrivate(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            out.write(content);
        }
    }
}
