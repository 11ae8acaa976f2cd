package org.caricom.conch.domain;

import org.jspecify.annotations.Nullable;

/// The types of the Reference Security Incident Taxonomy of ENISA and TF-CSIRT (working copy 1003), by class.
public enum Rsit {
    SPAM("abusive-content", "spam", "Spam"),
    HARMFUL_SPEECH("abusive-content", "harmful-speech", "Harmful Speech"),
    VIOLENCE("abusive-content", "violence", "(Child) Sexual Exploitation/Sexual/Violent Content"),
    INFECTED_SYSTEM("malicious-code", "infected-system", "Infected System"),
    C2_SERVER("malicious-code", "c2-server", "C2 Server"),
    MALWARE_DISTRIBUTION("malicious-code", "malware-distribution", "Malware Distribution"),
    MALWARE_CONFIGURATION("malicious-code", "malware-configuration", "Malware Configuration"),
    SCANNER("information-gathering", "scanner", "Scanning"),
    SNIFFING("information-gathering", "sniffing", "Sniffing"),
    SOCIAL_ENGINEERING("information-gathering", "social-engineering", "Social Engineering"),
    IDS_ALERT("intrusion-attempts", "ids-alert", "Exploitation of Known Vulnerabilities"),
    BRUTE_FORCE("intrusion-attempts", "brute-force", "Login Attempts"),
    EXPLOIT("intrusion-attempts", "exploit", "New Attack Signature"),
    PRIVILEGED_ACCOUNT_COMPROMISE("intrusions", "privileged-account-compromise", "Privileged Account Compromise"),
    UNPRIVILEGED_ACCOUNT_COMPROMISE("intrusions", "unprivileged-account-compromise", "Unprivileged Account Compromise"),
    APPLICATION_COMPROMISE("intrusions", "application-compromise", "Application Compromise"),
    SYSTEM_COMPROMISE("intrusions", "system-compromise", "System Compromise"),
    BURGLARY("intrusions", "burglary", "Burglary"),
    DOS("availability", "dos", "Denial of Service"),
    DDOS("availability", "ddos", "Distributed Denial of Service"),
    MISCONFIGURATION("availability", "misconfiguration", "Misconfiguration"),
    SABOTAGE("availability", "sabotage", "Sabotage"),
    OUTAGE("availability", "outage", "Outage"),
    UNAUTHORISED_INFORMATION_ACCESS(
            "information-content-security", "unauthorised-information-access", "Unauthorised Information Access"),
    UNAUTHORISED_INFORMATION_MODIFICATION(
            "information-content-security",
            "unauthorised-information-modification",
            "Unauthorised Information Modification"),
    DATA_LOSS("information-content-security", "data-loss", "Data Loss"),
    DATA_LEAK("information-content-security", "data-leak", "Data Leak"),
    UNAUTHORISED_USE_OF_RESOURCES("fraud", "unauthorised-use-of-resources", "Unauthorised Use of Resources"),
    COPYRIGHT("fraud", "copyright", "Copyright"),
    MASQUERADE("fraud", "masquerade", "Masquerade"),
    PHISHING("fraud", "phishing", "Phishing"),
    WEAK_CRYPTO("vulnerable", "weak-crypto", "Weak Crypto"),
    DDOS_AMPLIFIER("vulnerable", "ddos-amplifier", "DDoS Amplifier"),
    POTENTIALLY_UNWANTED_ACCESSIBLE("vulnerable", "potentially-unwanted-accessible", "Potentially Unwanted Accessible"),
    INFORMATION_DISCLOSURE("vulnerable", "information-disclosure", "Information Disclosure"),
    VULNERABLE_SYSTEM("vulnerable", "vulnerable-system", "Vulnerable System"),
    OTHER("other", "other", "Uncategorised"),
    UNDETERMINED("other", "undetermined", "Undetermined"),
    TEST("test", "test", "Test");

    private final String className;
    private final String type;
    private final String label;

    Rsit(String className, String type, String label) {
        this.className = className;
        this.type = type;
        this.label = label;
    }

    /// The class's slug: `malicious-code`.
    public String className() {
        return className;
    }

    /// The type's slug: `c2-server`.
    public String type() {
        return type;
    }

    /// The taxonomy's own name for the type.
    public String label() {
        return label;
    }

    /// Class and type as Conch writes them: `malicious-code:c2-server`.
    public String code() {
        return className + ":" + type;
    }

    /// The machine tag: `rsit:malicious-code="c2-server"`.
    public String machineTag() {
        return "rsit:" + className + "=\"" + type + "\"";
    }

    /// Reads [#code()] or [#machineTag()]; null when it is neither.
    public static @Nullable Rsit parse(String text) {
        for (Rsit rsit : values()) {
            if (rsit.code().equals(text) || rsit.machineTag().equals(text)) {
                return rsit;
            }
        }
        return null;
    }
}
