package org.caricom.conch.feeds;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads one rule as Suricata's manual describes rules, and takes nothing that the manual does not speak of. It knows
/// nothing of the writer.
final class SuricataRuleReader {
    private static final Set<String> PROTOCOLS = Set.of("ip", "tcp", "udp", "icmp", "dns", "http", "tls");
    private static final Set<String> FLAGS = Set.of(
            "dns.query",
            "http.host",
            "http.uri.raw",
            "http.user_agent",
            "ja3.hash",
            "tls.cert_fingerprint",
            "tls.sni",
            "ip.dst",
            "dotprefix",
            "to_lowercase",
            "nocase",
            "startswith",
            "endswith");
    private static final Set<String> SETTINGS = Set.of(
            "msg", "content", "bsize", "classtype", "metadata", "sid", "rev", "dataset", "filemd5", "filesha256");
    private static final Set<String> QUOTED = Set.of("msg", "content");
    private static final Set<String> BUFFERS = Set.of(
            "dns.query",
            "http.host",
            "http.uri.raw",
            "http.user_agent",
            "ja3.hash",
            "tls.cert_fingerprint",
            "tls.sni",
            "ip.dst");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    /// One keyword with its value, which is empty for a flag.
    record Option(String name, String value) {}

    /// A rule.
    record Rule(String protocol, String destination, List<Option> options) {
        String one(String name) {
            List<String> found = all(name);
            if (found.size() != 1) {
                throw new IllegalArgumentException(name + " stands " + found.size() + " times");
            }
            return found.getFirst();
        }

        List<String> all(String name) {
            return options.stream()
                    .filter(option -> option.name().equals(name))
                    .map(Option::value)
                    .toList();
        }
    }

    private final String text;
    private int at;

    private SuricataRuleReader(String text) {
        this.text = text;
    }

    /// Reads a whole line.
    static Rule read(String line) {
        if (line.length() >= 8192 || line.endsWith("\\")) {
            throw new IllegalArgumentException("the engine would not take this for one line");
        }
        return new SuricataRuleReader(line).rule();
    }

    private Rule rule() {
        take("alert ");
        String protocol = word();
        if (!PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException("no protocol: " + protocol);
        }
        String source = word();
        take("any -> ");
        if (!Set.of("any", "$HOME_NET").contains(source)) {
            throw new IllegalArgumentException("no source: " + source);
        }
        String destination = word();
        take("any (");
        List<Option> options = new ArrayList<>();
        while (text.charAt(at) != ')') {
            options.add(option());
            if (text.charAt(at) == ' ') {
                at++;
            }
        }
        take(")");
        if (at != text.length()) {
            throw new IllegalArgumentException("something stands behind the rule");
        }
        Rule rule = new Rule(protocol, destination, options);
        check(rule);
        return rule;
    }

    private static void check(Rule rule) {
        if (!NUMBER.matcher(rule.one("sid")).matches()
                || !NUMBER.matcher(rule.one("rev")).matches()
                || Long.parseLong(rule.one("rev")) > 0xffff_ffffL) {
            throw new IllegalArgumentException("sid and rev are numbers of 32 bits");
        }
        rule.one("msg");
        boolean buffer = false;
        String before = "";
        for (Option option : rule.options()) {
            if (BUFFERS.contains(option.name())) {
                buffer = true;
            }
            boolean needsBuffer = Set.of("content", "bsize", "dotprefix", "to_lowercase", "dataset")
                    .contains(option.name());
            if (needsBuffer && !buffer) {
                throw new IllegalArgumentException(option.name() + " has no buffer to look in");
            }
            boolean modifies = Set.of("nocase", "startswith", "endswith").contains(option.name());
            if (modifies && !Set.of("content", "nocase").contains(before)) {
                throw new IllegalArgumentException(option.name() + " stands behind no content");
            }
            before = option.name();
        }
    }

    private Option option() {
        int from = at;
        while (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.' || text.charAt(at) == '_') {
            at++;
        }
        String name = text.substring(from, at);
        if (text.charAt(at) == ';') {
            at++;
            if (!FLAGS.contains(name)) {
                throw new IllegalArgumentException("no flag: " + name);
            }
            return new Option(name, "");
        }
        take(":");
        if (!SETTINGS.contains(name)) {
            throw new IllegalArgumentException("no setting: " + name);
        }
        String value = QUOTED.contains(name) ? quoted() : plain();
        take(";");
        return new Option(name, value);
    }

    private String plain() {
        int from = at;
        while (text.charAt(at) != ';') {
            char letter = text.charAt(at);
            if (letter < ' ' || letter > '~' || "\"\\()|$".indexOf(letter) >= 0) {
                throw new IllegalArgumentException("not in a plain setting: " + letter);
            }
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        take("\"");
        int from = at;
        while (text.charAt(at) != '"') {
            char letter = text.charAt(at);
            if (letter < ' ' || letter > '~' || letter == ';' || letter == '\\') {
                throw new IllegalArgumentException("wants escaping: " + letter);
            }
            at++;
        }
        String value = text.substring(from, at);
        take("\"");
        return value;
    }

    private String word() {
        int end = text.indexOf(' ', at);
        String word = text.substring(at, end);
        at = end + 1;
        return word;
    }

    private void take(String expected) {
        if (!text.startsWith(expected, at)) {
            throw new IllegalArgumentException("expected " + expected + " at " + at);
        }
        at += expected.length();
    }

    /// The octets that a content stands for: plain characters, and hexadecimal between bars.
    static String decoded(String content) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        boolean hexadecimal = false;
        String[] parts = content.split("\\|", -1);
        for (String part : parts) {
            octets.writeBytes(
                    hexadecimal ? HexFormat.ofDelimiter(" ").parseHex(part) : part.getBytes(StandardCharsets.US_ASCII));
            if (hexadecimal && part.isEmpty()) {
                throw new IllegalArgumentException("nothing between two bars");
            }
            hexadecimal = !hexadecimal;
        }
        if (parts.length % 2 == 0 || octets.size() == 0) {
            throw new IllegalArgumentException("a bar is open, or there is nothing to look for");
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
