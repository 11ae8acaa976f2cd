package org.caricom.conch.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header section of a message or of a part, RFC 5322 §2.2.
///
/// @param values by name in lower case, unfolded
/// @param end    where the body begins
record MailHeaders(Map<String, List<String>> values, int end) {
    private static final int LONGEST = 64 * 1024;

    /// §2.2: printable characters but the colon.
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,128})[ \\t]*:(.*)", Pattern.DOTALL);

    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*([A-Za-z0-9!#$&^_.+-]{1,64})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,1024})\"|([^;\\s\"]{1,1024}))");

    /// Fields that say how the rest is read: twice, they could be read two ways.
    private static final Set<String> ONCE = Set.of(
            "content-type", "content-transfer-encoding", "content-disposition", "from", "date", "x-xarf", "x-arf");

    /// Reads the headers that begin at `from`.
    static MailHeaders read(byte[] bytes, int from, int until, String pointer) throws MailException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        StringBuilder field = new StringBuilder();
        int at = from;
        while (at < until) {
            if (at - from > LONGEST) {
                throw new MailException(pointer, "mail-limit", "The headers are longer than " + LONGEST + " bytes.");
            }
            int end = lineEnd(bytes, at, until);
            String line = new String(bytes, at, withoutReturn(bytes, at, end) - at, StandardCharsets.ISO_8859_1);
            at = Math.min(end + 1, until);
            if (line.isEmpty()) {
                break;
            }
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (folded && !field.isEmpty()) {
                field.append(' ').append(line.strip());
            } else {
                add(values, field, pointer);
                field.setLength(0);
                field.append(line);
            }
        }
        add(values, field, pointer);
        return new MailHeaders(values, at);
    }

    private static void add(Map<String, List<String>> values, StringBuilder field, String pointer)
            throws MailException {
        if (field.isEmpty()) {
            return;
        }
        Matcher matcher = FIELD.matcher(field);
        if (!matcher.matches()) {
            throw new MailException(pointer, "mail-header", "A line of the headers is none (RFC 5322 §2.2).");
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        List<String> all = values.computeIfAbsent(name, _ -> new ArrayList<>());
        all.add(matcher.group(2).strip());
        if (all.size() > 1 && ONCE.contains(name)) {
            throw new MailException(pointer, "mail-header-twice", "The header " + name + " stands here twice.");
        }
    }

    /// The parameters of a `Content-Type` or `Content-Disposition`, RFC 2045 §5.1; the first of one name
    /// counts.
    static Map<String, String> parameters(String value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(value);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String text = quoted == null ? String.valueOf(matcher.group(3)) : quoted.replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), text);
        }
        return parameters;
    }

    static int lineEnd(byte[] bytes, int from, int until) {
        int at = from;
        while (at < until && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    static int withoutReturn(byte[] bytes, int from, int end) {
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }
}
