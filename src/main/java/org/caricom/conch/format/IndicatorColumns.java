package org.caricom.conch.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// What the columns of a list of indicators hold, as its first line says.
///
/// @param values columns with a value to compare, each with its type; [#ANY] where the value or the row tells
/// @param others what else is understood, by what it is
/// @param names  as written
record IndicatorColumns(Map<Integer, String> values, Map<Kind, Integer> others, List<String> names) {
    /// The type of a column whose values tell themselves.
    static final String ANY = "";

    /// Columns that say something about the value of the row.
    enum Kind {
        TYPE,
        FIRST_SEEN,
        LAST_SEEN,
        CONFIDENCE,
        TLP,
        WORDS,
        MALWARE,
        ROLE,
        DETECTS
    }

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("type", Kind.TYPE),
            Map.entry("ioctype", Kind.TYPE),
            Map.entry("indicatortype", Kind.TYPE),
            Map.entry("observabletype", Kind.TYPE),
            Map.entry("kind", Kind.TYPE),
            Map.entry("firstseen", Kind.FIRST_SEEN),
            Map.entry("first", Kind.FIRST_SEEN),
            Map.entry("firstseenutc", Kind.FIRST_SEEN),
            Map.entry("seen", Kind.FIRST_SEEN),
            Map.entry("date", Kind.FIRST_SEEN),
            Map.entry("timestamp", Kind.FIRST_SEEN),
            Map.entry("time", Kind.FIRST_SEEN),
            Map.entry("datetime", Kind.FIRST_SEEN),
            Map.entry("dateadded", Kind.FIRST_SEEN),
            Map.entry("lastseen", Kind.LAST_SEEN),
            Map.entry("last", Kind.LAST_SEEN),
            Map.entry("lastseenutc", Kind.LAST_SEEN),
            Map.entry("lastonline", Kind.LAST_SEEN),
            Map.entry("confidence", Kind.CONFIDENCE),
            Map.entry("score", Kind.CONFIDENCE),
            Map.entry("confidencelevel", Kind.CONFIDENCE),
            Map.entry("tlp", Kind.TLP),
            Map.entry("marking", Kind.TLP),
            Map.entry("comment", Kind.WORDS),
            Map.entry("comments", Kind.WORDS),
            Map.entry("description", Kind.WORDS),
            Map.entry("context", Kind.WORDS),
            Map.entry("note", Kind.WORDS),
            Map.entry("notes", Kind.WORDS),
            Map.entry("threat", Kind.WORDS),
            Map.entry("malware", Kind.MALWARE),
            Map.entry("malwarefamily", Kind.MALWARE),
            Map.entry("family", Kind.MALWARE),
            Map.entry("malwarename", Kind.MALWARE),
            Map.entry("role", Kind.ROLE),
            Map.entry("detects", Kind.DETECTS),
            Map.entry("toids", Kind.DETECTS),
            Map.entry("ids", Kind.DETECTS));

    /// Columns that hold values, by their names without anything but letters and digits.
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("indicator", ANY),
            Map.entry("indicators", ANY),
            Map.entry("indicatorvalue", ANY),
            Map.entry("value", ANY),
            Map.entry("ioc", ANY),
            Map.entry("iocs", ANY),
            Map.entry("iocvalue", ANY),
            Map.entry("observable", ANY),
            Map.entry("hash", ANY),
            Map.entry("ip", "ipv4-addr"),
            Map.entry("ipaddress", "ipv4-addr"),
            Map.entry("ipv4", "ipv4-addr"),
            Map.entry("ipv6", "ipv6-addr"),
            Map.entry("srcip", "ipv4-addr"),
            Map.entry("dstip", "ipv4-addr"),
            Map.entry("cidr", "ipv4-addr"),
            Map.entry("domain", "domain-name"),
            Map.entry("domainname", "domain-name"),
            Map.entry("fqdn", "domain-name"),
            Map.entry("hostname", "domain-name"),
            Map.entry("host", ANY),
            Map.entry("url", "url"),
            Map.entry("uri", "url"),
            Map.entry("email", "email-addr"),
            Map.entry("emailaddress", "email-addr"),
            Map.entry("sender", "email-addr"),
            Map.entry("md5", "md5"),
            Map.entry("md5hash", "md5"),
            Map.entry("sha1", "sha1"),
            Map.entry("sha1hash", "sha1"),
            Map.entry("sha256", "sha256"),
            Map.entry("sha256hash", "sha256"),
            Map.entry("sha512", "sha512"),
            Map.entry("ssdeep", "ssdeep"),
            Map.entry("filename", "file-name"),
            Map.entry("file", "file-name"),
            Map.entry("mutex", "mutex"),
            Map.entry("mac", "mac-addr"),
            Map.entry("asn", "asn"),
            Map.entry("ja3", "ja3"),
            Map.entry("useragent", "user-agent"),
            Map.entry("regkey", "windows-registry-key"),
            Map.entry("registrykey", "windows-registry-key"));

    /// The columns that a line names; null when it names no value.
    static @Nullable IndicatorColumns of(List<String> cells) {
        Map<Integer, String> values = new LinkedHashMap<>();
        Map<Kind, Integer> others = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = plain(cells.get(i));
            String type = VALUES.get(name);
            if (type != null) {
                values.put(i, type);
                continue;
            }
            Kind kind = KINDS.get(name);
            if (kind != null) {
                others.putIfAbsent(kind, i);
            }
        }
        return values.isEmpty() ? null : new IndicatorColumns(values, others, new ArrayList<>(cells));
    }

    /// The columns of a list without a line of names.
    static IndicatorColumns bare(int valueColumn, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add("column " + i);
        }
        return new IndicatorColumns(Map.of(valueColumn, ANY), Map.of(), names);
    }

    int known() {
        return values.size() + others.size();
    }

    /// What a word for a type of value means; null when it is none, or the value tells by itself.
    static @Nullable ObservableType type(String word) {
        if (word.isBlank()) {
            return null;
        }
        ObservableType own = ObservableType.parse(word.toLowerCase(Locale.ROOT).replace('_', '-'));
        if (own != null) {
            return own;
        }
        ObservableType misp = MispTypes.simple(word);
        String other = VALUES.get(plain(word));
        return misp == null && other != null && !other.isEmpty() ? ObservableType.parse(other) : misp;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
