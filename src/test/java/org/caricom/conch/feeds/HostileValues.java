package org.caricom.conch.feeds;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;

/// Values as somebody would choose them who wants to break a feed, or to make it block what others need, among honest
/// ones. The same seed gives the same values.
final class HostileValues {
    /// What means something to one of the forms, or to a reader's eye.
    private static final List<String> BITS = List.of(
            "'",
            "\"",
            "\\",
            "\n",
            "\r\n",
            "\t",
            "\u0001",
            "\u0007",
            "\u001b[31m",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u00ad",
            "\u2028",
            "\u2029",
            "\u202e",
            "\u2066",
            "\ufeff",
            ";",
            "|",
            "||",
            "|3B|",
            ",",
            "$",
            "$HOME_NET",
            "$(id)",
            "`id`",
            "$INCLUDE /etc/hosts",
            "$ORIGIN .",
            "*",
            "?",
            "#",
            " #",
            "##",
            "!",
            "&",
            "%",
            "%00",
            "%0a",
            "%22",
            "%7C",
            "@",
            "=cmd()",
            "+1",
            "-",
            "--",
            "(empty)",
            "(",
            ")",
            ";)",
            "sid:1; rev:1;)",
            "\nalert ip any any -> any any (sid:1;)",
            "[",
            "]",
            "{",
            "}",
            ": ",
            "- ",
            "''",
            "!!binary ",
            "&anchor",
            "\\x41",
            "\\000",
            "\\n",
            "\\'",
            "\\\\",
            "\\*",
            "<script>",
            "&lt;",
            "]]>",
            "é",
            "ı",
            "ß",
            "例え",
            "\ud83d\udc1a",
            "\u0301",
            "\ue000",
            "٣",
            "./",
            "../",
            "//",
            "/",
            "\\\\",
            "C:\\",
            "null",
            "~",
            "0x1F",
            " ");

    private static final List<String> NAMES = List.of(
            "localhost",
            "com",
            "tt",
            "gov.tt",
            "com.jm",
            "co.uk",
            "xn--55qx5d.cn",
            "github.io",
            "1.0.0.0.128.rpz-ip",
            "1.0.0.0.0.rpz-client-ip",
            "lure.example.rpz-nsdname",
            "8.0.0.0.10.rpz-nsip",
            "rpz-passthru",
            "a.rpz-drop",
            "*",
            "*.example",
            "*.lure.example",
            "lure.example.",
            ".lure.example",
            "lure..example",
            ".",
            "-lure.example",
            "lure-.example",
            "_dmarc.lure.example",
            "LURE2.example",
            "lure.example;",
            "lure.example CNAME .",
            "bücher.example",
            "xn--bcher-kva.example",
            "xn--.example",
            "203.0.113.7",
            "lure\\.example",
            "lure\\046.example",
            "@",
            "@.example",
            "$ttl.example",
            "\"lure\".example",
            "(.example",
            ";.example");

    private static final List<String> NO_ADDRESSES = List.of(
            "999.1.1.1",
            "256.0.0.1",
            "1.2.3",
            "1.2.3.4.5",
            "010.0.0.1",
            "0x7f.0.0.1",
            "203.0.113.7/24",
            "any",
            "$HOME_NET",
            "!203.0.113.7",
            "[203.0.113.7,any]",
            "203.0.113.7 any (",
            "1.2.3.4\n",
            "٣.٣.٣.٣",
            ":::",
            ":",
            "::1%eth0",
            "2001:db8::1::2",
            "1:2:3",
            "12345::1",
            "::ffff:203.0.113.7",
            "2001:db8::1/32",
            "::zz",
            "2001:db8::g");

    private final Random random;

    private HostileValues(long seed) {
        random = new Random(seed);
    }

    /// As many different values, of every kind that STIX has a place for.
    static List<Observable> of(long seed, int count) {
        return new HostileValues(seed).make(count);
    }

    private List<Observable> make(int count) {
        Set<Observable> values = new LinkedHashSet<>();
        NAMES.forEach(name -> values.add(new Observable(ObservableType.DOMAIN_NAME, name)));
        for (int labels : List.of(1, 3, 4, 5)) {
            for (int last = 1; last <= 63; last++) {
                String name = ("a".repeat(62) + ".").repeat(labels) + "b".repeat(last) + ".example";
                values.add(new Observable(ObservableType.DOMAIN_NAME, name));
            }
        }
        values.add(new Observable(ObservableType.DOMAIN_NAME, "a".repeat(64) + ".example"));
        for (String text : NO_ADDRESSES) {
            values.add(new Observable(ObservableType.IPV4_ADDR, text));
            values.add(new Observable(ObservableType.IPV6_ADDR, text));
        }
        List<ObservableType> types = new ArrayList<>(List.of(ObservableType.values()));
        types.remove(ObservableType.JA3);
        while (values.size() < count) {
            ObservableType type = types.get(random.nextInt(types.size()));
            values.add(
                    new Observable(type, type != ObservableType.ASN && random.nextInt(3) == 0 ? mixed() : text(type)));
        }
        return List.copyOf(values);
    }

    private String text(ObservableType type) {
        return switch (type) {
            case IPV4_ADDR -> "198.1" + (8 + random.nextInt(2)) + "." + random.nextInt(256) + "." + random.nextInt(256);
            case IPV6_ADDR -> ipv6();
            case DOMAIN_NAME -> random.nextBoolean() ? word() + ".lure.example" : mixed() + ".lure.example";
            case URL -> url();
            case EMAIL_ADDR -> mixed() + "@" + word() + ".example";
            case MD5 -> hexadecimal(32);
            case SHA1, X509_SHA1 -> hexadecimal(40);
            case SHA256 -> hexadecimal(64);
            case SHA512 -> hexadecimal(128);
            case SSDEEP -> "96:" + word() + "/" + mixed() + ":" + word();
            case FILE_NAME -> mixed() + ".exe";
            case MAC_ADDR -> "02:00:5e:" + hexadecimal(2) + ":" + hexadecimal(2) + ":" + hexadecimal(2);
            case MUTEX -> "Global\\" + mixed();
            case WINDOWS_REGISTRY_KEY -> "HKEY_LOCAL_MACHINE\\Software\\" + mixed();
            case USER_ACCOUNT, USER_AGENT, EMAIL_SUBJECT -> mixed();
            // STIX holds it as a number, so that nothing else can stand there.
            case ASN -> Integer.toString(64_496 + random.nextInt(1_000_000));
            case JA3 -> throw new IllegalArgumentException("STIX has no place for it");
        };
    }

    private String mixed() {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(7);
        for (int i = 0; i < parts; i++) {
            text.append(random.nextInt(3) == 0 ? word() : BITS.get(random.nextInt(BITS.size())));
        }
        if (random.nextInt(400) == 0) {
            text.append(BITS.get(random.nextInt(BITS.size())).repeat(3_000));
        }
        return text.toString();
    }

    private String url() {
        String scheme = random.nextInt(8) == 0 ? "ftp" : random.nextBoolean() ? "https" : "http";
        String host = switch (random.nextInt(6)) {
            case 0 -> "[" + ipv6() + "]";
            case 1 -> "user:pass@" + word() + ".example:8443";
            case 2 -> mixed();
            default -> word() + ".example";
        };
        String path = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "/" + word() + "?q=" + word() + "&" + word();
            case 2 -> "/%22;%7C/" + word() + ";a=1,b('$!*')";
            default -> "/" + mixed();
        };
        String tail = random.nextInt(300) == 0 ? "/" + "%3B$".repeat(1_000 + random.nextInt(2_000)) : "";
        return scheme + "://" + host + path + tail;
    }

    private String ipv6() {
        String first = "2001:db8:" + Integer.toHexString(1 + random.nextInt(0xffff));
        return switch (random.nextInt(4)) {
            case 0 -> first + "::" + Integer.toHexString(1 + random.nextInt(0xffff));
            case 1 -> first + ":0:0:1:0:" + Integer.toHexString(1 + random.nextInt(0xffff));
            case 2 -> (first + "::A" + Integer.toHexString(random.nextInt(0xfff))).toUpperCase(Locale.ROOT);
            default -> first + ":1:2:3:4:" + Integer.toHexString(1 + random.nextInt(0xffff));
        };
    }

    private String word() {
        return Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
    }

    private String hexadecimal(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }
}
