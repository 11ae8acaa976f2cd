package org.caricom.conch.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.FunctionalImpact;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Rsit;
import org.jspecify.annotations.Nullable;

/// What our words are in the vocabularies of the STIX Incident Core extension.
final class IncidentTypes {
    private IncidentTypes() {}

    /// Terms of event-type-ov for the classes of an incident, none twice.
    static List<String> of(List<Rsit> classes) {
        Set<String> types = new LinkedHashSet<>();
        classes.forEach(rsit -> types.add(of(rsit)));
        return List.copyOf(types);
    }

    /// The class that a term of event-type-ov is meant for, as far as one is; empty when it could be
    /// several or none.
    static List<Rsit> meant(String term) {
        List<Rsit> meant = new ArrayList<>();
        if (term.equals("ransomware")) {
            return List.of(Rsit.UNAUTHORISED_INFORMATION_MODIFICATION, Rsit.INFECTED_SYSTEM);
        }
        if (term.equals("denial-of-service")) {
            return List.of(Rsit.DOS);
        }
        for (Rsit rsit : Rsit.values()) {
            if (of(rsit).equals(term)) {
                meant.add(rsit);
            }
        }
        return meant.size() == 1 ? meant : List.of();
    }

    private static String of(Rsit rsit) {
        return switch (rsit) {
            case SPAM -> "spam";
            case HARMFUL_SPEECH, VIOLENCE -> "content-forbidden-by-law";
            case INFECTED_SYSTEM -> "infected-by-known-malware";
            case C2_SERVER -> "c&c-server-hosting";
            case MALWARE_DISTRIBUTION, MALWARE_CONFIGURATION -> "hosting-malware-webpage";
            case SCANNER -> "network-scanning";
            case SNIFFING -> "wiretapping";
            case SOCIAL_ENGINEERING -> "aggregation-information-phishing-schemes";
            case IDS_ALERT, EXPLOIT -> "exploit-attempt";
            case BRUTE_FORCE -> "brute-force-attempt";
            case PRIVILEGED_ACCOUNT_COMPROMISE, UNPRIVILEGED_ACCOUNT_COMPROMISE -> "theft-access-credentials";
            case APPLICATION_COMPROMISE -> "exploit";
            case SYSTEM_COMPROMISE -> "compromised-system";
            case BURGLARY -> "equipment-theft";
            case DOS, DDOS -> "denial-of-service";
            case MISCONFIGURATION -> "misconfiguration";
            case SABOTAGE -> "destruction";
            case OUTAGE -> "natural";
            case UNAUTHORISED_INFORMATION_ACCESS -> "unauthorized-access-information";
            case UNAUTHORISED_INFORMATION_MODIFICATION -> "modification-information";
            case DATA_LOSS -> "deletion-information";
            case DATA_LEAK -> "unauthorized-release";
            case UNAUTHORISED_USE_OF_RESOURCES -> "illegitimate-use-resources";
            case COPYRIGHT -> "copyrighted-content";
            case MASQUERADE -> "illegitimate-use-name";
            case PHISHING -> "dissemination-phishing-emails";
            case WEAK_CRYPTO,
                    DDOS_AMPLIFIER,
                    POTENTIALLY_UNWANTED_ACCESSIBLE,
                    INFORMATION_DISCLOSURE,
                    VULNERABLE_SYSTEM -> "policy-violation";
            case OTHER -> "unspecified";
            case UNDETERMINED -> "undetermined";
            case TEST -> "benign";
        };
    }

    /// The determination of an incident: what the reporter concluded, or `suspected` while open.
    static String determination(@Nullable Outcome outcome) {
        if (outcome == null) {
            return "suspected";
        }
        return switch (outcome) {
            case CONFIRMED -> "confirmed";
            case FAILED_ATTEMPT -> "failed-attempt";
            case FALSE_POSITIVE -> "false-positive";
            case DUPLICATE, TEST -> "suspected";
        };
    }

    /// How far the investigation is, as far as the stage of the report tells.
    static String investigation(ReportStage stage) {
        return switch (stage) {
            case ALERT -> "new";
            case UPDATE -> "open";
            case FINAL -> "closed";
        };
    }

    /// How much of the availability is lost, 0 to 100 on the US-CERT scale of the extension.
    static int availability(FunctionalImpact impact) {
        return switch (impact) {
            case NO_IMPACT -> 0;
            case NO_IMPACT_TO_SERVICES -> 5;
            case MINIMAL_NON_CRITICAL -> 15;
            case MINIMAL_CRITICAL -> 30;
            case SIGNIFICANT_NON_CRITICAL -> 50;
            case DENIAL_NON_CRITICAL -> 65;
            case SIGNIFICANT_CRITICAL -> 75;
            case DENIAL_CRITICAL -> 90;
        };
    }
}
