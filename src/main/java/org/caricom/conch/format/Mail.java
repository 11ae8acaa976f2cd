package org.caricom.conch.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.json.JsonPointers;

/// Takes a message apart (RFC 5322, RFC 2045 to 2046) into the parts that have none themselves.
///
/// A message inside a message is one part: whoever forwards a mail as evidence does not become its author.
/// What could be read in two ways is refused.
final class Mail {
    private static final int DEEPEST = 10;

    private final byte[] bytes;
    private final int mostParts;
    private final List<MailPart> leaves = new ArrayList<>();

    private Mail(byte[] bytes, int mostParts) {
        this.bytes = bytes;
        this.mostParts = mostParts;
    }

    /// A message taken apart.
    ///
    /// @param headers its own, by name in lower case
    /// @param parts   in their order
    record Message(Map<String, List<String>> headers, List<MailPart> parts) {
        Message {
            parts = List.copyOf(parts);
        }

        /// The first header of a name; empty when there is none.
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? "" : values.getFirst();
        }
    }

    static Message read(byte[] bytes, FormatLimits limits) throws MailException {
        Mail mail = new Mail(bytes, limits.of(FormatLimit.PARTS));
        MailHeaders headers = MailHeaders.read(bytes, 0, bytes.length, "");
        mail.part(headers, bytes.length, "", 0);
        return new Message(headers.values(), mail.leaves);
    }

    private void part(MailHeaders headers, int until, String pointer, int depth) throws MailException {
        if (depth > DEEPEST || leaves.size() >= mostParts) {
            throw new MailException(
                    pointer,
                    "mail-limit",
                    "At most " + mostParts + " parts, " + DEEPEST + " of them inside each other, can be in one mail.");
        }
        List<String> types = headers.values().getOrDefault("content-type", List.of("text/plain"));
        String value = types.getFirst();
        int semicolon = value.indexOf(';');
        String type =
                (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = MailHeaders.parameters(value);
        String encoding = headers.values()
                .getOrDefault("content-transfer-encoding", List.of("7bit"))
                .getFirst()
                .toLowerCase(Locale.ROOT);
        if (!type.startsWith("multipart/")) {
            byte[] content = decode(Arrays.copyOfRange(bytes, headers.end(), until), encoding, pointer);
            leaves.add(new MailPart(pointer, headers.values(), type, parameters, content));
            return;
        }
        // RFC 2045 §6.4: the parts have encodings, what holds them has none.
        if (!encoding.equals("7bit") && !encoding.equals("8bit") && !encoding.equals("binary")) {
            throw new MailException(
                    pointer, "mail-encoding", "What has parts is not encoded as a whole (RFC 2045 §6.4).");
        }
        String boundary = parameters.getOrDefault("boundary", "");
        if (boundary.isEmpty() || boundary.length() > 70) {
            throw new MailException(pointer, "mail-boundary", "This has parts, but no boundary of 1 to 70 characters.");
        }
        parts(headers.end(), until, "--" + boundary, pointer, depth);
    }

    private void parts(int from, int until, String delimiter, String pointer, int depth) throws MailException {
        byte[] mark = delimiter.getBytes(StandardCharsets.ISO_8859_1);
        int number = 0;
        int begun = -1;
        int at = from;
        boolean closed = false;
        while (at < until && !closed) {
            int end = MailHeaders.lineEnd(bytes, at, until);
            int length = MailHeaders.withoutReturn(bytes, at, end) - at;
            boolean here = length >= mark.length && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
            String rest = here
                    ? new String(bytes, at + mark.length, length - mark.length, StandardCharsets.ISO_8859_1)
                            .stripTrailing()
                    : "";
            closed = here && rest.equals("--");
            if (closed || (here && rest.isEmpty())) {
                if (begun >= 0) {
                    String inside = JsonPointers.append(pointer, number);
                    // RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary.
                    int stop = Math.max(begun, at > from && bytes[at - 1] == '\n' ? at - 1 : at);
                    stop = MailHeaders.withoutReturn(bytes, begun, stop);
                    part(MailHeaders.read(bytes, begun, stop, inside), stop, inside, depth + 1);
                    number++;
                }
                begun = Math.min(end + 1, until);
            }
            at = end + 1;
        }
        if (!closed) {
            throw new MailException(
                    pointer, "mail-boundary", "The last boundary is missing; a part of this may be missing too.");
        }
    }

    private static byte[] decode(byte[] body, String encoding, String pointer) throws MailException {
        switch (encoding) {
            case "7bit", "8bit", "binary" -> {
                return body;
            }
            case "base64" -> {
                try {
                    return Base64.getDecoder().decode(withoutSpace(body));
                } catch (IllegalArgumentException _) {
                    throw new MailException(pointer, "not-base64", "This is not base64 (RFC 2045 §6.8).");
                }
            }
            case "quoted-printable" -> {
                return quotedPrintable(body);
            }
            default -> throw new MailException(pointer, "mail-encoding", "This transfer encoding is not known.");
        }
    }

    private static byte[] withoutSpace(byte[] body) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(body.length);
        for (byte octet : body) {
            if (octet != '\r' && octet != '\n' && octet != ' ' && octet != '\t') {
                plain.write(octet);
            }
        }
        return plain.toByteArray();
    }

    /// RFC 2045 §6.7; what is no encoding stays as it stands.
    private static byte[] quotedPrintable(byte[] body) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(body.length);
        for (int i = 0; i < body.length; i++) {
            if (body[i] != '=') {
                plain.write(body[i]);
            } else if (i + 1 < body.length && body[i + 1] == '\n') {
                i += 1;
            } else if (i + 2 < body.length && body[i + 1] == '\r' && body[i + 2] == '\n') {
                i += 2;
            } else if (i + 2 < body.length && digit(body[i + 1]) >= 0 && digit(body[i + 2]) >= 0) {
                plain.write(digit(body[i + 1]) * 16 + digit(body[i + 2]));
                i += 2;
            } else {
                plain.write(body[i]);
            }
        }
        return plain.toByteArray();
    }

    private static int digit(byte octet) {
        return octet < 0 ? -1 : Character.digit((char) octet, 16);
    }
}
