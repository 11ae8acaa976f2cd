package org.caricom.conch.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.jspecify.annotations.Nullable;

/// The values in an IODEF incident: of its systems, its records and its indicators.
///
/// A source is the attacker's and a target the victim's, unless somebody on the reporter's side owns it: then it never
/// leaves, whatever it did. The values of an indicator detect, unless they do so only together with others.
final class IodefValues {
    private static final Pattern MASK = Pattern.compile("([^/]+)/((?:[0-9]{1,3}\\.){3}[0-9]{1,3})");
    private static final Pattern SCAN = Pattern.compile("[\\s,;|]+");
    private static final int LONGEST = 8192;
    private static final Set<String> OWN = Set.of("organization", "personal", "partner", "customer");

    private final Remarks remarks;
    private final Moments moments;
    private final Leftovers leftovers;
    private final Map<Observable, ReportedIndicator> values = new LinkedHashMap<>();
    private final Map<String, IodefNode> byId = new HashMap<>();
    private final Set<String> words = new LinkedHashSet<>();
    private final Set<String> referred = new HashSet<>();

    /// What is said of the values in one place.
    private record Use(
            Role role,
            boolean detects,
            @Nullable Integer confidence,
            @Nullable Instant first,
            @Nullable Instant last,
            List<String> phases,
            String context) {
        Use as(Role other, boolean detecting, String more) {
            String all = context.isEmpty() || more.isEmpty() ? context + more : context + "\n" + more;
            return new Use(other, detecting, confidence, first, last, phases, all);
        }
    }

    private static final Use EVIDENCE = new Use(Role.UNKNOWN, false, null, null, null, List.of(), "");

    IodefValues(Remarks remarks, Moments moments, Leftovers leftovers) {
        this.remarks = remarks;
        this.moments = moments;
        this.leftovers = leftovers;
    }

    /// Takes all values of an incident.
    ///
    /// @param events its events, those inside others too
    void take(IodefNode incident, List<IodefNode> events) {
        incident.visit((_, node) -> {
            String id = node.attribute("observable-id");
            if (!id.isEmpty()) {
                byId.putIfAbsent(id, node);
            }
        });
        for (IodefNode event : events) {
            event.framed("Flow", "System").forEach(system -> system(system, EVIDENCE));
            event.framed("Record", "RecordData").forEach(record -> parts(record, EVIDENCE));
        }
        incident.framed("IndicatorData", "Indicator").forEach(this::indicator);
    }

    private void indicator(IodefNode indicator) {
        List<String> phases = new ArrayList<>();
        for (IodefNode phase : indicator.all("AttackPhase")) {
            for (String id : phase.texts("AttackPhaseID")) {
                String tactic = IodefTypes.tactic(id);
                if (tactic != null && !phases.contains(tactic)) {
                    phases.add(tactic);
                }
            }
        }
        Instant first = moments.rfc3339(indicator.first("StartTime").text(), indicator.pointer() + "/StartTime/0");
        Instant last = moments.rfc3339(indicator.first("EndTime").text(), indicator.pointer() + "/EndTime/0");
        boolean turned = first != null && last != null && last.isBefore(first);
        Use use = new Use(
                Role.ATTACKER,
                true,
                confidence(indicator.first("Confidence")),
                turned ? last : first,
                turned ? first : last,
                phases,
                indicator.description());
        indicator.all("Observable").forEach(observable -> observable(observable, use));
        indicator.all("ObservableReference").forEach(reference -> reference(reference, use));
        indicator.all("IndicatorExpression").forEach(expression -> expression(expression, use));
    }

    private static @Nullable Integer confidence(IodefNode confidence) {
        String rating = confidence.attribute("rating");
        if (!rating.equals("numeric")) {
            return IodefTypes.rating(rating);
        }
        String text = confidence.text();
        if (!text.matches("[01](\\.[0-9]{1,6})?")) {
            return null;
        }
        double value = Double.parseDouble(text);
        return value <= 1 ? Integer.valueOf((int) Math.round(value * 100)) : null;
    }

    private void reference(IodefNode reference, Use use) {
        String id = reference.attribute("uid-ref");
        IodefNode meant = byId.get(id);
        if (meant != null && !referred.add(id)) {
            // Once is enough; a thousand references to a thousand values would be a million.
            return;
        }
        if (meant == null) {
            remarks.add(reference.pointer(), "dangling", "There is no observable with this id in the document.");
        } else if (meant.has("Node")) {
            system(meant, use);
        } else {
            observable(meant, use);
        }
    }

    /// RFC 7970 §3.29.4. Alternatives detect each by itself; what must come together does not.
    private void expression(IodefNode expression, Use use) {
        String operator = expression.attribute("operator");
        int operands = expression.all("Observable").size()
                + expression.all("ObservableReference").size()
                + expression.all("IndicatorExpression").size()
                + expression.all("IndicatorReference").size();
        boolean alternatives =
                operator.equals("or") || (operands == 1 && (operator.isEmpty() || operator.equals("and")));
        if (!alternatives) {
            remarks.add(
                    expression.pointer(),
                    "kept-only",
                    "Values that mean something only together, or by their absence, are kept, but do not detect.");
            if (operator.equals("not") || operator.equals("xor")) {
                return;
            }
        }
        Use inner = alternatives ? use : use.as(Role.UNKNOWN, false, "");
        expression.all("Observable").forEach(observable -> observable(observable, inner));
        expression.all("ObservableReference").forEach(reference -> reference(reference, inner));
        expression.all("IndicatorExpression").forEach(nested -> expression(nested, inner));
    }

    private void observable(IodefNode observable, Use use) {
        observable.all("System").forEach(system -> system(system, use));
        observable.all("BulkObservable").forEach(bulk -> bulk(bulk, use));
        parts(observable, use);
    }

    /// What stands in observables and in records alike.
    private void parts(IodefNode holder, Use use) {
        holder.all("Address").forEach(address -> address(address, use));
        holder.all("DomainData").forEach(domain -> domain(domain, use));
        holder.all("EmailData").forEach(mail -> mail(mail, use));
        holder.all("Service").forEach(service -> service(service, use));
        holder.framed("FileData", "File").forEach(file -> file(file, use));
        holder.all("URL").forEach(url -> told(url, ObservableType.URL, use));
        holder.all("WindowsRegistryKeysModified")
                .forEach(keys -> keys.all("Key")
                        .forEach(key -> key.all("KeyName")
                                .forEach(name -> told(name, ObservableType.WINDOWS_REGISTRY_KEY, use))));
    }

    private void service(IodefNode service, Use use) {
        service.all("EmailData").forEach(mail -> mail(mail, use));
    }

    private void system(IodefNode system, Use around) {
        String category = system.attribute("category");
        List<String> says = new ArrayList<>();
        boolean hostile = false;
        for (IodefNode role : system.all("NodeRole")) {
            hostile |= IodefTypes.hostile(role.attribute("category")) != null;
            says.add(role.attribute("category"));
        }
        boolean spoofed = system.attribute("spoofed").equals("yes");
        boolean own =
                OWN.contains(system.attribute("ownership")) || category.equals("target") || category.equals("sensor");
        Role role = own ? Role.VICTIM : category.equals("source") || hostile ? Role.ATTACKER : around.role();
        says.add(0, category);
        if (spoofed) {
            says.add("spoofed");
        }
        system.all("Service").forEach(service -> says.add(port(service)));
        String context = says.stream()
                .filter(word -> !word.isEmpty())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        if (!system.description().isEmpty()) {
            context = context.isEmpty() ? system.description() : context + ": " + system.description();
        }
        Use use = around.as(role, role == Role.ATTACKER && !spoofed, context);
        for (IodefNode node : system.all("Node")) {
            parts(node, use);
        }
        system.all("Service").forEach(service -> service(service, use));
    }

    private static String port(IodefNode service) {
        String port = service.first("Port").text() + service.first("Portlist").text();
        String protocol = switch (service.attribute("ip-protocol")) {
            case "6" -> "tcp ";
            case "17" -> "udp ";
            default -> "";
        };
        return port.isEmpty() ? "" : protocol + "port " + port;
    }

    private void address(IodefNode address, Use use) {
        String category = address.attribute("category");
        ObservableType type = IodefTypes.address(category);
        if (!category.isEmpty() && !IodefTypes.isAddressCategory(category)) {
            remarks.add(address.pointer() + "/category", "unknown-word", "RFC 7970 has no such category of addresses.");
        }
        if (category.isEmpty()) {
            add(Observables.parse(address.text()), address.pointer(), use);
        } else if (type != null) {
            add(normalise(type, address.text()), address.pointer(), use);
        }
    }

    /// The value of a type, whatever way RFC 7970 has of writing its network.
    private static @Nullable Observable normalise(ObservableType type, String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher mask = MASK.matcher(Observables.refang(text));
        if (type == ObservableType.IPV4_ADDR && mask.matches()) {
            Integer bits = bits(mask.group(2));
            return bits == null ? null : Observables.normalise(type, mask.group(1) + "/" + bits);
        }
        return Observables.normalise(type, text);
    }

    /// How many ones a network mask begins with; null when it is none.
    private static @Nullable Integer bits(String mask) {
        long value = 0;
        for (String part : mask.split("\\.", -1)) {
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                return null;
            }
            value = (value << 8) | octet;
        }
        int bits = Long.bitCount(value);
        return value == (0xffff_ffffL << (32 - bits) & 0xffff_ffffL) ? Integer.valueOf(bits) : null;
    }

    private void domain(IodefNode domain, Use use) {
        // Somebody else's name that was taken over is not the attacker's to be named.
        boolean innocent = domain.attribute("system-status").startsWith("innocent");
        told(domain.first("Name"), ObservableType.DOMAIN_NAME, innocent ? use.as(kept(use.role()), false, "") : use);
    }

    private static Role kept(Role role) {
        return role == Role.VICTIM ? Role.VICTIM : Role.UNKNOWN;
    }

    private void mail(IodefNode mail, Use use) {
        Use sender = use.role() == Role.VICTIM ? use.as(Role.UNKNOWN, false, "") : use;
        mail.all("EmailFrom").forEach(from -> told(from, ObservableType.EMAIL_ADDR, sender));
        mail.all("EmailTo").forEach(to -> told(to, ObservableType.EMAIL_ADDR, use.as(Role.VICTIM, false, "")));
        mail.all("EmailSubject").forEach(subject -> told(subject, ObservableType.EMAIL_SUBJECT, sender));
    }

    private void file(IodefNode file, Use use) {
        List<Observable> hashes = new ArrayList<>();
        for (IodefNode data : file.all("HashData")) {
            String scope = data.attribute("scope");
            for (IodefNode hash : data.all("Hash")) {
                Observable digest = digest(hash);
                if (scope.isEmpty() || scope.equals("file-contents")) {
                    add(digest, hash.pointer(), use);
                    if (digest != null) {
                        hashes.add(digest);
                    }
                }
            }
        }
        // Names are shared by good and bad; beside a hash they do not detect.
        Use named = hashes.isEmpty() ? use : use.as(use.role(), false, "");
        file.all("FileName").forEach(name -> told(name, ObservableType.FILE_NAME, named));
        file.all("URL").forEach(url -> told(url, ObservableType.URL, use));
    }

    /// XML signatures write a digest in base64 (RFC 8727 in base64url), and people in hexadecimal; the length of the
    /// algorithm tells which.
    private static @Nullable Observable digest(IodefNode hash) {
        String method = hash.first("DigestMethod").attribute("Algorithm")
                + hash.first("DigestMethod").text();
        String value = hash.first("DigestValue").text().replaceAll("\\s", "");
        ObservableType type = algorithm(method);
        if (type != null && Observables.normalise(type, value) != null) {
            return Observables.normalise(type, value);
        }
        byte[] raw;
        try {
            raw = Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException _) {
            return Observables.parse(value);
        }
        ObservableType byLength = switch (raw.length) {
            case 16 -> ObservableType.MD5;
            case 20 -> ObservableType.SHA1;
            case 32 -> ObservableType.SHA256;
            case 64 -> ObservableType.SHA512;
            default -> null;
        };
        if (byLength == null || (type != null && type != byLength)) {
            return null;
        }
        return Observables.normalise(byLength, HexFormat.of().formatHex(raw));
    }

    private static @Nullable ObservableType algorithm(String uri) {
        String name =
                uri.substring(uri.lastIndexOf('#') + 1).toLowerCase(Locale.ROOT).replace("-", "");
        return switch (name) {
            case "md5" -> ObservableType.MD5;
            case "sha1" -> ObservableType.SHA1;
            case "sha256" -> ObservableType.SHA256;
            case "sha512" -> ObservableType.SHA512;
            default -> null;
        };
    }

    /// RFC 7970 §3.29.3.1: a value on each line.
    private void bulk(IodefNode bulk, Use use) {
        String kind = bulk.attribute("type");
        ObservableType type = IodefTypes.bulk(kind);
        for (IodefNode list : bulk.all("BulkObservableList")) {
            list.text()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> {
                        List<Observable> found = line(kind, type, line);
                        found.forEach(value -> add(value, list.pointer(), use));
                        if (found.isEmpty()) {
                            words.add((kind.isEmpty() ? "value" : kind) + ": " + line);
                        }
                    });
        }
        leftovers.take(bulk.json(), "BulkObservableList");
    }

    private static List<Observable> line(String kind, @Nullable ObservableType type, String line) {
        if (type != null) {
            Observable value = normalise(type, line);
            return value == null ? List.of() : List.of(value);
        }
        List<Observable> found = new ArrayList<>();
        switch (kind) {
            case "file-path", "http-request-uri", "email-x-mailer" -> {
                // no kind of value that is compared
            }
            case "ipv4-port", "ipv6-port" -> {
                int colon = line.lastIndexOf(':');
                Observable address = Observables.parse(
                        colon < 0 ? line : line.substring(0, colon).replaceAll("[\\[\\]]", ""));
                if (address != null) {
                    found.add(address);
                }
            }
            default -> {
                for (String part : SCAN.split(line, -1)) {
                    Observable value = Observables.parse(part);
                    if (value != null) {
                        found.add(value);
                    }
                }
            }
        }
        return found;
    }

    private void told(IodefNode node, ObservableType type, Use use) {
        if (!node.text().isEmpty()) {
            add(normalise(type, node.text()), node.pointer(), use);
        }
    }

    private void add(@Nullable Observable value, String pointer, Use use) {
        if (value == null) {
            remarks.add(pointer, "no-such-value", "This is no such value; it is kept, but not compared.");
            return;
        }
        ReportedIndicator reported = new ReportedIndicator(
                value,
                use.detects(),
                use.role(),
                List.of(),
                use.phases(),
                use.confidence(),
                use.first(),
                use.last(),
                use.context().isEmpty() ? null : use.context());
        values.merge(value, reported, Together::stricter);
    }

    List<ReportedIndicator> indicators() {
        return List.copyOf(values.values());
    }

    /// Lines of bulk observables that are nothing that Conch compares.
    List<String> words() {
        return List.copyOf(words);
    }

    /// Names and addresses of the victim's, by which it could be recognised.
    List<String> victims(boolean names) {
        return values.values().stream()
                .filter(value -> value.role() == Role.VICTIM)
                .map(ReportedIndicator::observable)
                .filter(value -> switch (value.type()) {
                    case DOMAIN_NAME -> names;
                    case IPV4_ADDR, IPV6_ADDR -> !names;
                    default -> false;
                })
                .map(Observable::value)
                .toList();
    }
}
