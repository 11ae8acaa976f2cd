package org.caricom.conch.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// What the enumerations of IODEF v2 (RFC 7970 §3) are in our words, as tables.
final class IodefTypes {
    static final Set<String> PURPOSES = Set.of("traceback", "mitigation", "reporting", "watch", "other", "ext-value");

    private static final Set<String> ELEMENTS = elements();

    /// What a system with this role in an incident makes of it; these are the attacker's whatever else is said.
    private static final Map<String, Rsit> HOSTILE = Map.of(
            "c2-server", Rsit.C2_SERVER,
            "malware-distribution", Rsit.MALWARE_DISTRIBUTION,
            "phishing-site", Rsit.PHISHING,
            "spear-phishing-site", Rsit.PHISHING,
            "recruiting-site", Rsit.MASQUERADE,
            "fraudulent-site", Rsit.MASQUERADE,
            "drop-server", Rsit.DATA_LEAK);

    private static final Map<String, Rsit> IMPACTS = Map.ofEntries(
            Map.entry("takeover-account", Rsit.UNPRIVILEGED_ACCOUNT_COMPROMISE),
            Map.entry("takeover-service", Rsit.APPLICATION_COMPROMISE),
            Map.entry("takeover-system", Rsit.SYSTEM_COMPROMISE),
            Map.entry("cps-manipulation", Rsit.SABOTAGE),
            Map.entry("cps-damage", Rsit.SABOTAGE),
            Map.entry("availability-data", Rsit.DATA_LOSS),
            Map.entry("availability-account", Rsit.DOS),
            Map.entry("availability-service", Rsit.DOS),
            Map.entry("availability-system", Rsit.DOS),
            Map.entry("damaged-system", Rsit.SABOTAGE),
            Map.entry("damaged-data", Rsit.DATA_LOSS),
            Map.entry("breach-proprietary", Rsit.DATA_LEAK),
            Map.entry("breach-privacy", Rsit.DATA_LEAK),
            Map.entry("breach-credential", Rsit.UNPRIVILEGED_ACCOUNT_COMPROMISE),
            Map.entry("breach-configuration", Rsit.UNAUTHORISED_INFORMATION_ACCESS),
            Map.entry("integrity-data", Rsit.UNAUTHORISED_INFORMATION_MODIFICATION),
            Map.entry("integrity-configuration", Rsit.UNAUTHORISED_INFORMATION_MODIFICATION),
            Map.entry("integrity-hardware", Rsit.SABOTAGE),
            Map.entry("traffic-redirection", Rsit.SNIFFING),
            Map.entry("monitoring-traffic", Rsit.SNIFFING),
            Map.entry("monitoring-host", Rsit.INFECTED_SYSTEM),
            Map.entry("policy", Rsit.OTHER));

    private static final Map<String, ObservableType> ADDRESSES = Map.ofEntries(
            Map.entry("asn", ObservableType.ASN),
            Map.entry("e-mail", ObservableType.EMAIL_ADDR),
            Map.entry("mac", ObservableType.MAC_ADDR),
            Map.entry("ipv4-addr", ObservableType.IPV4_ADDR),
            Map.entry("ipv4-net", ObservableType.IPV4_ADDR),
            Map.entry("ipv4-net-masked", ObservableType.IPV4_ADDR),
            Map.entry("ipv4-net-mask", ObservableType.IPV4_ADDR),
            Map.entry("ipv6-addr", ObservableType.IPV6_ADDR),
            Map.entry("ipv6-net", ObservableType.IPV6_ADDR),
            Map.entry("ipv6-net-masked", ObservableType.IPV6_ADDR),
            Map.entry("ipv6-net-mask", ObservableType.IPV6_ADDR),
            Map.entry("site-uri", ObservableType.URL));

    private static final Map<String, ObservableType> BULK = Map.of(
            "domain-name", ObservableType.DOMAIN_NAME,
            "windows-reg-key", ObservableType.WINDOWS_REGISTRY_KEY,
            "email-subject", ObservableType.EMAIL_SUBJECT,
            "http-user-agent", ObservableType.USER_AGENT,
            "mutex", ObservableType.MUTEX,
            "user-name", ObservableType.USER_ACCOUNT);

    private static final Set<String> TACTICS = Set.of(
            "reconnaissance",
            "resource-development",
            "initial-access",
            "execution",
            "persistence",
            "privilege-escalation",
            "defense-evasion",
            "credential-access",
            "discovery",
            "lateral-movement",
            "collection",
            "command-and-control",
            "exfiltration",
            "impact");

    private IodefTypes() {}

    /// Whether RFC 7970 has a class of this name, or RFC 8727 in its place.
    static boolean isElement(String name) {
        return ELEMENTS.contains(name);
    }

    static @Nullable Rsit hostile(String nodeRole) {
        return HOSTILE.get(nodeRole);
    }

    static @Nullable Rsit impact(String systemImpact) {
        return IMPACTS.get(systemImpact);
    }

    static @Nullable ObservableType address(String category) {
        return ADDRESSES.get(category);
    }

    static boolean isAddressCategory(String category) {
        return category.equals("atm") || category.equals("ext-value") || ADDRESSES.containsKey(category);
    }

    /// What each line of a bulk observable is; null when that can only be seen from the line.
    static @Nullable ObservableType bulk(String type) {
        ObservableType own = BULK.get(type);
        return own == null ? ADDRESSES.get(type) : own;
    }

    /// The ATT&CK tactic that a phase names; null when it is of another chain.
    static @Nullable String tactic(String phase) {
        String word = phase.strip()
                .toLowerCase(java.util.Locale.ROOT)
                .replace(' ', '-')
                .replace('_', '-');
        return TACTICS.contains(word) ? word : null;
    }

    /// RFC 7970 §3.3.1; null for a word that is none.
    static @Nullable Tlp restriction(String word) {
        return switch (word) {
            case "public", "white", "clear" -> Tlp.CLEAR;
            case "partner", "green" -> Tlp.GREEN;
            case "need-to-know", "amber" -> Tlp.AMBER;
            case "private", "red" -> Tlp.RED;
            case "default" -> Tlp.AMBER_STRICT;
            default -> null;
        };
    }

    /// 0 to 100; null for a word that says nothing.
    static @Nullable Integer rating(String word) {
        return switch (word) {
            case "low" -> 15;
            case "medium" -> 50;
            case "high" -> 85;
            default -> null;
        };
    }

    /// How much of the availability is lost, by the severity of an impact; null when it is not told.
    static @Nullable Integer availability(String severity) {
        return switch (severity) {
            case "low" -> 25;
            case "medium" -> 50;
            case "high" -> 85;
            default -> null;
        };
    }

    /// A term of incident-detection-method-ov for the source of a discovery.
    static @Nullable String detection(String source) {
        return switch (source) {
            case "nidps",
                    "hips",
                    "siem",
                    "av",
                    "os-log",
                    "application-log",
                    "device-log",
                    "network-flow",
                    "passive-dns" -> "automated-tool";
            case "internal-notification" -> "user-reporting";
            case "external-notification", "third-party-monitoring", "partner", "leo" -> "external-notification";
            case "investigation", "audit", "incident" -> "human-review";
            case "actor" -> "message-from-attacker";
            default -> null;
        };
    }

    /// What was lost in a breach, by information-type-ov.
    static String information(String systemImpact) {
        return switch (systemImpact) {
            case "breach-proprietary" -> "proprietary";
            case "breach-privacy" -> "pii";
            case "breach-credential" -> "credentials-user";
            default -> "system";
        };
    }

    private static Set<String> elements() {
        try (InputStream in = IodefTypes.class.getResourceAsStream("iodef-elements.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Set.copyOf(List.of(text.strip().split("\\s+")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
