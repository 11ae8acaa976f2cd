package org.caricom.conch.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One part of a message that has no parts itself.
final class MailPart {
    private static final Map<String, Charset> CHARSETS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "us-ascii", StandardCharsets.UTF_8,
            "iso-8859-1", StandardCharsets.ISO_8859_1,
            "windows-1252", Charset.forName("windows-1252"));

    private final String pointer;
    private final Map<String, List<String>> headers;
    private final String mediaType;
    private final Map<String, String> parameters;
    private final byte[] content;

    /// @param pointer    where it stands, counted from zero on each level
    /// @param headers    by name in lower case; the message's own for the message as a whole
    /// @param mediaType  in lower case, without parameters
    /// @param parameters of the media type, names in lower case
    /// @param content    decoded
    MailPart(
            String pointer,
            Map<String, List<String>> headers,
            String mediaType,
            Map<String, String> parameters,
            byte[] content) {
        this.pointer = pointer;
        this.headers = headers;
        this.mediaType = mediaType;
        this.parameters = parameters;
        this.content = content.clone();
    }

    String pointer() {
        return pointer;
    }

    String mediaType() {
        return mediaType;
    }

    byte[] content() {
        return content.clone();
    }

    /// The file name that the part gives itself; empty when it gives none.
    String name() {
        String disposition = header("content-disposition");
        String file =
                disposition == null ? null : MailHeaders.parameters(disposition).get("filename");
        return file == null ? parameters.getOrDefault("name", "") : file;
    }

    @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.getFirst();
    }

    boolean isText() {
        return mediaType.equals("text/plain");
    }

    boolean isAttachment() {
        String disposition = header("content-disposition");
        return disposition != null && disposition.toLowerCase(Locale.ROOT).startsWith("attachment");
    }

    /// The content as text.
    ///
    /// @throws MailException when it is not text in the charset that it says, or that is none of a few
    String text() throws MailException {
        String name = parameters.getOrDefault("charset", "utf-8").toLowerCase(Locale.ROOT);
        Charset charset = CHARSETS.get(name);
        if (charset == null) {
            throw new MailException(pointer, "mail-charset", "This charset is not read. Write it in UTF-8.");
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new MailException(pointer, "null-character", "This holds the character U+0000.");
            }
            return text;
        } catch (CharacterCodingException _) {
            throw new MailException(pointer, "mail-charset", "This is not text in the charset that it says.");
        }
    }
}
