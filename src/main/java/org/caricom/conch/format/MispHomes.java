package org.caricom.conch.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.format.MispTypes.Home;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.PatternText;
import org.caricom.conch.stix.Sco;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// What attributes of a MISP event are in STIX when they are no values that Conch compares: files by other
/// hashes, certificates, software, weaknesses, campaigns and actors by name, rules, parts of mails.
final class MispHomes {
    private static final Pattern HASH = Pattern.compile("[0-9A-Za-z:+/=]{8,512}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

    /// Digits of the hashes that are written in hexadecimal.
    private static final Map<String, Integer> DIGITS = Map.ofEntries(
            Map.entry("MD5", 32),
            Map.entry("SHA-1", 40),
            Map.entry("SHA-512", 128),
            Map.entry("SHA-224", 56),
            Map.entry("SHA-256", 64),
            Map.entry("SHA-384", 96),
            Map.entry("SHA-512-224", 56),
            Map.entry("SHA-512-256", 64),
            Map.entry("SHA3-224", 56),
            Map.entry("SHA3-256", 64),
            Map.entry("SHA3-384", 96),
            Map.entry("SHA3-512", 128),
            Map.entry("IMPHASH", 32));

    private static final Pattern WEAKNESS = Pattern.compile("(?i)CWE-[0-9]{1,6}");
    private static final Pattern CPE = Pattern.compile("cpe:(?:2\\.3:|/)[aho]:([^:]+):([^:]+)(?::([^:]+))?.*");

    private final List<Entry> entries = new ArrayList<>();

    /// One attribute.
    ///
    /// @param detects whether it can be used to detect
    private record Entry(Home home, String value, boolean detects, String comment) {}

    /// Takes an attribute; false when its value is nonsense for its type.
    boolean take(Home home, String value, boolean detects, String comment) {
        boolean fits = switch (home.kind()) {
            case HASH -> hash(home.detail(), value) != null;
            case CERTIFICATE -> hash(home.detail(), value.replace(":", "")) != null;
            case NAMED_HASH -> {
                int bar = value.lastIndexOf('|');
                yield bar > 0 && hash(home.detail(), value.substring(bar + 1)) != null;
            }
            case WEAKNESS -> WEAKNESS.matcher(value).matches();
            case SOFTWARE -> CPE.matcher(value).matches();
            case RULE -> !home.detail().equals("stix") || (value.startsWith("[") && value.endsWith("]"));
            case EMAIL, NAMED -> true;
            default -> false;
        };
        if (fits) {
            entries.add(new Entry(home, value, detects, comment));
        }
        return fits;
    }

    /// The hash as STIX writes it; null when it is none of its algorithm.
    static @Nullable String hash(String algorithm, String value) {
        Integer digits = DIGITS.get(algorithm);
        if (digits != null) {
            return value.length() == digits && HEX.matcher(value).matches() ? value.toLowerCase(Locale.ROOT) : null;
        }
        if (algorithm.equals("TLSH")) {
            // STIX knows the form without the version in front.
            String plain = value.startsWith("T1") ? value.substring(2) : value;
            return plain.length() == 70 && HEX.matcher(plain).matches() ? plain : null;
        }
        return HASH.matcher(value).matches() ? value : null;
    }

    void addTo(NormalForm form) {
        Set<StixId> done = new LinkedHashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            switch (entry.home().kind()) {
                case HASH -> file(form, entry, null, entry.value(), done);
                case NAMED_HASH -> {
                    int bar = entry.value().lastIndexOf('|');
                    file(
                            form,
                            entry,
                            entry.value().substring(0, bar),
                            entry.value().substring(bar + 1),
                            done);
                }
                case CERTIFICATE -> certificate(form, entry, done);
                case RULE -> add(form, rule(form, entry, i), done);
                case WEAKNESS -> add(form, weakness(form, entry), done);
                case SOFTWARE -> software(form, entry, done);
                case NAMED -> add(form, named(form, entry), done);
                case EMAIL -> email(form, entry, done);
                default -> throw new IllegalStateException("not taken: " + entry.home());
            }
        }
    }

    private static void add(NormalForm form, StixObject object, Set<StixId> done) {
        if (done.add(object.id())) {
            form.add(object);
        }
    }

    private static void observable(NormalForm form, StixObject object, Set<StixId> done) {
        if (done.add(object.id())) {
            form.addObservable(object);
        }
    }

    private static void file(NormalForm form, Entry entry, @Nullable String name, String told, Set<StixId> done) {
        String algorithm = entry.home().detail();
        String hash = String.valueOf(hash(algorithm, told));
        ObjectNode properties = Json.object();
        properties.putObject("hashes").put(algorithm, hash);
        if (name != null && !name.isBlank()) {
            properties.put("name", name);
        }
        observable(form, Sco.of("file", properties), done);
        if (entry.detects()) {
            String pattern = PatternText.equalTo("file:hashes." + PatternText.literal(algorithm), hash);
            add(form, indicator(form, entry, pattern, algorithm + " " + hash), done);
        }
    }

    private static void certificate(NormalForm form, Entry entry, Set<StixId> done) {
        String algorithm = entry.home().detail();
        String hash = entry.value().replace(":", "").toLowerCase(Locale.ROOT);
        ObjectNode properties = Json.object();
        properties.putObject("hashes").put(algorithm, hash);
        observable(form, Sco.of("x509-certificate", properties), done);
        if (entry.detects()) {
            String pattern = PatternText.equalTo("x509-certificate:hashes." + PatternText.literal(algorithm), hash);
            add(form, indicator(form, entry, pattern, "certificate " + hash), done);
        }
    }

    private static StixObject indicator(NormalForm form, Entry entry, String pattern, String name) {
        return form.stamp()
                .on(Sdo.indicator(
                                form.scope().id("indicator", "misp " + pattern),
                                form.stamp().created(),
                                pattern,
                                form.stamp().created())
                        .set("name", OneLine.of(name))
                        .set("indicator_types", List.of("malicious-activity"))
                        .description(entry.comment().isEmpty() ? null : entry.comment()));
    }

    private static StixObject rule(NormalForm form, Entry entry, int index) {
        String language = entry.home().detail();
        StixBuilder builder = Sdo.indicator(
                        form.scope().id("indicator", "rule " + index),
                        form.stamp().created(),
                        entry.value(),
                        form.stamp().created(),
                        language)
                .set("name", language + " rule")
                .set("indicator_types", List.of("malicious-activity"))
                .description(entry.comment().isEmpty() ? null : entry.comment());
        return form.stamp().on(builder);
    }

    private static StixObject weakness(NormalForm form, Entry entry) {
        String id = entry.value().toUpperCase(Locale.ROOT);
        return form.stamp()
                .on(StixObject.build(form.scope().id("vulnerability", id))
                        .created(form.stamp().created())
                        .set("name", id)
                        .externalReference("cwe", id, null));
    }

    private static void software(NormalForm form, Entry entry, Set<StixId> done) {
        Matcher cpe = CPE.matcher(entry.value());
        if (cpe.matches()) {
            ObjectNode properties = Json.object();
            properties.put("name", cpe.group(2).replace('_', ' '));
            // Version 2.2 has another form, for which STIX has no place.
            if (Sco.isCpe(entry.value())) {
                properties.put("cpe", entry.value());
            }
            properties.put("vendor", cpe.group(1).replace('_', ' '));
            if (cpe.group(3) != null
                    && !cpe.group(3).equals("*")
                    && !cpe.group(3).equals("-")) {
                properties.put("version", cpe.group(3));
            }
            observable(form, Sco.of("software", properties), done);
        }
    }

    private static StixObject named(NormalForm form, Entry entry) {
        String type = entry.home().detail();
        String name = OneLine.of(entry.value());
        return form.stamp()
                .on(StixObject.build(form.scope().id(type, name))
                        .created(form.stamp().created())
                        .set("name", name)
                        .description(entry.comment().isEmpty() ? null : entry.comment()));
    }

    private static void email(NormalForm form, Entry entry, Set<StixId> done) {
        ObjectNode properties = Json.object().put("is_multipart", false);
        switch (entry.home().detail()) {
            case "X-Mailer" -> properties.putObject("additional_header_fields").put("X-Mailer", entry.value());
            case "received_lines" -> properties.putArray("received_lines").add(entry.value());
            default -> properties.put(entry.home().detail(), entry.value());
        }
        observable(form, Sco.of("email-message", properties), done);
    }
}
