package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// A `multipart/signed` message, RFC 1847 §2.1: exactly two parts, what is signed and its signature.
///
/// Split on the bytes as they came. What stands before the first boundary is nobody's word and not looked at; after the
/// last one there may be nothing but empty lines.
///
/// A signer covers the first part with CRLF at the end of its lines (RFC 8551 §3.1.1, RFC 3156 §5), but hubs between
/// may
/// have turned them to LF, and some programs sign LF. So a part with LF has two forms that may have been signed. The
/// one
/// whose signature holds is the one that is parsed.
final class MultipartSigned {
    private static final int BOUNDARY_AT_MOST = 70;
    private static final String BOUNDARY_LETTERS = "'()+_,-./:=? ";

    private final String protocol;
    private final byte[] signedPart;
    private final MimeEntity signature;

    private MultipartSigned(String protocol, byte[] signedPart, MimeEntity signature) {
        this.protocol = protocol;
        this.signedPart = signedPart;
        this.signature = signature;
    }

    /// Reads a message whose `Content-Type` is known.
    ///
    /// @param body        the multipart body; or, when the type names no boundary, a MIME message with its header
    /// @param contentType as the protocol around it says, `multipart/signed` with or without parameters
    static MultipartSigned read(byte[] body, String contentType, EnvelopeLimits limits) throws Breach {
        if (body.length > limits.bytes()) {
            throw new Breach(Fault.SIZE, "the message is too large");
        }
        MimeType type = MimeType.read(contentType);
        return type.parameter("boundary") == null
                ? read(MimeEntity.read(body, limits), limits)
                : split(body, type, limits);
    }

    /// Reads a whole MIME message.
    static MultipartSigned read(MimeEntity message, EnvelopeLimits limits) throws Breach {
        MimeType type = message.type();
        if (type == null || !type.name().equals("multipart/signed")) {
            throw new Breach(Fault.MULTIPART, "this is not multipart/signed with a boundary");
        }
        return split(message.composite(), type, limits);
    }

    /// What kind of signature the second part is, in lower case.
    String protocol() {
        return protocol;
    }

    /// The first part, header fields and all, in each form that may have been signed: as it came, and with CRLF at the
    /// end of every line if that is something else.
    List<byte[]> signedForms() {
        byte[] canonical = canonical(signedPart);
        return Arrays.equals(canonical, signedPart) ? List.of(signedPart) : List.of(canonical, signedPart);
    }

    /// The second part; its type is [#protocol()].
    MimeEntity signature() {
        return signature;
    }

    private static MultipartSigned split(byte[] body, MimeType type, EnvelopeLimits limits) throws Breach {
        String protocol = type.parameter("protocol");
        if (protocol == null) {
            throw new Breach(Fault.MULTIPART, "multipart/signed names no protocol");
        }
        List<Delimiter> delimiters = delimiters(body, boundary(type));
        if (delimiters.size() != 3
                || delimiters.get(0).closes()
                || delimiters.get(1).closes()
                || !delimiters.get(2).closes()) {
            throw new Breach(Fault.MULTIPART, "multipart/signed has exactly two parts, and its boundary ends it");
        }
        for (int i = delimiters.get(2).next(); i < body.length; i++) {
            if (body[i] != '\r' && body[i] != '\n' && body[i] != ' ' && body[i] != '\t') {
                throw new Breach(Fault.MULTIPART, "there is something behind the last boundary");
            }
        }
        byte[] first = part(body, delimiters.get(0), delimiters.get(1));
        MimeEntity second = MimeEntity.read(part(body, delimiters.get(1), delimiters.get(2)), limits);
        if (second.type() == null || !second.type().name().equals(protocol.toLowerCase(Locale.ROOT))) {
            throw new Breach(Fault.MULTIPART, "the second part is not what the protocol says");
        }
        return new MultipartSigned(protocol.toLowerCase(Locale.ROOT), first, second);
    }

    private static byte[] part(byte[] body, Delimiter before, Delimiter after) throws Breach {
        if (after.start() < before.next()) {
            throw new Breach(Fault.MULTIPART, "a part is empty");
        }
        return Arrays.copyOfRange(body, before.next(), after.start());
    }

    /// RFC 2046 §5.1.1.
    private static byte[] boundary(MimeType type) throws Breach {
        @Nullable String boundary = type.parameter("boundary");
        if (boundary == null
                || boundary.isEmpty()
                || boundary.length() > BOUNDARY_AT_MOST
                || boundary.endsWith(" ")
                || !boundary.chars().allMatch(MultipartSigned::isBoundaryLetter)) {
            throw new Breach(Fault.MULTIPART, "multipart/signed has no boundary that RFC 2046 allows");
        }
        return ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isBoundaryLetter(int letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || BOUNDARY_LETTERS.indexOf(letter) >= 0;
    }

    /// All lines that begin with the boundary; more than four are not told apart.
    private static List<Delimiter> delimiters(byte[] body, byte[] dashed) throws Breach {
        List<Delimiter> found = new ArrayList<>();
        for (int at = 0; at >= 0 && at < body.length && found.size() < 4; at = nextLine(body, at)) {
            if (startsWith(body, at, dashed)) {
                found.add(delimiter(body, at, at + dashed.length));
            }
        }
        return found;
    }

    /// RFC 2046 has readers compare the beginning of a line alone. One where more follows than dashes and white space
    /// is
    /// a boundary to some and text to others.
    private static Delimiter delimiter(byte[] body, int line, int behind) throws Breach {
        boolean closes = behind + 1 < body.length && body[behind] == '-' && body[behind + 1] == '-';
        int at = closes ? behind + 2 : behind;
        while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
            at++;
        }
        if (at < body.length && body[at] == '\r') {
            at++;
        }
        boolean ends = at < body.length && body[at] == '\n';
        if (!ends && !(closes && at == body.length)) {
            throw new Breach(Fault.MULTIPART, "a line begins with the boundary and goes on");
        }
        // The line break before a boundary belongs to the boundary.
        int start = line;
        if (start > 0) {
            start -= start > 1 && body[start - 2] == '\r' ? 2 : 1;
        }
        return new Delimiter(start, ends ? at + 1 : at, closes);
    }

    private static int nextLine(byte[] body, int from) {
        for (int i = from; i < body.length; i++) {
            if (body[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, int at, byte[] what) {
        return body.length - at >= what.length && Arrays.equals(body, at, at + what.length, what, 0, what.length);
    }

    private static byte[] canonical(byte[] part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(part.length + part.length / 32);
        for (int i = 0; i < part.length; i++) {
            if (part[i] == '\n' && (i == 0 || part[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(part[i]);
        }
        return out.toByteArray();
    }

    /// @param start  where its line break begins, and the part before ends
    /// @param next   where the part behind begins
    /// @param closes whether it is the last one
    private record Delimiter(int start, int next, boolean closes) {}
}
