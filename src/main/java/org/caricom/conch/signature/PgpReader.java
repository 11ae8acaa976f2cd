package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.caricom.conch.signature.Pgp.Content;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// Reads OpenPGP messages, RFC 9580 §10.3: clear-signed, armoured or binary; compressed and encrypted ones
/// down to the signed message in them.
final class PgpReader {
    /// Packets around each other: encrypted, compressed, signed.
    private static final int DEPTH = 3;

    private static final int PACKETS = 64;
    private static final int EXPANSION = 100;
    private static final int CHUNK = 16 * 1024;
    private static final int ZIP = 1;
    private static final int ZLIB = 2;

    private PgpReader() {}

    static Pgp read(byte[] body, List<OpenPgpOwnKey> ownKeys, EnvelopeLimits limits) throws Breach {
        if (body.length > limits.bytes()) {
            throw new Breach(Fault.SIZE, "the message is too large");
        }
        if (PgpArmour.isIn(body, PgpCleartext.LABEL)) {
            return PgpCleartext.read(body, limits);
        }
        boolean binary = body.length > 0 && (body[0] & 0x80) != 0;
        byte[] packets = binary ? body : PgpArmour.read(body, PgpArmour.MESSAGE);
        return message(packets, 1, null, ownKeys, limits);
    }

    /// PGP/MIME, RFC 3156 §5. The signature covers the first part with its header; what is parsed is what that
    /// part holds.
    static Pgp mime(MultipartSigned message, EnvelopeLimits limits) throws Breach {
        List<Content> contents = new ArrayList<>();
        for (byte[] signed : message.signedForms()) {
            MimeEntity entity = MimeEntity.read(signed, limits);
            contents.add(
                    entity.isMail()
                            ? new Content(signed, signed, Envelopes.MAIL)
                            : new Content(signed, entity.content(), contentType(entity)));
        }
        byte[] signature = PgpArmour.read(message.signature().content(), PgpArmour.SIGNATURE);
        return new Pgp(contents, detached(signature, limits), null);
    }

    /// What programs write over everything tells nothing.
    private static @Nullable String contentType(MimeEntity entity) {
        MimeType type = entity.type();
        if (type == null || type.name().equals("text/plain") || type.name().equals("application/octet-stream")) {
            return null;
        }
        return type.name();
    }

    /// Signatures alone, RFC 9580 §10.4.
    static List<PgpSignature> detached(byte[] bytes, EnvelopeLimits limits) throws Breach {
        List<PgpSignature> signatures = new ArrayList<>();
        for (PgpPacket packet : PgpPackets.read(bytes, PACKETS)) {
            if (packet.tag() != PgpPacket.SIGNATURE) {
                throw new Breach(Fault.FORM, "there is something else among the signatures");
            }
            signatures.add(signature(packet));
        }
        if (signatures.isEmpty() || signatures.size() > limits.signatures()) {
            throw tooMany(limits);
        }
        return signatures;
    }

    private static Pgp message(
            byte[] bytes,
            int depth,
            OpenPgpOwnKey.@Nullable Decrypted outer,
            List<OpenPgpOwnKey> ownKeys,
            EnvelopeLimits limits)
            throws Breach {
        List<PgpPacket> packets = PgpPackets.read(bytes, PACKETS);
        if (packets.isEmpty()) {
            throw new Breach(Fault.FORM, "there is no message");
        }
        int first = packets.getFirst().tag();
        boolean encrypted = first == PgpPacket.PUBLIC_KEY_SESSION_KEY
                || first == PgpPacket.PASSPHRASE_SESSION_KEY
                || first == PgpPacket.ENCRYPTED
                || first == PgpPacket.ENCRYPTED_WITHOUT_INTEGRITY;
        if (!encrypted && first != PgpPacket.COMPRESSED) {
            return signed(packets, outer, limits);
        }
        if (depth == DEPTH || (encrypted && depth > 1)) {
            throw new Breach(Fault.NESTING, "an encrypted message may hold a compressed one, and that a signed one");
        }
        if (encrypted) {
            OpenPgpOwnKey.Decrypted decrypted = withoutPadding(OpenPgpOwnKey.decrypt(packets, ownKeys, limits));
            return message(decrypted.content(), depth + 1, decrypted, ownKeys, limits);
        }
        if (packets.size() > 1) {
            throw new Breach(Fault.BESIDE, "something stands beside the compressed message");
        }
        return message(inflate(packets.getFirst().body(), limits), depth + 1, outer, ownKeys, limits);
    }

    /// RFC 9580 §5.14: padding hides the size of what is encrypted, and means nothing.
    private static OpenPgpOwnKey.Decrypted withoutPadding(OpenPgpOwnKey.Decrypted decrypted) throws Breach {
        List<PgpPacket> packets = PgpPackets.read(decrypted.content(), PACKETS);
        if (packets.isEmpty() || packets.getLast().tag() != PgpPacket.PADDING) {
            return decrypted;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        packets.removeLast();
        packets.forEach(packet -> packet.writeTo(content));
        return new OpenPgpOwnKey.Decrypted(content.toByteArray(), decrypted.recipient());
    }

    /// RFC 9580 §10.3: announcements, the document, and the signatures in the opposite order.
    private static Pgp signed(List<PgpPacket> packets, OpenPgpOwnKey.@Nullable Decrypted outer, EnvelopeLimits limits)
            throws Breach {
        int count = packets.size() / 2;
        if (packets.size() % 2 == 0 || packets.get(count).tag() != PgpPacket.LITERAL) {
            throw new Breach(Fault.FORM, "a signed message is: announcements, one document, as many signatures");
        }
        if (count > limits.signatures()) {
            throw tooMany(limits);
        }
        List<PgpSignature> signatures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PgpPacket announcement = packets.get(i);
            PgpPacket packet = packets.get(packets.size() - 1 - i);
            if (announcement.tag() != PgpPacket.ONE_PASS_SIGNATURE || packet.tag() != PgpPacket.SIGNATURE) {
                throw new Breach(Fault.FORM, "a signed message is: announcements, one document, as many signatures");
            }
            PgpSignature signature = signature(packet);
            announced(announcement, signature, i == count - 1);
            signatures.add(signature);
        }
        byte[] document = literal(packets.get(count));
        if (signatures.stream()
                .anyMatch(one -> one.type() != signatures.getFirst().type())) {
            throw new Breach(Fault.FORM, "all signatures are over the bytes, or all over the text");
        }
        byte[] content = !signatures.isEmpty() && signatures.getFirst().type() == PgpSignature.TEXT
                ? canonicalText(document)
                : document;
        return new Pgp(List.of(new Content(content, content, null)), signatures, outer);
    }

    /// RFC 9580 §5.4. It is not signed, so it may say nothing else than the signature does.
    private static void announced(PgpPacket packet, PgpSignature signature, boolean last) throws Breach {
        PgpFields fields = new PgpFields(packet.body());
        int version = fields.octet();
        boolean same = version == (signature.version() == 6 ? 6 : 3)
                && fields.octet() == signature.type()
                && fields.octet() == signature.hashAlgorithm()
                && fields.octet() == signature.publicKeyAlgorithm();
        if (same && version == 6) {
            same = Arrays.equals(fields.take(fields.octet()), signature.salt())
                    && (signature.issuer() == null || Arrays.equals(fields.take(32), signature.issuer()));
        } else if (same) {
            byte[] keyId = fields.take(8);
            byte[] issuer = signature.issuer();
            same = issuer == null || Arrays.equals(issuer, 12, 20, keyId, 0, 8);
        }
        // §5.4: zero says that another signature over the same document follows.
        if (!same || (fields.octet() != 0) != last) {
            throw new Breach(Fault.FORM, "a signature is not the one that was announced");
        }
        fields.end();
    }

    /// RFC 9580 §5.9. Name and date are not signed, and not looked at.
    private static byte[] literal(PgpPacket packet) throws Breach {
        PgpFields fields = new PgpFields(packet.body());
        int format = fields.octet();
        if (format != 'b' && format != 't' && format != 'u') {
            throw new Breach(Fault.FORM, "a document is bytes, text or UTF-8");
        }
        fields.take(fields.octet());
        fields.time();
        return fields.rest();
    }

    private static PgpSignature signature(PgpPacket packet) throws Breach {
        PgpSignature signature = PgpSignature.read(packet);
        if (!signature.isOnDocument()) {
            throw new Breach(Fault.FORM, "a signature is not one over a document");
        }
        if (signature.asksMoreThanIsUnderstood()) {
            throw new Breach(Fault.CRITICAL, "a signature calls critical what is not understood here");
        }
        signature.covered().intendedRecipients();
        return signature;
    }

    /// RFC 9580 §5.2.1.2: the text as a signature of type 0x01 covers it, with CRLF at the end of each
    /// line. It is also what is parsed.
    static byte[] canonicalText(byte[] text) throws Breach {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + text.length / 32);
        for (int i = 0; i < text.length; i++) {
            boolean afterReturn = i > 0 && text[i - 1] == '\r';
            if (afterReturn && text[i] != '\n') {
                throw new Breach(Fault.FORM, "a carriage return stands alone, which may end a line or not");
            }
            if (text[i] == '\n' && !afterReturn) {
                out.write('\r');
            }
            out.write(text[i]);
        }
        if (text.length > 0 && text[text.length - 1] == '\r') {
            throw new Breach(Fault.FORM, "a carriage return stands alone, which may end a line or not");
        }
        return out.toByteArray();
    }

    /// RFC 9580 §5.6, up to a hundred times what it was, and never more than a message may have.
    private static byte[] inflate(byte[] body, EnvelopeLimits limits) throws Breach {
        int algorithm = body.length == 0 ? -1 : body[0];
        if (algorithm != ZIP && algorithm != ZLIB) {
            throw new Breach(Fault.COMPRESSION, "what is compressed is compressed with ZIP or ZLIB");
        }
        long most = Math.min(limits.bytes(), (long) EXPANSION * body.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (Inflater inflater = new Inflater(algorithm == ZIP)) {
            inflater.setInput(body, 1, body.length - 1);
            while (!inflater.finished()) {
                int length = inflater.inflate(chunk);
                if (length == 0 && !inflater.finished()) {
                    throw new Breach(Fault.COMPRESSION, "what is compressed ends too early");
                }
                if (out.size() + length > most) {
                    throw new Breach(Fault.COMPRESSION, "what is compressed grows too large");
                }
                out.write(chunk, 0, length);
            }
            if (inflater.getRemaining() > 0) {
                throw new Breach(Fault.BESIDE, "something stands behind what is compressed");
            }
        } catch (DataFormatException _) {
            throw new Breach(Fault.COMPRESSION, "what is compressed cannot be read");
        }
        return out.toByteArray();
    }

    private static Breach tooMany(EnvelopeLimits limits) {
        return new Breach(Fault.SIGNATURES, "a message has 1 to " + limits.signatures() + " signatures");
    }
}
