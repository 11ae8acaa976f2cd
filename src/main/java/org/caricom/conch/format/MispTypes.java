package org.caricom.conch.format;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// What the attribute types of MISP's core format hold, as tables.
final class MispTypes {
    /// Types whose value is one value that Conch compares.
    private static final Map<String, ObservableType> SIMPLE = Map.ofEntries(
            Map.entry("ip-src", ObservableType.IPV4_ADDR),
            Map.entry("ip-dst", ObservableType.IPV4_ADDR),
            Map.entry("domain", ObservableType.DOMAIN_NAME),
            Map.entry("hostname", ObservableType.DOMAIN_NAME),
            Map.entry("url", ObservableType.URL),
            Map.entry("md5", ObservableType.MD5),
            Map.entry("sha1", ObservableType.SHA1),
            Map.entry("sha256", ObservableType.SHA256),
            Map.entry("sha512", ObservableType.SHA512),
            Map.entry("ssdeep", ObservableType.SSDEEP),
            Map.entry("filename", ObservableType.FILE_NAME),
            Map.entry("email-attachment", ObservableType.FILE_NAME),
            Map.entry("email", ObservableType.EMAIL_ADDR),
            Map.entry("email-src", ObservableType.EMAIL_ADDR),
            Map.entry("email-dst", ObservableType.EMAIL_ADDR),
            Map.entry("email-reply-to", ObservableType.EMAIL_ADDR),
            Map.entry("target-email", ObservableType.EMAIL_ADDR),
            Map.entry("dns-soa-email", ObservableType.EMAIL_ADDR),
            Map.entry("email-subject", ObservableType.EMAIL_SUBJECT),
            Map.entry("mutex", ObservableType.MUTEX),
            Map.entry("regkey", ObservableType.WINDOWS_REGISTRY_KEY),
            Map.entry("user-agent", ObservableType.USER_AGENT),
            Map.entry("mac-address", ObservableType.MAC_ADDR),
            Map.entry("AS", ObservableType.ASN),
            Map.entry("x509-fingerprint-sha1", ObservableType.X509_SHA1),
            Map.entry("ja3-fingerprint-md5", ObservableType.JA3),
            Map.entry("github-username", ObservableType.USER_ACCOUNT),
            Map.entry("jabber-id", ObservableType.USER_ACCOUNT),
            Map.entry("twitter-id", ObservableType.USER_ACCOUNT),
            Map.entry("target-user", ObservableType.USER_ACCOUNT));

    /// Types that hold two values with a bar between: what each side is; null is a side that is words to
    /// Conch.
    private static final Map<String, List<Side>> COMPOSITE = Map.ofEntries(
            Map.entry("ip-src|port", List.of(new Side(ObservableType.IPV4_ADDR), Side.WORDS)),
            Map.entry("ip-dst|port", List.of(new Side(ObservableType.IPV4_ADDR), Side.WORDS)),
            Map.entry("hostname|port", List.of(new Side(ObservableType.DOMAIN_NAME), Side.WORDS)),
            Map.entry("domain|ip", List.of(new Side(ObservableType.DOMAIN_NAME), new Side(ObservableType.IPV4_ADDR))),
            Map.entry("regkey|value", List.of(new Side(ObservableType.WINDOWS_REGISTRY_KEY), Side.WORDS)),
            Map.entry("malware-sample", fileAnd(ObservableType.MD5)),
            Map.entry("filename|md5", fileAnd(ObservableType.MD5)),
            Map.entry("filename|sha1", fileAnd(ObservableType.SHA1)),
            Map.entry("filename|sha256", fileAnd(ObservableType.SHA256)),
            Map.entry("filename|sha512", fileAnd(ObservableType.SHA512)),
            Map.entry("filename|ssdeep", fileAnd(ObservableType.SSDEEP)));

    /// Rules in other languages, by the term of STIX pattern-type-ov.
    private static final Map<String, String> RULES =
            Map.of("yara", "yara", "sigma", "sigma", "snort", "snort", "suricata", "suricata");

    /// Galaxies whose clusters are families of malware.
    private static final Set<String> MALWARE_GALAXIES = Set.of(
            "malpedia",
            "ransomware",
            "banker",
            "rat",
            "botnet",
            "stealer",
            "backdoor",
            "android",
            "cryptominers",
            "mitre-malware",
            "mitre-enterprise-attack-malware",
            "mitre-mobile-attack-malware");

    private static final Set<String> ACTOR_GALAXIES = Set.of("threat-actor", "microsoft-activity-group");

    private static final Set<String> INTRUSION_GALAXIES =
            Set.of("mitre-intrusion-set", "mitre-enterprise-attack-intrusion-set", "mitre-mobile-attack-intrusion-set");

    private static final Set<String> TOOL_GALAXIES = Set.of(
            "tool", "exploit-kit", "tds", "mitre-tool", "mitre-enterprise-attack-tool", "mitre-mobile-attack-tool");

    /// Objects that describe what belongs to the one who was hit.
    private static final Set<String> VICTIM_OBJECTS = Set.of("corporate-asset", "victim", "target-system");

    private MispTypes() {}

    /// One side of a composite value.
    ///
    /// @param type what it is compared as; null when it is not compared
    record Side(@Nullable ObservableType type) {
        static final Side WORDS = new Side(null);
    }

    static @Nullable ObservableType simple(String type) {
        return SIMPLE.get(type);
    }

    static @Nullable List<Side> composite(String type) {
        return COMPOSITE.get(type);
    }

    static @Nullable String ruleLanguage(String type) {
        return RULES.get(type);
    }

    /// The STIX type for the clusters of a galaxy: `malware`, `threat-actor`, `intrusion-set`, `tool`,
    /// `attack-pattern`, `course-of-action` or `sector`; null when its clusters stay tags.
    static @Nullable String galaxy(String type) {
        if (MALWARE_GALAXIES.contains(type)) {
            return "malware";
        }
        if (ACTOR_GALAXIES.contains(type)) {
            return "threat-actor";
        }
        if (INTRUSION_GALAXIES.contains(type)) {
            return "intrusion-set";
        }
        if (TOOL_GALAXIES.contains(type)) {
            return "tool";
        }
        if (type.endsWith("course-of-action")) {
            return "course-of-action";
        }
        if (type.endsWith("attack-pattern") || type.endsWith("ics-techniques")) {
            return "attack-pattern";
        }
        return type.equals("sector") ? "sector" : null;
    }

    static boolean describesVictim(String objectName) {
        return VICTIM_OBJECTS.contains(objectName);
    }

    private static List<Side> fileAnd(ObservableType hash) {
        return List.of(new Side(ObservableType.FILE_NAME), new Side(hash));
    }
}
