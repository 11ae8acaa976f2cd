package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// A MIME entity, RFC 2045: header fields, an empty line, a body. Read strictly: a field that matters
/// stands once, lines end with CRLF or LF, and nothing in the body is skipped.
final class MimeEntity {
    private static final int FIELDS_AT_MOST = 200;
    private static final String TYPE_FIELD = "content-type";
    private static final String ENCODING_FIELD = "content-transfer-encoding";
    private static final List<String> ONCE =
            List.of(TYPE_FIELD, ENCODING_FIELD, "mime-version", "content-disposition", "content-id");

    /// With these, X-ARF 0.1 and 0.2 mark a mail as a report, in a header that its reader needs.
    private static final List<String> REPORT_FIELDS = List.of("x-arf", "x-xarf");

    private final @Nullable MimeType type;
    private final String encoding;
    private final boolean reportMail;
    private final byte[] body;

    private MimeEntity(@Nullable MimeType type, String encoding, boolean reportMail, byte[] body) {
        this.type = type;
        this.encoding = encoding;
        this.reportMail = reportMail;
        this.body = body;
    }

    /// Whether the first line can be a header field at all. No report in any format begins so: JSON and XML
    /// do not begin with a letter, and the first line of a list of indicators names its columns without
    /// colons.
    static boolean beginsWithField(byte[] bytes) {
        for (int i = 0; i < bytes.length && i < 80; i++) {
            byte octet = bytes[i];
            if (octet == ':') {
                return i > 0;
            }
            if (!isLetter(octet) && (i == 0 || (octet != '-' && !isDigit(octet)))) {
                return false;
            }
        }
        return false;
    }

    /// Reads an entity. Only the header section is looked at; [#content()] decodes the body.
    static MimeEntity read(byte[] bytes, EnvelopeLimits limits) throws Breach {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (true) {
            if (at >= bytes.length || at > limits.headerBytes()) {
                throw new Breach(Fault.MIME, "a header section does not end with an empty line, or is very long");
            }
            int end = at;
            while (end < bytes.length && bytes[end] != '\n' && end - at <= limits.headerBytes()) {
                end++;
            }
            if (end == bytes.length || bytes[end] != '\n') {
                throw new Breach(Fault.MIME, "a header section does not end with an empty line, or is very long");
            }
            String line = line(bytes, at, end);
            at = end + 1;
            if (line.isEmpty()) {
                break;
            }
            if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                lines.add(line);
            } else if (lines.isEmpty() || line.isBlank()) {
                // A folded line of white space alone looks like the end of the header to some, and to others not.
                throw new Breach(Fault.MIME, "a folded header line has nothing to go on from");
            } else {
                lines.set(lines.size() - 1, lines.getLast() + line);
            }
            if (lines.size() > FIELDS_AT_MOST) {
                throw new Breach(Fault.MIME, "there are too many header fields");
            }
        }
        return of(lines, Arrays.copyOfRange(bytes, at, bytes.length));
    }

    /// What the entity says it is; null when it says nothing, which RFC 2045 §5.2 takes for plain text.
    @Nullable MimeType type() {
        return type;
    }

    /// The type as it goes with a payload; null when it tells nothing: plain text is what programs write
    /// over anything.
    ///
    /// @param atMost letters; of a longer one the parameters are left out
    @Nullable String payloadType(int atMost) {
        if (type == null || type.name().equals("text/plain") || type.name().equals("application/octet-stream")) {
            return null;
        }
        if (type.text().length() <= atMost) {
            return type.text();
        }
        return type.name().length() <= atMost ? type.name() : null;
    }

    /// Whether this is a report together with its header: a mail of parts, or one that says so itself. Of
    /// any other entity the report is the [#content()].
    boolean isMail() {
        return reportMail || (type != null && type.name().startsWith("multipart/"));
    }

    /// The body with its transfer encoding undone, RFC 2045 §6.
    byte[] content() throws Breach {
        return switch (encoding) {
            case "7bit", "8bit", "binary" -> body;
            case "base64" -> base64();
            case "quoted-printable" -> quotedPrintable();
            default -> throw new Breach(Fault.MIME, "a Content-Transfer-Encoding is unknown");
        };
    }

    /// The body as it stands. A composite type has no encoding of its own, RFC 2045 §6.4.
    byte[] composite() throws Breach {
        return switch (encoding) {
            case "7bit", "8bit", "binary" -> body;
            default -> throw new Breach(Fault.MIME, "a multipart entity is encoded as a whole");
        };
    }

    private static MimeEntity of(List<String> fields, byte[] body) throws Breach {
        MimeType type = null;
        String encoding = "7bit";
        List<String> seen = new ArrayList<>();
        for (String field : fields) {
            int colon = field.indexOf(':');
            // White space before the colon is read by some as part of the name.
            if (colon < 1 || field.chars().limit(colon).anyMatch(letter -> letter <= ' ' || letter > '~')) {
                throw new Breach(Fault.MIME, "a header line is no field");
            }
            String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = field.substring(colon + 1).strip();
            if (ONCE.contains(name) && seen.contains(name)) {
                throw new Breach(Fault.MIME, "a header field stands twice");
            }
            seen.add(name);
            switch (name) {
                case TYPE_FIELD -> type = MimeType.read(value);
                case ENCODING_FIELD -> encoding = value.toLowerCase(Locale.ROOT);
                default -> {}
            }
        }
        return new MimeEntity(type, encoding, REPORT_FIELDS.stream().anyMatch(seen::contains), body);
    }

    private static String line(byte[] bytes, int from, int lineFeed) throws Breach {
        int end = lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\r' || bytes[i] == 0) {
                throw new Breach(Fault.MIME, "a header line holds a character that belongs in none");
            }
        }
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private byte[] base64() throws Breach {
        byte[] text = new byte[body.length];
        int length = 0;
        for (byte octet : body) {
            if (octet != '\r' && octet != '\n' && octet != ' ' && octet != '\t') {
                text[length++] = octet;
            }
        }
        text = Arrays.copyOf(text, length);
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw new Breach(Fault.MIME, "a body is not base64");
        }
        // The decoder lets missing padding and spare bits pass; both can only be in the last four characters.
        int last = length == 0 ? 0 : (decoded.length - 1) / 3 * 3;
        byte[] tail = Base64.getEncoder().encode(Arrays.copyOfRange(decoded, last, decoded.length));
        if (length % 4 != 0 || !Arrays.equals(tail, Arrays.copyOfRange(text, length - tail.length, length))) {
            throw new Breach(Fault.MIME, "a body's base64 has spare bits or lacks padding");
        }
        return decoded;
    }

    /// RFC 2045 §6.7. Line breaks stay as they are.
    private byte[] quotedPrintable() throws Breach {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        for (int i = 0; i < body.length; i++) {
            byte octet = body[i];
            if (octet != '=') {
                if (octet != '\r' && octet != '\n' && octet != '\t' && (octet < ' ' || octet > '~')) {
                    throw new Breach(Fault.MIME, "a quoted-printable body holds what it must escape");
                }
                out.write(octet);
                continue;
            }
            int end = endOfSoftBreak(i + 1);
            if (end > 0) {
                i = end;
                continue;
            }
            int high = i + 2 < body.length ? Character.digit(body[i + 1], 16) : -1;
            int low = i + 2 < body.length ? Character.digit(body[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new Breach(Fault.MIME, "a quoted-printable body has an escape without two digits");
            }
            out.write(high << 4 | low);
            i += 2;
        }
        return out.toByteArray();
    }

    /// Where the line feed of a soft line break stands; 0 when there is none.
    private int endOfSoftBreak(int from) {
        int i = from;
        while (i < body.length && (body[i] == ' ' || body[i] == '\t')) {
            i++;
        }
        if (i < body.length && body[i] == '\r') {
            i++;
        }
        return i < body.length && body[i] == '\n' ? i : 0;
    }

    private static boolean isLetter(byte octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
