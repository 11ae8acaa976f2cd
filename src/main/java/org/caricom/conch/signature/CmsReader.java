package org.caricom.conch.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// Reads a SignedData, RFC 5652 §5. BER is tolerated where programs write it, around the content; what is
/// signed is looked at in DER.
final class CmsReader {
    private static final int SIGNERS_AT_MOST = 4;
    private static final int DIGESTS_AT_MOST = 8;
    private static final int CERTIFICATES_AT_MOST = 20;
    private static final int UNSIGNED_AT_MOST = 16;
    private static final int TEXT_TYPE_AT_MOST = 255;

    private CmsReader() {}

    /// A message with its content inside.
    static Cms attached(ContentInfo info, EnvelopeLimits limits) throws Breach {
        SignedData data = signedData(info);
        ASN1Encodable content = data.getEncapContentInfo().getContent();
        if (content == null) {
            throw new Breach(Fault.CONTENT, "the signature came without what it signs");
        }
        if (!(content.toASN1Primitive() instanceof ASN1OctetString octets)) {
            throw new Breach(Fault.CONTENT, "the content is no octet string");
        }
        byte[] signed = octets.getOctets();
        return read(data, List.of(content(signed, MimeEntity.beginsWithField(signed), limits)));
    }

    /// A signature with its content beside it.
    ///
    /// @param forms the content in each form that may have been signed
    static Cms detached(byte[] ber, List<byte[]> forms, EnvelopeLimits limits) throws Breach {
        SignedData data = signedData(contentInfo(ber, limits));
        if (data.getEncapContentInfo().getContent() != null) {
            throw new Breach(Fault.CONTENT, "the signature brings a content of its own");
        }
        List<Cms.Content> contents = new ArrayList<>();
        for (byte[] form : forms) {
            // RFC 2046 §5.1: a part without header fields begins with an empty line.
            boolean entity =
                    MimeEntity.beginsWithField(form) || (form.length > 0 && (form[0] == '\r' || form[0] == '\n'));
            contents.add(content(form, entity, limits));
        }
        return read(data, contents);
    }

    private static SignedData signedData(ContentInfo info) throws Breach {
        if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
            throw CmsDecryption.isEncrypted(info)
                    ? new Breach(Fault.ENCRYPTED, "this is encrypted where something signed belongs")
                    : new Breach(Fault.CMS, "this CMS message is not SignedData");
        }
        try {
            return SignedData.getInstance(info.getContent());
        } catch (RuntimeException e) {
            throw malformed(e);
        }
    }

    /// Any CMS message, RFC 5652 §3.
    static ContentInfo contentInfo(byte[] ber, EnvelopeLimits limits) throws Breach {
        if (ber.length > limits.bytes()) {
            throw new Breach(Fault.SIZE, "the message is too large");
        }
        Asn1Shape.check(ber);
        try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(ber), ber.length)) {
            ContentInfo info = ContentInfo.getInstance(in.readObject());
            if (info == null || info.getContent() == null) {
                throw new Breach(Fault.CMS, "this is no CMS message");
            }
            return info;
        } catch (IOException | RuntimeException e) {
            throw malformed(e);
        }
    }

    private static Cms read(SignedData data, List<Cms.Content> contents) throws Breach {
        if (!CMSObjectIdentifiers.data.equals(data.getEncapContentInfo().getContentType())) {
            throw new Breach(Fault.CONTENT, "the content's type is not id-data");
        }
        for (Cms.Content content : contents) {
            if (isSetOfAttributes(content.signed())) {
                // A signature over attributes is also one over their octets as a content without attributes. Those
                // are required above; this closes the other half, should a signer ever leave them out.
                throw new Breach(Fault.CONTENT, "the content is the signed attributes of another message");
            }
        }
        try {
            ASN1Set signers = data.getSignerInfos();
            if (signers.size() < 1 || signers.size() > SIGNERS_AT_MOST) {
                throw new Breach(Fault.SIGNATURES, "a message has 1 to " + SIGNERS_AT_MOST + " signatures");
            }
            if (data.getDigestAlgorithms().size() > DIGESTS_AT_MOST) {
                throw new Breach(Fault.CMS, "the message names too many digests");
            }
            if (!Set.of(1, 3, 4, 5).contains(data.getVersion().intValueExact())) {
                throw new Breach(Fault.CMS, "the message is of an unknown version");
            }
            List<Cms.Signer> read = new ArrayList<>();
            for (ASN1Encodable signer : signers) {
                read.add(signer(signer));
            }
            return new Cms(contents, read, certificates(data.getCertificates()));
        } catch (RuntimeException e) {
            throw malformed(e);
        }
    }

    private static Cms.Signer signer(ASN1Encodable encoded) throws Breach {
        // Bouncy Castle tells of wrong structures with exceptions of any kind; the caller turns them into a Breach.
        ASN1Sequence sequence = ASN1Sequence.getInstance(encoded);
        requireTags(sequence);
        SignerInfo info = SignerInfo.getInstance(sequence);
        SignerIdentifier identifier = info.getSID();
        boolean byKey = identifier.isTagged();
        // RFC 5652 §5.3: the version says how the certificate is named.
        if (!info.getVersion().hasValue(byKey ? 3 : 1)) {
            throw new Breach(Fault.CMS, "a signature's version and the name of its certificate disagree");
        }
        ASN1Set unsigned = info.getUnauthenticatedAttributes();
        if (unsigned != null && unsigned.size() > UNSIGNED_AT_MOST) {
            throw new Breach(Fault.CMS, "a signature has too many unsigned attributes");
        }
        ASN1Set attributes = info.getAuthenticatedAttributes();
        if (attributes == null) {
            throw new Breach(Fault.ATTRIBUTES, "a signature has no signed attributes");
        }
        CmsAttributes signed =
                CmsAttributes.read(attributes, info.getDigestAlgorithm(), info.getDigestEncryptionAlgorithm());
        return new Cms.Signer(
                name(identifier),
                CmsDigest.of(info.getDigestAlgorithm()),
                info.getDigestEncryptionAlgorithm(),
                der(attributes),
                signed.messageDigest(),
                signed.signingTime(),
                signed.essCertificate(),
                info.getEncryptedDigest().getOctets());
    }

    /// Bouncy Castle takes an optional part under any tag.
    private static void requireTags(ASN1Sequence signer) throws Breach {
        for (int i = 0; i < signer.size(); i++) {
            if (signer.getObjectAt(i) instanceof ASN1TaggedObject tagged
                    && !tagged.hasContextTag(i == 1 || i == 3 ? 0 : 1)) {
                throw new Breach(Fault.CMS, "a signature has parts that none has");
            }
        }
        if (signer.size() > 7) {
            throw new Breach(Fault.CMS, "a signature has parts that none has");
        }
    }

    private static KeyHandle name(SignerIdentifier identifier) {
        return identifier.isTagged()
                ? KeyHandle.subjectKey(
                        ASN1OctetString.getInstance(identifier.getId()).getOctets())
                : Certificates.issuerAndSerial(IssuerAndSerialNumber.getInstance(identifier.getId()));
    }

    /// The certificates that can be read. Others may be there for readers of other kinds.
    private static List<X509Certificate> certificates(@Nullable ASN1Set set) throws Breach {
        List<X509Certificate> certificates = new ArrayList<>();
        if (set == null) {
            return certificates;
        }
        if (set.size() > CERTIFICATES_AT_MOST) {
            throw new Breach(Fault.CMS, "the message brings too many certificates");
        }
        for (ASN1Encodable one : set) {
            if (one.toASN1Primitive() instanceof ASN1Sequence sequence) {
                X509Certificate certificate = Certificates.parse(der(sequence));
                if (certificate != null) {
                    certificates.add(certificate);
                }
            }
        }
        return certificates;
    }

    /// What the signed octets say: for S/MIME they are a MIME entity (RFC 8551 §3.1), for CMS alone the
    /// report itself.
    private static Cms.Content content(byte[] signed, boolean entity, EnvelopeLimits limits) throws Breach {
        if (!entity) {
            return new Cms.Content(signed, signed, null);
        }
        MimeEntity read = MimeEntity.read(signed, limits);
        return read.isMail()
                ? new Cms.Content(signed, signed, Envelopes.MAIL)
                : new Cms.Content(signed, read.content(), read.payloadType(TEXT_TYPE_AT_MOST));
    }

    private static boolean isSetOfAttributes(byte[] content) {
        if (content.length == 0 || content[0] != 0x31) {
            return false;
        }
        try {
            Asn1Shape.check(content);
            ASN1Set set = ASN1Set.getInstance(content);
            for (ASN1Encodable one : set) {
                if (!(one.toASN1Primitive() instanceof ASN1Sequence sequence)
                        || sequence.size() != 2
                        || !(sequence.getObjectAt(1).toASN1Primitive() instanceof ASN1Set)) {
                    return false;
                }
            }
            return true;
        } catch (Breach | RuntimeException _) {
            return false;
        }
    }

    static byte[] der(ASN1Encodable value) throws Breach {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private static Breach malformed(Exception cause) {
        return new Breach(Fault.CMS, "the message is not formed as RFC 5652 has it", cause);
    }
}
