package org.caricom.conch.cases;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// Values that are known to be good, or shared by so many that sharing them says nothing, in MISP's form.
///
/// @param name        what it is known by; one list of a name at a time
/// @param description what is on it
/// @param version     rises with every change
/// @param kind        how its entries are compared
/// @param types       the kinds of value it is about; empty for all
/// @param own         whether the exchange keeps it itself
/// @param entries     the entries as they were given
public record WarningList(
        String name,
        String description,
        long version,
        Kind kind,
        Set<ObservableType> types,
        boolean own,
        List<String> entries) {
    public WarningList {
        types = Set.copyOf(types);
        entries = List.copyOf(entries);
    }

    /// How entries are compared with values.
    public enum Kind {
        /// The value as a whole.
        STRING,
        /// Anywhere in the value.
        SUBSTRING,
        /// A host's name or any below it; of a link or an e-mail address, its host.
        HOSTNAME,
        /// An address within a range.
        CIDR,
        /// A regular expression in RE2's syntax, which takes time linear in the value.
        REGEX;

        /// The word in files and on the command line.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads [#word()]; null when there is no such word.
        public static @Nullable Kind parse(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /// The kinds of value that one of MISP's attribute types means; none for a type that we do not compare.
    static Set<ObservableType> typesOf(String attribute) {
        Set<ObservableType> types = EnumSet.noneOf(ObservableType.class);
        for (String part : attribute.split("\\|", -1)) {
            switch (part) {
                case "ip-src", "ip-dst", "ip" ->
                    types.addAll(Set.of(ObservableType.IPV4_ADDR, ObservableType.IPV6_ADDR));
                case "domain", "hostname" -> types.add(ObservableType.DOMAIN_NAME);
                case "url", "uri", "link" -> types.add(ObservableType.URL);
                case "email", "email-src", "email-dst", "email-reply-to", "whois-registrant-email", "dns-soa-email" ->
                    types.add(ObservableType.EMAIL_ADDR);
                case "email-subject" -> types.add(ObservableType.EMAIL_SUBJECT);
                case "md5" -> types.add(ObservableType.MD5);
                case "sha1" -> types.add(ObservableType.SHA1);
                case "sha256" -> types.add(ObservableType.SHA256);
                case "sha512" -> types.add(ObservableType.SHA512);
                case "ssdeep" -> types.add(ObservableType.SSDEEP);
                case "filename" -> types.add(ObservableType.FILE_NAME);
                case "mutex" -> types.add(ObservableType.MUTEX);
                case "regkey" -> types.add(ObservableType.WINDOWS_REGISTRY_KEY);
                case "mac-address" -> types.add(ObservableType.MAC_ADDR);
                case "x509-fingerprint-sha1" -> types.add(ObservableType.X509_SHA1);
                case "ja3-fingerprint-md5" -> types.add(ObservableType.JA3);
                case "user-agent" -> types.add(ObservableType.USER_AGENT);
                case "AS" -> types.add(ObservableType.ASN);
                default -> {}
            }
        }
        return types;
    }
}
