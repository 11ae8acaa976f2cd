package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// Opens signed messages, strictly: what could be read in two ways is not read at all.
public final class Envelopes {
    /// RFC 7515 §9.2.1: the compact serialisation.
    public static final String JOSE = "application/jose";

    /// RFC 7515 §9.2.1: the JSON serialisation, general or flattened.
    public static final String JOSE_JSON = "application/jose+json";

    /// RFC 7193: a CMS message, DER.
    public static final String CMS = "application/cms";

    /// RFC 8551 §3.2: the same, or a mail that holds it.
    public static final String PKCS7 = "application/pkcs7-mime";

    /// RFC 1847 §2.1: a signature beside what it signs.
    public static final String MULTIPART_SIGNED = "multipart/signed";

    /// An OpenPGP message: binary, armoured or clear-signed.
    public static final String PGP = "application/pgp";

    /// RFC 2046 §5.2.1: a whole mail with its header.
    static final String MAIL = "message/rfc822";

    /// What the `typ` of a filing says, if it says something.
    public static final String REPORT_TYPE = "conch-report+jws";

    private Envelopes() {}

    /// Opens a message whose signatures stand within, and that is not encrypted.
    public static Opened open(byte[] body, String mediaType, EnvelopeLimits limits) {
        return open(new Message(body, mediaType, null), limits, Decryption.none());
    }

    /// Opens a message by its declared media type; parameters of the type are ignored, but for those of
    /// `multipart/signed`. What stands beside it is looked at only when the type is none that is signed within,
    /// so that no message is signed in two ways.
    public static Opened open(Message message, EnvelopeLimits limits, Decryption decryption) {
        byte[] body = message.body();
        try {
            return switch (bare(message.contentType())) {
                case JOSE -> compact(body, limits, decryption);
                case JOSE_JSON -> json(body, limits, decryption);
                case CMS, PKCS7, "application/x-pkcs7-mime" -> new SmimeReader(limits, decryption).pkcs7(body);
                case MULTIPART_SIGNED -> new SmimeReader(limits, decryption).multipart(body, message.contentType());
                case MAIL ->
                    message.beside() == null || SmimeReader.isSmime(body)
                            ? new SmimeReader(limits, decryption).message(body)
                            : signedBeside(message, limits);
                case PGP -> PgpReader.read(body, decryption.openPgp(), limits);
                default -> signedBeside(message, limits);
            };
        } catch (Breach breach) {
            return breach.unreadable();
        }
    }

    /// Whether a message of this media type is signed within, or encrypted: what stands beside it does not
    /// matter. A mail is when it is an S/MIME or PGP/MIME message; any other is a report like those in JSON
    /// or XML.
    public static boolean isEnvelope(byte[] body, String contentType) {
        String type = bare(contentType);
        return type.equals(MAIL)
                ? SmimeReader.isSmime(body)
                : !(open(new byte[0], type, EnvelopeLimits.DEFAULT) instanceof UnsupportedType);
    }

    private static Opened compact(byte[] body, EnvelopeLimits limits, Decryption decryption) throws Breach {
        List<byte[]> encrypted = JwsReader.encryptedParts(body, limits);
        return encrypted == null
                ? JwsReader.compact(body, REPORT_TYPE, limits)
                : new JweReader(limits, decryption).compact(encrypted);
    }

    private static Opened json(byte[] body, EnvelopeLimits limits, Decryption decryption) throws Breach {
        ObjectNode message = JwsReader.object(body, limits);
        return message.has("ciphertext")
                ? new JweReader(limits, decryption).json(message)
                : JwsReader.json(message, REPORT_TYPE, limits);
    }

    private static Opened signedBeside(Message message, EnvelopeLimits limits) throws Breach {
        return switch (message.beside()) {
            case null -> new UnsupportedType();
            case Beside.Detached(List<String> signatures) ->
                JwsReader.detached(signatures, message.body(), REPORT_TYPE, limits);
            case Beside.Request request -> HttpSignatureReader.read(message, request, limits);
        };
    }

    private static String bare(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
