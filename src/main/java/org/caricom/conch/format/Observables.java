package org.caricom.conch.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.ValuePaths;
import org.caricom.conch.stix.ValuePaths.ValuePath;
import org.jspecify.annotations.Nullable;

/// Values that are compared across reports, brought into the one form of [Observable]: refanged, in the
/// letters and shape that make equal values equal text, and refused when they are nonsense for their type.
///
/// `normalise` is idempotent: what it returns, it returns again.
public final class Observables {
    private static final int MAX_TEXT = 2048;
    private static final int LONGEST = 8192;

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern EMAIL = Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@([^@\\s]{1,1000})");
    private static final Pattern MAC =
            Pattern.compile("(?:[0-9a-fA-F]{2}([:-]))(?:[0-9a-fA-F]{2}\\1){4}[0-9a-fA-F]{2}");
    private static final Pattern MAC_BARE =
            Pattern.compile("[0-9a-fA-F]{12}|[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}");
    private static final Pattern ASN = Pattern.compile("(?i)(?:ASN?\\s?)?([0-9]{1,10})");
    private static final Pattern ASN_NAMED = Pattern.compile("(?i)ASN?\\s?[0-9]{1,10}");
    private static final Pattern SSDEEP =
            Pattern.compile("([0-9]{1,10}:[A-Za-z0-9+/]{1,64}:[A-Za-z0-9+/]{1,64})(?:,\".*\")?");
    private static final Pattern HIVE = Pattern.compile(
            "(?i)(?:computer\\\\)?(HKEY_[A-Z_]+|HKLM|HKCU|HKCR|HKU|HKCC)(\\\\[^\\x00-\\x1f]*)?", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("([^\\t\\n\\x0B\\f\\r/\\\\:*?\"<>|]+)\\.([A-Za-z0-9]{1,10})");

    private static final Map<String, String> HIVES = Map.of(
            "HKLM", "HKEY_LOCAL_MACHINE",
            "HKCU", "HKEY_CURRENT_USER",
            "HKCR", "HKEY_CLASSES_ROOT",
            "HKU", "HKEY_USERS",
            "HKCC", "HKEY_CURRENT_CONFIG");

    /// Endings that name a file and are no top-level domain.
    private static final Set<String> FILE_ENDINGS = Set.of(
            "7z", "apk", "asp", "aspx", "bat", "bin", "cmd", "cpl", "dat", "dll", "dmp", "doc", "docm", "docx", "elf",
            "eml", "exe", "gz", "hta", "htm", "html", "img", "ini", "iso", "jar", "jpg", "js", "jse", "jsp", "lnk",
            "locked", "log", "msi", "ocx", "one", "pdf", "php", "png", "ppt", "pptm", "pptx", "ps1", "psm1", "rar",
            "reg", "rtf", "scr", "sys", "tar", "tmp", "txt", "vbe", "vbs", "vhd", "vhdx", "war", "wsf", "xll", "xls",
            "xlsb", "xlsm", "xlsx", "xml");

    /// Endings that are both a file's and a top-level domain: with two labels nobody can tell.
    private static final Set<String> EITHER = Set.of("zip", "mov", "sh", "py", "pl", "so", "ps", "rs", "md");

    private Observables() {}

    /// Finds out what a bare value is, defanged or not. Null when it is nothing that Conch compares, or
    /// could be two things: then the type has to be told (`user-account`, `mutex` and others cannot be seen
    /// from the value).
    public static @Nullable Observable parse(String any) {
        // What is much longer than a value is none, however it is spelt; to look at all of it would take its time.
        if (any.length() > 4 * LONGEST) {
            return null;
        }
        String value = Defang.undo(any);
        if (value.isEmpty() || value.length() > LONGEST) {
            return null;
        }
        Observable address = Addresses.parse(value);
        if (address != null) {
            return address;
        }
        if (value.contains("://")) {
            return normalise(ObservableType.URL, value);
        }
        Observable hash = hash(value);
        if (hash != null) {
            return hash;
        }
        if (SSDEEP.matcher(value).matches()) {
            return normalise(ObservableType.SSDEEP, value);
        }
        if (MAC.matcher(value).matches()) {
            return normalise(ObservableType.MAC_ADDR, value);
        }
        if (HIVE.matcher(value).matches()) {
            return normalise(ObservableType.WINDOWS_REGISTRY_KEY, value);
        }
        if (ASN_NAMED.matcher(value).matches()) {
            return normalise(ObservableType.ASN, value);
        }
        if (value.contains("@")) {
            return normalise(ObservableType.EMAIL_ADDR, value);
        }
        return nameOrNull(value);
    }

    /// Brings a value of a told type into its one form; null when it is not a value of that type. A value
    /// told to be an address of one version that is one of the other comes back as what it is.
    public static @Nullable Observable normalise(ObservableType type, String value) {
        String clean = isWords(type) ? value.strip() : Defang.undo(value);
        if (clean.isEmpty()) {
            return null;
        }
        String normal = switch (type) {
            case IPV4_ADDR, IPV6_ADDR -> {
                Observable address = Addresses.parse(clean);
                if (address != null) {
                    type = address.type();
                }
                yield address == null ? null : address.value();
            }
            case DOMAIN_NAME -> HostNames.normalise(clean);
            case URL -> Urls.normalise(clean);
            case EMAIL_ADDR -> email(clean);
            case MD5, JA3 -> hex(clean, 32);
            case SHA1, X509_SHA1 -> hex(withoutColons(clean), 40);
            case SHA256 -> hex(clean, 64);
            case SHA512 -> hex(clean, 128);
            case SSDEEP -> ssdeep(clean);
            case MAC_ADDR -> mac(clean);
            case WINDOWS_REGISTRY_KEY -> registryKey(clean);
            case ASN -> asn(clean);
            case FILE_NAME, MUTEX, USER_ACCOUNT, USER_AGENT, EMAIL_SUBJECT -> words(clean);
        };
        return normal == null ? null : new Observable(type, normal);
    }

    /// Undoes what people do to a value so that nobody clicks it: `hxxp`, `[.]`, `(dot)`, `[@]`, `[:]` and
    /// the like.
    public static String refang(String text) {
        return Defang.undo(text);
    }

    /// The value as people show it: `hxxps://evil[.]example/x`, `198[.]51[.]100[.]7`. Hashes, names and
    /// other values that nothing turns into a link stay as they are.
    public static String defang(Observable observable) {
        return switch (observable.type()) {
            case IPV4_ADDR, IPV6_ADDR, DOMAIN_NAME, URL, EMAIL_ADDR -> Defang.apply(observable.value());
            case ASN -> "AS" + observable.value();
            default -> observable.value();
        };
    }

    /// The cyber observable that holds this value alone; null when STIX has none that could: a user agent
    /// cannot stand without its traffic, and a JA3 fingerprint has no place at all.
    public static @Nullable StixObject toSco(Observable observable) {
        ValuePath place = ValuePaths.byWord(observable.type().word());
        return place == null ? null : place.observable(observable.value());
    }

    /// The STIX pattern that finds this value; null when STIX has no path for it (JA3).
    public static @Nullable String toPattern(Observable observable) {
        ValuePath place = ValuePaths.byWord(observable.type().word());
        return place == null ? null : place.pattern(observable.value());
    }

    /// The value that one test of a pattern looks for; null when the path leads to nothing that Conch
    /// compares, or the value is nonsense for it.
    public static @Nullable Observable fromPatternAtom(String path, String value) {
        ValuePath place = ValuePaths.byPath(path);
        ObservableType type = place == null ? null : ObservableType.parse(place.word());
        return type == null ? null : normalise(type, value);
    }

    /// Types whose value is whatever the attacker wrote, where `[.]` may be meant.
    private static boolean isWords(ObservableType type) {
        return switch (type) {
            case FILE_NAME, MUTEX, USER_ACCOUNT, USER_AGENT, EMAIL_SUBJECT, WINDOWS_REGISTRY_KEY, SSDEEP -> true;
            default -> false;
        };
    }

    private static @Nullable Observable hash(String value) {
        if (!HEX.matcher(value).matches()) {
            return null;
        }
        return switch (value.length()) {
            case 32 -> normalise(ObservableType.MD5, value);
            case 40 -> normalise(ObservableType.SHA1, value);
            case 64 -> normalise(ObservableType.SHA256, value);
            case 128 -> normalise(ObservableType.SHA512, value);
            default -> null;
        };
    }

    private static @Nullable Observable nameOrNull(String value) {
        Matcher file = FILE.matcher(value);
        String ending =
                file.matches() && isInOnePiece(file.group(1)) ? file.group(2).toLowerCase(Locale.ROOT) : "";
        if (FILE_ENDINGS.contains(ending)) {
            return normalise(ObservableType.FILE_NAME, value);
        }
        String host = HostNames.normalise(value);
        if (host == null || !HostNames.hasKnownSuffix(host)) {
            return null;
        }
        boolean twoLabels = host.indexOf('.') == host.lastIndexOf('.');
        return EITHER.contains(ending) && twoLabels ? null : new Observable(ObservableType.DOMAIN_NAME, host);
    }

    /// Words of a file's name stand one space apart. A pattern that says so takes the stack apart, word by word.
    private static boolean isInOnePiece(String name) {
        return !name.startsWith(" ") && !name.endsWith(" ") && !name.contains("  ");
    }

    private static @Nullable String email(String value) {
        Matcher matcher = EMAIL.matcher(value);
        if (!matcher.matches()) {
            return null;
        }
        String host = HostNames.normalise(matcher.group(1));
        if (host == null) {
            return null;
        }
        // RFC 5321 lets a server tell letters apart; none in use does, and reporters do not.
        return value.substring(0, value.indexOf('@')).toLowerCase(Locale.ROOT) + "@" + host;
    }

    private static @Nullable String hex(String value, int digits) {
        return value.length() == digits && HEX.matcher(value).matches() ? value.toLowerCase(Locale.ROOT) : null;
    }

    private static String withoutColons(String value) {
        return value.indexOf(':') == 2 ? value.replace(":", "") : value;
    }

    private static @Nullable String ssdeep(String value) {
        Matcher matcher = SSDEEP.matcher(value);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static @Nullable String mac(String value) {
        if (!MAC.matcher(value).matches() && !MAC_BARE.matcher(value).matches()) {
            return null;
        }
        String digits = value.replaceAll("[^0-9a-fA-F]", "").toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(digits.substring(0, 2));
        for (int i = 2; i < 12; i += 2) {
            out.append(':').append(digits, i, i + 2);
        }
        return out.toString();
    }

    private static @Nullable String registryKey(String value) {
        Matcher matcher = HIVE.matcher(value);
        if (!matcher.matches() || value.length() > MAX_TEXT) {
            return null;
        }
        String hive = matcher.group(1).toUpperCase(Locale.ROOT);
        String path = matcher.group(2) == null ? "" : matcher.group(2);
        while (path.endsWith("\\") || path.endsWith(" ")) {
            path = path.substring(0, path.length() - 1);
        }
        return HIVES.getOrDefault(hive, hive) + path;
    }

    private static @Nullable String asn(String value) {
        Matcher matcher = ASN.matcher(value);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        return number <= 0xffff_ffffL ? Long.toString(number) : null;
    }

    private static @Nullable String words(String value) {
        boolean control = value.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
        boolean broken = !StandardCharsets.UTF_8.newEncoder().canEncode(value);
        return control || broken || value.length() > MAX_TEXT ? null : value;
    }
}
