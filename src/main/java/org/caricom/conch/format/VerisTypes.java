package org.caricom.conch.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.caricom.conch.domain.Actor;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.jspecify.annotations.Nullable;

/// What the enumerations of VERIS are in our words, as tables.
final class VerisTypes {
    private static final Map<String, List<Rsit>> CLASSES = classes();

    /// Prefixes of the North American Industry Classification System; the longest that fits counts.
    private static final Map<String, Sector> INDUSTRIES = Map.ofEntries(
            Map.entry("11", Sector.AGRICULTURE),
            Map.entry("21", Sector.MINING),
            Map.entry("211", Sector.ENERGY),
            Map.entry("22", Sector.UTILITIES),
            Map.entry("2211", Sector.ENERGY),
            Map.entry("2212", Sector.ENERGY),
            Map.entry("2213", Sector.WATER),
            Map.entry("23", Sector.CONSTRUCTION),
            Map.entry("31", Sector.MANUFACTURING),
            Map.entry("32", Sector.MANUFACTURING),
            Map.entry("33", Sector.MANUFACTURING),
            Map.entry("42", Sector.COMMERCIAL),
            Map.entry("44", Sector.RETAIL),
            Map.entry("45", Sector.RETAIL),
            Map.entry("48", Sector.TRANSPORTATION),
            Map.entry("49", Sector.TRANSPORTATION),
            Map.entry("51", Sector.TECHNOLOGY),
            Map.entry("515", Sector.COMMUNICATIONS),
            Map.entry("516", Sector.COMMUNICATIONS),
            Map.entry("517", Sector.TELECOMMUNICATIONS),
            Map.entry("52", Sector.FINANCIAL_SERVICES),
            Map.entry("524", Sector.INSURANCE),
            Map.entry("53", Sector.COMMERCIAL),
            Map.entry("54", Sector.COMMERCIAL),
            Map.entry("5411", Sector.LEGAL),
            Map.entry("5415", Sector.TECHNOLOGY),
            Map.entry("55", Sector.COMMERCIAL),
            Map.entry("56", Sector.COMMERCIAL),
            Map.entry("61", Sector.EDUCATION),
            Map.entry("62", Sector.HEALTHCARE),
            Map.entry("71", Sector.HOSPITALITY_LEISURE),
            Map.entry("72", Sector.HOSPITALITY_LEISURE),
            Map.entry("81", Sector.COMMERCIAL),
            Map.entry("813", Sector.NON_PROFIT),
            Map.entry("92", Sector.GOVERNMENT),
            Map.entry("92216", Sector.EMERGENCY_SERVICES),
            Map.entry("928", Sector.DEFENSE));

    /// Kinds of data that are about people, by our categories.
    private static final Map<String, String> PERSONAL = Map.of(
            "Personal", "contact",
            "Sensitive Personal", "other",
            "Medical", "health",
            "Payment", "financial",
            "Bank", "financial",
            "Biometric", "biometric");

    private static final Set<String> PROPRIETARY =
            Set.of("Secrets", "Internal", "Source code", "Copyrighted", "Classified");

    /// Terms of the Incident Core extension for losses, which has its words from VERIS.
    private static final Set<String> LOSSES = Set.of(
            "asset-and-fraud",
            "brand-damage",
            "business-disruption",
            "competitive-advantage",
            "legal-and-regulatory",
            "operating-costs",
            "response-and-recovery");

    private static final Set<String> BY_PROGRAM = Set.of(
            "Antivirus",
            "NIDS",
            "Nids",
            "HIDS",
            "Hids",
            "IDS",
            "EDR",
            "Data loss prevention",
            "Fraud detection",
            "Infrastructure monitoring",
            "Security alarm");

    private VerisTypes() {}

    /// The classes of one variety of an action.
    static List<Rsit> classes(String action, String variety) {
        List<Rsit> own = CLASSES.get(action + "\t" + variety);
        return own == null ? CLASSES.getOrDefault(action + "\t*", List.of()) : own;
    }

    static @Nullable Sector sector(String industry) {
        for (int length = Math.min(industry.length(), 5); length >= 2; length--) {
            Sector sector = INDUSTRIES.get(industry.substring(0, length));
            if (sector != null) {
                return sector;
            }
        }
        return null;
    }

    /// Our category of personal data; null for what is not about people.
    static @Nullable String personalData(String variety) {
        return PERSONAL.get(variety);
    }

    static boolean isProprietary(String variety) {
        return PROPRIETARY.contains(variety);
    }

    static @Nullable Outcome outcome(String securityIncident) {
        return switch (securityIncident) {
            case "Confirmed" -> Outcome.CONFIRMED;
            case "Near miss" -> Outcome.FAILED_ATTEMPT;
            case "False positive" -> Outcome.FALSE_POSITIVE;
            default -> null;
        };
    }

    /// Who is thought to be behind it, by NCISS; null when VERIS does not tell.
    static @Nullable Actor outsider(String variety) {
        return switch (variety) {
            case "Activist" -> Actor.HACKTIVIST;
            case "Organized crime" -> Actor.CRIMINAL;
            case "Nation-state", "State-affiliated" -> Actor.APT;
            default -> null;
        };
    }

    /// 0 to 100 as the Incident Core extension places VERIS's ratings; null for none.
    static @Nullable Integer criticality(String rating) {
        return switch (rating) {
            case "Insignificant" -> 10;
            case "Distracting" -> 35;
            case "Painful" -> 60;
            case "Damaging" -> 80;
            case "Catastrophic" -> 95;
            default -> null;
        };
    }

    /// A term of incident-detection-method-ov.
    ///
    /// @param by `external`, `internal`, `partner`
    static @Nullable String detection(String by, String variety) {
        if (variety.equals("Actor disclosure")) {
            return "message-from-attacker";
        }
        if (variety.equals("Unknown")) {
            return by.equals("internal") ? null : "external-notification";
        }
        if (!by.equals("internal")) {
            return "external-notification";
        }
        if (variety.equals("Reported by employee") || variety.equals("Reported by user")) {
            return "user-reporting";
        }
        return BY_PROGRAM.contains(variety) ? "automated-tool" : "human-review";
    }

    /// A term of the monetary impact's vocabulary.
    static String loss(String variety) {
        String term = variety.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        return LOSSES.contains(term) ? term : "uncategorized";
    }

    private static Map<String, List<Rsit>> classes() {
        Map<String, List<Rsit>> table = new HashMap<>();
        try (InputStream in = VerisTypes.class.getResourceAsStream("veris-classes.tsv")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> cells = List.of(line.split("\t", -1));
                List<Rsit> classes = new ArrayList<>();
                for (String code : cells.get(2).split(" ", -1)) {
                    classes.add(Objects.requireNonNull(Rsit.parse(code), code));
                }
                table.put(cells.get(0) + "\t" + cells.get(1), List.copyOf(classes));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(table);
    }
}
