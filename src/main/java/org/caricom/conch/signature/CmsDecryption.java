package org.caricom.conch.signature;

import com.nimbusds.jose.crypto.utils.ECChecks;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// Decrypts a CMS message with the hub's own keys: EnvelopedData (RFC 5652 §6) and AuthEnvelopedData (RFC 5083), with
/// RSA-OAEP (RFC 3560) or ephemeral-static ECDH on P-256 (RFC 5753), and AES in CBC or GCM mode.
///
/// Where a content key cannot be unwrapped, a random one takes its place and the rest goes on as ever, and there is one
/// answer to everything that goes wrong: neither it nor a stopwatch tells a wrong key from a broken padding.
final class CmsDecryption {
    private static final int RECIPIENTS_AT_MOST = 64;
    private static final int BLOCK = 16;

    /// Content encryption, RFC 3565 and RFC 5084: the length of the key in octets.
    private static final Map<String, Integer> CBC = Map.of(
            "2.16.840.1.101.3.4.1.2", 16,
            "2.16.840.1.101.3.4.1.22", 24,
            "2.16.840.1.101.3.4.1.42", 32);
    private static final Map<String, Integer> GCM = Map.of(
            "2.16.840.1.101.3.4.1.6", 16,
            "2.16.840.1.101.3.4.1.26", 24,
            "2.16.840.1.101.3.4.1.46", 32);

    /// Key wrap, RFC 3565 §2.3.2.
    private static final Map<String, Integer> WRAP = Map.of(
            "2.16.840.1.101.3.4.1.5", 16,
            "2.16.840.1.101.3.4.1.25", 24,
            "2.16.840.1.101.3.4.1.45", 32);

    /// Key agreement, RFC 5753 §7.1.4, by the digest of its key derivation. SHA-1 is no weakness there: nothing hangs
    /// on
    /// collisions; and it is what `openssl` uses.
    private static final Map<String, String> AGREEMENT = Map.of(
            "1.3.133.16.840.63.0.2", "SHA-1",
            "1.3.132.1.11.1", "SHA-256",
            "1.3.132.1.11.2", "SHA-384",
            "1.3.132.1.11.3", "SHA-512");

    /// The digests of OAEP.
    private static final Map<String, String> DIGESTS = Map.of(
            "1.3.14.3.2.26", "SHA-1",
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");

    private final Decryption decryption;

    private CmsDecryption(Decryption decryption) {
        this.decryption = decryption;
    }

    /// What was encrypted.
    ///
    /// @param authentic whether it is known to be what the sender encrypted: only then may more be said about it
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
    record Decrypted(byte[] content, boolean authentic) {}

    /// Whether this is something encrypted.
    static boolean isEncrypted(ContentInfo info) {
        return CMSObjectIdentifiers.envelopedData.equals(info.getContentType())
                || CMSObjectIdentifiers.authEnvelopedData.equals(info.getContentType());
    }

    /// The one answer to whatever goes wrong.
    static Breach failure() {
        return new Breach(
                Fault.ENCRYPTED,
                "this is encrypted, and no key of the hub's, as its key set has them, opens it to a signed message");
    }

    static Decrypted decrypt(ContentInfo info, Decryption decryption) throws Breach {
        try {
            return new CmsDecryption(decryption).decrypt(info);
        } catch (GeneralSecurityException | IOException | RuntimeException _) {
            throw failure();
        }
    }

    private Decrypted decrypt(ContentInfo info) throws GeneralSecurityException, IOException, Breach {
        if (CMSObjectIdentifiers.envelopedData.equals(info.getContentType())) {
            EnvelopedData data = EnvelopedData.getInstance(info.getContent());
            EncryptedContentInfo content = data.getEncryptedContentInfo();
            int length = keyLength(CBC, content.getContentEncryptionAlgorithm());
            return new Decrypted(cbc(content, contentKey(data.getRecipientInfos(), length)), false);
        }
        AuthEnvelopedData data = AuthEnvelopedData.getInstance(info.getContent());
        EncryptedContentInfo content = data.getAuthEncryptedContentInfo();
        int length = keyLength(GCM, content.getContentEncryptionAlgorithm());
        return new Decrypted(gcm(data, content, contentKey(data.getRecipientInfos(), length)), true);
    }

    private static int keyLength(Map<String, Integer> known, AlgorithmIdentifier algorithm) throws Breach {
        Integer length = known.get(algorithm.getAlgorithm().getId());
        if (length == null) {
            throw new Breach(
                    Fault.ENCRYPTION,
                    "to the hub is encrypted with RSA-OAEP or ECDH on P-256, and AES in CBC or GCM mode");
        }
        return length;
    }

    private static byte[] cbc(EncryptedContentInfo content, SecretKeySpec key) throws GeneralSecurityException {
        byte[] iv = ASN1OctetString.getInstance(
                        content.getContentEncryptionAlgorithm().getParameters())
                .getOctets();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
        return cipher.doFinal(content.getEncryptedContent().getOctets());
    }

    /// RFC 5083 §2.2: authenticated attributes are covered in DER, as a SET.
    private static byte[] gcm(AuthEnvelopedData data, EncryptedContentInfo content, SecretKeySpec key)
            throws GeneralSecurityException, Breach {
        GCMParameters parameters = GCMParameters.getInstance(
                content.getContentEncryptionAlgorithm().getParameters());
        byte[] tag = data.getMac().getOctets();
        if (parameters.getIcvLen() < 12 || parameters.getIcvLen() > BLOCK || tag.length != parameters.getIcvLen()) {
            throw new InvalidAlgorithmParameterException("a tag has 12 to 16 octets");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * tag.length, parameters.getNonce()));
        ASN1Set attributes = data.getAuthAttrs();
        if (attributes != null) {
            cipher.updateAAD(CmsReader.der(attributes));
        }
        byte[] octets = content.getEncryptedContent().getOctets();
        byte[] both = Arrays.copyOf(octets, octets.length + tag.length);
        System.arraycopy(tag, 0, both, octets.length, tag.length);
        return cipher.doFinal(both);
    }

    /// The key that one of the recipients is given; a random one when none of them is the hub, or it does not open.
    private SecretKeySpec contentKey(ASN1Set recipients, int length) throws IOException {
        byte[] key = new byte[length];
        new SecureRandom().nextBytes(key);
        if (recipients.size() > RECIPIENTS_AT_MOST) {
            throw new IOException("too many recipients");
        }
        for (ASN1Encodable one : recipients) {
            byte[] found = switch (RecipientInfo.getInstance(one).getInfo()) {
                case KeyTransRecipientInfo transport -> transported(transport);
                case KeyAgreeRecipientInfo agreement -> agreed(agreement);
                default -> null;
            };
            if (found != null && found.length == length) {
                key = found;
            }
        }
        return new SecretKeySpec(key, "AES");
    }

    private byte @Nullable [] transported(KeyTransRecipientInfo recipient) {
        OwnKey own = own(name(recipient.getRecipientIdentifier()));
        OAEPParameterSpec parameters = oaep(recipient.getKeyEncryptionAlgorithm());
        if (own == null || parameters == null) {
            return null;
        }
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.DECRYPT_MODE, own.privateKey(), parameters);
            return cipher.doFinal(recipient.getEncryptedKey().getOctets());
        } catch (GeneralSecurityException _) {
            return null;
        }
    }

    /// RFC 3560 §3. What PKCS #1 v1.5 pads is never opened: its padding tells too much.
    private static @Nullable OAEPParameterSpec oaep(AlgorithmIdentifier algorithm) {
        if (!PKCSObjectIdentifiers.id_RSAES_OAEP.equals(algorithm.getAlgorithm())) {
            return null;
        }
        RSAESOAEPparams said = algorithm.getParameters() == null
                ? new RSAESOAEPparams()
                : RSAESOAEPparams.getInstance(algorithm.getParameters());
        String digest = DIGESTS.get(said.getHashAlgorithm().getAlgorithm().getId());
        AlgorithmIdentifier mask = said.getMaskGenAlgorithm();
        String maskDigest = PKCSObjectIdentifiers.id_mgf1.equals(mask.getAlgorithm())
                ? DIGESTS.get(AlgorithmIdentifier.getInstance(mask.getParameters())
                        .getAlgorithm()
                        .getId())
                : null;
        boolean bare = ASN1OctetString.getInstance(said.getPSourceAlgorithm().getParameters())
                        .getOctets()
                        .length
                == 0;
        return digest == null || maskDigest == null || !bare
                ? null
                : new OAEPParameterSpec(digest, "MGF1", new MGF1ParameterSpec(maskDigest), PSource.PSpecified.DEFAULT);
    }

    private byte @Nullable [] agreed(KeyAgreeRecipientInfo recipient) throws IOException {
        AlgorithmIdentifier algorithm = recipient.getKeyEncryptionAlgorithm();
        String digest = AGREEMENT.get(algorithm.getAlgorithm().getId());
        AlgorithmIdentifier wrap = AlgorithmIdentifier.getInstance(algorithm.getParameters());
        Integer length = WRAP.get(wrap.getAlgorithm().getId());
        OriginatorPublicKey sender = recipient.getOriginator().getOriginatorKey();
        ASN1Sequence keys = recipient.getRecipientEncryptedKeys();
        if (digest == null || length == null || sender == null || keys.size() > RECIPIENTS_AT_MOST) {
            return null;
        }
        for (ASN1Encodable one : keys) {
            RecipientEncryptedKey encrypted = RecipientEncryptedKey.getInstance(one);
            OwnKey own = own(name(encrypted.getIdentifier()));
            if (own != null && own.publicKey() instanceof ECPublicKey publicKey) {
                try {
                    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
                    agreement.init(own.privateKey());
                    agreement.doPhase(point(sender, publicKey), true);
                    byte[] shared = agreement.generateSecret();
                    byte[] wrapKey = derive(digest, shared, sharedInfo(wrap, recipient, length), length);
                    Cipher cipher = Cipher.getInstance("AESWrap");
                    cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(wrapKey, "AES"));
                    return cipher.unwrap(encrypted.getEncryptedKey().getOctets(), "AES", Cipher.SECRET_KEY)
                            .getEncoded();
                } catch (GeneralSecurityException _) {
                    return null;
                }
            }
        }
        return null;
    }

    /// RFC 5753 §7.2.
    private static byte[] sharedInfo(AlgorithmIdentifier wrap, KeyAgreeRecipientInfo recipient, int length)
            throws IOException {
        byte[] bits = ByteBuffer.allocate(4).putInt(8 * length).array();
        ASN1OctetString material = recipient.getUserKeyingMaterial();
        return new ECCCMSSharedInfo(wrap, material == null ? null : material.getOctets(), bits).getEncoded("DER");
    }

    /// X9.63, SEC 1 §3.6.1.
    private static byte[] derive(String digestName, byte[] shared, byte[] info, int length)
            throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(digestName);
        ByteBuffer derived = ByteBuffer.allocate(length + digest.getDigestLength());
        for (int counter = 1; derived.position() < length; counter++) {
            digest.update(shared);
            digest.update(ByteBuffer.allocate(4).putInt(counter).array());
            derived.put(digest.digest(info));
        }
        return Arrays.copyOf(derived.array(), length);
    }

    /// The sender's key on our curve, uncompressed (SEC 1 §2.3.4). That it is on the curve is what keeps our key from
    /// leaking bit by bit.
    private static ECPublicKey point(OriginatorPublicKey sender, ECPublicKey own) throws GeneralSecurityException {
        byte[] octets = sender.getPublicKeyData().getOctets();
        int width = (own.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        if (octets.length != 1 + 2 * width || octets[0] != 4) {
            throw new InvalidAlgorithmParameterException("the sender's key is no uncompressed point on P-256");
        }
        BigInteger x = new BigInteger(1, octets, 1, width);
        BigInteger y = new BigInteger(1, octets, 1 + width, width);
        if (!ECChecks.isPointOnCurve(x, y, own.getParams())) {
            throw new InvalidAlgorithmParameterException("the sender's key is no point on P-256");
        }
        return (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), own.getParams()));
    }

    private @Nullable OwnKey own(@Nullable KeyHandle name) {
        for (OwnKey key : decryption.keys()) {
            byte[] identifier = Certificates.subjectKeyIdentifier(key.certificate());
            if (Certificates.issuerAndSerial(key.certificate()).equals(name)
                    || (identifier != null && KeyHandle.subjectKey(identifier).equals(name))) {
                return key;
            }
        }
        return null;
    }

    private static @Nullable KeyHandle name(RecipientIdentifier identifier) {
        return identifier.isTagged()
                ? KeyHandle.subjectKey(
                        ASN1OctetString.getInstance(identifier.getId()).getOctets())
                : Certificates.issuerAndSerial(IssuerAndSerialNumber.getInstance(identifier.getId()));
    }

    private static @Nullable KeyHandle name(KeyAgreeRecipientIdentifier identifier) {
        return identifier.getIssuerAndSerialNumber() == null
                ? KeyHandle.subjectKey(
                        identifier.getRKeyID().getSubjectKeyIdentifier().getOctets())
                : Certificates.issuerAndSerial(identifier.getIssuerAndSerialNumber());
    }
}
