package org.caricom.conch.signature;

import java.util.List;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.caricom.conch.signature.Unreadable.Fault;

/// Reads CMS messages as they come: bare, or as the mail that a mail program or `openssl` makes of them
/// (RFC 8551 §3); signed, or signed and then encrypted to the hub.
final class SmimeReader {
    private final EnvelopeLimits limits;
    private final Decryption decryption;

    SmimeReader(EnvelopeLimits limits, Decryption decryption) {
        this.limits = limits;
        this.decryption = decryption;
    }

    /// What the media type `application/pkcs7-mime` promises: the CMS message itself, or a mail that holds it.
    Opened pkcs7(byte[] body) throws Breach {
        return MimeEntity.beginsWithField(body) ? message(body) : cms(body);
    }

    /// A `multipart/signed` body, or a whole mail.
    Opened multipart(byte[] body, String contentType) throws Breach {
        return signed(MultipartSigned.read(body, contentType, limits));
    }

    /// A whole mail with header.
    Opened message(byte[] body) throws Breach {
        if (body.length > limits.bytes()) {
            throw new Breach(Fault.SIZE, "the message is too large");
        }
        MimeEntity message = MimeEntity.read(body, limits);
        MimeType type = message.type();
        if (type == null) {
            throw new Breach(Fault.MIME, "the message has no Content-Type");
        }
        if (type.isApplication("pkcs7-mime")) {
            return cms(message.content());
        }
        return type.name().equals(Envelopes.MULTIPART_SIGNED)
                ? signed(MultipartSigned.read(message, limits))
                : new UnsupportedType();
    }

    /// Whether a mail is one that holds a signature or something encrypted, rather than a report in a mail.
    static boolean isSmime(byte[] mail) {
        try {
            MimeType type = MimeEntity.read(mail, EnvelopeLimits.DEFAULT).type();
            return type != null
                    && (type.isApplication("pkcs7-mime") || type.name().equals(Envelopes.MULTIPART_SIGNED));
        } catch (Breach _) {
            return false;
        }
    }

    private Opened signed(MultipartSigned message) throws Breach {
        List<byte[]> forms = message.signedForms();
        return switch (message.protocol()) {
            case "application/pkcs7-signature", "application/x-pkcs7-signature" ->
                CmsReader.detached(message.signature().content(), forms, limits);
            case "application/pgp-signature" -> PgpReader.mime(message, limits);
            default -> new UnsupportedType();
        };
    }

    private Opened cms(byte[] ber) throws Breach {
        ContentInfo info = CmsReader.contentInfo(ber, limits);
        return CmsDecryption.isEncrypted(info)
                ? inside(CmsDecryption.decrypt(info, decryption))
                : CmsReader.attached(info, limits);
    }

    /// The signed message that must be inside. It is opened without keys: encrypted twice is not read.
    private Opened inside(CmsDecryption.Decrypted decrypted) throws Breach {
        byte[] content = decrypted.content();
        boolean mail = MimeEntity.beginsWithField(content);
        if (!mail && (content.length == 0 || content[0] != 0x30)) {
            return unsigned(decrypted);
        }
        try {
            return switch (new SmimeReader(limits, Decryption.none()).pkcs7(content)) {
                case Cms cms ->
                    cms.foundIn(
                            new Evidence.Decrypted(mail ? Envelopes.MAIL : Envelopes.CMS, content),
                            decrypted.authentic()
                                    ? null
                                    : CmsDecryption.failure().unreadable());
                // What is encrypted with CMS is signed with CMS.
                case Envelope _, Unreadable _, UnsupportedType _ -> unsigned(decrypted);
            };
        } catch (Breach breach) {
            // What is not authentic may be what an attacker made of a message by trying.
            throw decrypted.authentic() ? breach : CmsDecryption.failure();
        }
    }

    private static Opened unsigned(CmsDecryption.Decrypted decrypted) throws Breach {
        if (!decrypted.authentic()) {
            throw CmsDecryption.failure();
        }
        byte[] content = decrypted.content();
        return new Cms(List.of(new Cms.Content(content, content, null)), List.of(), List.of());
    }
}
