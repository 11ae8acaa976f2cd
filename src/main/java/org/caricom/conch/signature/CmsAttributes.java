package org.caricom.conch.signature;

import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// The signed attributes of one signature, RFC 5652 §11: each type once, one value each, and none that contradicts the
/// message.
///
/// @param messageDigest  of the content
/// @param signingTime    null when not told
/// @param essCertificate null when not told
@SuppressWarnings("ArrayRecordComponent") // never compared
record CmsAttributes(byte[] messageDigest, @Nullable Instant signingTime, Cms.@Nullable EssCertificate essCertificate) {
    private static final int ATTRIBUTES_AT_MOST = 32;

    static CmsAttributes read(ASN1Set set, AlgorithmIdentifier digest, AlgorithmIdentifier signature) throws Breach {
        requireOrder(set);
        Map<ASN1ObjectIdentifier, ASN1Encodable> values = new HashMap<>();
        if (set.size() > ATTRIBUTES_AT_MOST) {
            throw new Breach(Fault.ATTRIBUTES, "there are too many signed attributes");
        }
        for (ASN1Encodable one : set) {
            Attribute attribute = Attribute.getInstance(one);
            if (attribute.getAttrValues().size() != 1
                    || values.put(
                                    attribute.getAttrType(),
                                    attribute.getAttrValues().getObjectAt(0))
                            != null) {
                throw new Breach(Fault.ATTRIBUTES, "a signed attribute stands twice, or has not exactly one value");
            }
        }
        ASN1Encodable type = values.get(CMSAttributes.contentType);
        if (type == null || !CMSObjectIdentifiers.data.equals(ASN1ObjectIdentifier.getInstance(type))) {
            throw new Breach(Fault.ATTRIBUTES, "the signed content type is missing or not that of the content");
        }
        ASN1Encodable messageDigest = values.get(CMSAttributes.messageDigest);
        if (messageDigest == null) {
            throw new Breach(Fault.ATTRIBUTES, "the signed message digest is missing");
        }
        requireProtection(values.get(CMSAttributes.cmsAlgorithmProtect), digest, signature);
        return new CmsAttributes(
                ASN1OctetString.getInstance(messageDigest).getOctets(),
                time(values.get(CMSAttributes.signingTime)),
                essCertificate(values.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2)));
    }

    /// Signed attributes are in DER, RFC 5652 §5.3, and DER sorts a set: X.690 §11.6. Another order would be a second
    /// way to write the same signature.
    private static void requireOrder(ASN1Set set) throws Breach {
        try {
            if (!Arrays.equals(
                    set.toASN1Primitive().getEncoded(ASN1Encoding.DL),
                    set.toASN1Primitive().getEncoded(ASN1Encoding.DER))) {
                throw new Breach(Fault.ATTRIBUTES, "the signed attributes are not in DER");
            }
        } catch (IOException _) {
            throw new Breach(Fault.ATTRIBUTES, "the signed attributes are not in DER");
        }
    }

    /// RFC 6211 §4.
    private static void requireProtection(
            @Nullable ASN1Encodable value, AlgorithmIdentifier digest, AlgorithmIdentifier signature) throws Breach {
        if (value == null) {
            return;
        }
        CMSAlgorithmProtection said = CMSAlgorithmProtection.getInstance(value);
        if (!digest.equals(said.getDigestAlgorithm())
                || !signature.equals(said.getSignatureAlgorithm())
                || said.getMacAlgorithm() != null) {
            throw new Breach(Fault.ATTRIBUTES, "the signed attributes name other algorithms than the message");
        }
    }

    /// RFC 5652 §11.3.
    private static @Nullable Instant time(@Nullable ASN1Encodable value) throws Breach {
        if (value == null) {
            return null;
        }
        try {
            return switch (value.toASN1Primitive()) {
                case ASN1UTCTime utc -> utc.getAdjustedDate().toInstant();
                case ASN1GeneralizedTime generalized -> generalized.getDate().toInstant();
                default -> throw new Breach(Fault.ATTRIBUTES, "the signing time is no time");
            };
        } catch (ParseException _) {
            throw new Breach(Fault.ATTRIBUTES, "the signing time is no time");
        }
    }

    /// The first of the certificates, RFC 5035 §4; the others are about its path.
    private static Cms.@Nullable EssCertificate essCertificate(@Nullable ASN1Encodable value) throws Breach {
        if (value == null) {
            return null;
        }
        ESSCertIDv2[] certificates = SigningCertificateV2.getInstance(value).getCerts();
        if (certificates.length == 0) {
            throw new Breach(Fault.ATTRIBUTES, "the signing certificate attribute names none");
        }
        return new Cms.EssCertificate(CmsDigest.of(certificates[0].getHashAlgorithm()), certificates[0].getCertHash());
    }
}
