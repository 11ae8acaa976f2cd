package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Sco;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.Sro;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.jspecify.annotations.Nullable;

/// The objects of a MISP event as STIX, one each: a file with all its hashes, a name with the addresses that
/// it leads to, a connection with its ports. Their attributes are values by themselves as well
/// ([MispAttributes]); here they are told together.
///
/// What victims have is not made into objects of its own, and neither is what a password or a document says
/// of a person: that stays a value of the victim's, or a note.
final class MispObjects {
    private static final Pattern RELATION = Pattern.compile("[a-z0-9-]{1,100}");

    private static final Map<String, String> HASHES = Map.of(
            "md5", "MD5",
            "sha1", "SHA-1",
            "sha256", "SHA-256",
            "sha512", "SHA-512",
            "ssdeep", "SSDEEP",
            "tlsh", "TLSH",
            "sha224", "SHA-224",
            "sha384", "SHA-384");

    /// Objects that are one named thing in STIX, with the relation that holds the name.
    private static final Map<String, List<String>> NAMED = Map.of(
            "attack-pattern", List.of("attack-pattern", "name", "summary"),
            "course-of-action", List.of("course-of-action", "name", "description"),
            "intrusion-set", List.of("intrusion-set", "name", "description"),
            "organization", List.of("identity", "name", "description"),
            "legal-entity", List.of("identity", "name", "text"));

    private final List<Described> objects = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    /// An object by the relations of its attributes.
    private record Described(String uuid, String name, Map<String, List<String>> values) {
        @Nullable String first(String... relations) {
            for (String relation : relations) {
                List<String> found = values.getOrDefault(relation, List.of());
                if (!found.isEmpty()) {
                    return found.getFirst();
                }
            }
            return null;
        }

        List<String> all(String... relations) {
            List<String> all = new ArrayList<>();
            for (String relation : relations) {
                all.addAll(values.getOrDefault(relation, List.of()));
            }
            return all;
        }
    }

    private record Reference(String from, String to, String relation) {}

    /// Takes one object of an event that is not deleted and not a victim's.
    void take(JsonNode object) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (JsonNode attribute : object.path("Attribute")) {
            String relation = attribute.path("object_relation").asText("");
            String value = attribute.path("value").asText("").strip();
            if (!relation.isEmpty()
                    && !value.isEmpty()
                    && !attribute.path("deleted").asBoolean()) {
                values.computeIfAbsent(relation, _ -> new ArrayList<>()).add(value);
            }
        }
        objects.add(new Described(
                object.path("uuid").asText(), object.path("name").asText().toLowerCase(Locale.ROOT), values));
        for (JsonNode reference : object.path("ObjectReference")) {
            if (!reference.path("deleted").asBoolean()) {
                references.add(new Reference(
                        object.path("uuid").asText(),
                        reference.path("referenced_uuid").asText(),
                        reference.path("relationship_type").asText("")));
            }
        }
    }

    /// Adds what the objects are, and what ties them; ties to what is no object of STIX are told in words.
    void addTo(NormalForm form) {
        Map<String, StixId> ids = new HashMap<>();
        for (Described object : objects) {
            StixObject made = made(form, object);
            if (made != null) {
                ids.put(object.uuid(), made.id());
            }
        }
        List<String> words = new ArrayList<>();
        for (Reference reference : references) {
            StixId from = ids.get(reference.from());
            StixId to = ids.get(reference.to());
            String relation = reference.relation().toLowerCase(Locale.ROOT).replace('_', '-');
            if (from != null
                    && to != null
                    && !from.equals(to)
                    && RELATION.matcher(relation).matches()) {
                form.add(form.stamp()
                        .on(Sro.relationship(from, relation, to, form.stamp().created())));
            } else {
                words.add(reference.from() + " " + reference.relation() + " " + reference.to());
            }
        }
        form.notes("References between objects", words);
    }

    private static @Nullable StixObject made(NormalForm form, Described object) {
        List<String> named = NAMED.get(object.name());
        if (named != null) {
            return named(form, object, named);
        }
        return switch (object.name()) {
            case "file" -> observable(form, file(object));
            case "domain-ip" -> domain(form, object);
            case "ip-port", "network-connection", "netflow", "network-socket" -> traffic(form, object);
            case "email" -> email(form, object);
            case "url" -> url(form, object);
            case "registry-key" -> observable(form, registryKey(object));
            case "process" -> observable(form, process(object));
            case "x509" -> observable(form, certificate(object));
            case "asn" -> observable(form, system(object));
            case "user-account", "credential", "facebook-account", "twitter-account", "github-user", "gitlab-user" ->
                observable(form, account(object));
            case "vulnerability" -> vulnerability(form, object);
            case "geolocation" -> location(form, object);
            case "annotation" -> annotation(form, object);
            case "script" -> script(form, object);
            default -> null;
        };
    }

    private static @Nullable StixObject observable(NormalForm form, @Nullable StixObject observable) {
        if (observable != null) {
            form.addObservable(observable);
        }
        return observable;
    }

    private static @Nullable StixObject file(Described object) {
        ObjectNode properties = Json.object();
        ObjectNode hashes = Json.object();
        HASHES.forEach((relation, algorithm) -> {
            String value = object.first(relation);
            String hash = value == null ? null : MispHomes.hash(algorithm, value);
            if (hash != null) {
                hashes.put(algorithm, hash);
            }
        });
        if (!hashes.isEmpty()) {
            properties.set("hashes", hashes);
        }
        put(properties, "name", object.first("filename"));
        put(properties, "mime_type", object.first("mimetype"));
        String size = object.first("size-in-bytes");
        if (size != null && size.matches("[0-9]{1,18}")) {
            properties.put("size", Long.parseLong(size));
        }
        return properties.has("name") || properties.has("hashes") ? checked("file", properties) : null;
    }

    private static @Nullable StixObject domain(NormalForm form, Described object) {
        String text = object.first("domain", "hostname");
        Observable name = text == null ? null : Observables.normalise(ObservableType.DOMAIN_NAME, text);
        if (name == null) {
            return null;
        }
        ObjectNode properties = Json.object().put("value", name.value());
        for (String address : object.all("ip")) {
            StixObject leads = endpoint(form, address);
            if (leads != null) {
                properties.withArray("/resolves_to_refs").add(leads.id().toString());
            }
        }
        return observable(form, checked("domain-name", properties));
    }

    private static @Nullable StixObject endpoint(NormalForm form, @Nullable String text) {
        Observable value = text == null ? null : Observables.parse(text);
        boolean network = value != null
                && (value.type() == ObservableType.IPV4_ADDR
                        || value.type() == ObservableType.IPV6_ADDR
                        || value.type() == ObservableType.DOMAIN_NAME);
        return value != null && network ? observable(form, Observables.toSco(value)) : null;
    }

    private static @Nullable StixObject traffic(NormalForm form, Described object) {
        StixObject from = endpoint(form, object.first("ip-src", "hostname-src"));
        StixObject to = endpoint(form, object.first("ip-dst", "ip", "hostname-dst", "domain", "hostname"));
        if (from == null && to == null) {
            return null;
        }
        ObjectNode properties = Json.object();
        put(properties, "src_ref", from == null ? null : from.id().toString());
        put(properties, "dst_ref", to == null ? null : to.id().toString());
        port(properties, "src_port", from == null ? null : object.first("src-port"));
        port(properties, "dst_port", to == null ? null : object.first("dst-port"));
        String protocol = object.first("layer4-protocol", "protocol");
        properties
                .putArray("protocols")
                .add(protocol == null ? "ip" : OneLine.of(protocol).toLowerCase(Locale.ROOT));
        return observable(form, checked("network-traffic", properties));
    }

    private static @Nullable StixObject email(NormalForm form, Described object) {
        ObjectNode properties = Json.object().put("is_multipart", false);
        StixObject from = address(form, object.first("from"));
        put(properties, "from_ref", from == null ? null : from.id().toString());
        put(properties, "subject", object.first("subject"));
        put(properties, "message_id", object.first("message-id"));
        put(properties, "body", object.first("email-body"));
        for (String header : List.of("x-mailer", "reply-to", "return-path")) {
            String value = object.first(header);
            if (value != null) {
                properties.withObject("/additional_header_fields").put(header, value);
            }
        }
        return properties.size() > 1 ? observable(form, checked("email-message", properties)) : null;
    }

    private static @Nullable StixObject address(NormalForm form, @Nullable String text) {
        Observable value = text == null ? null : Observables.normalise(ObservableType.EMAIL_ADDR, text);
        return value == null ? null : observable(form, Observables.toSco(value));
    }

    private static @Nullable StixObject url(NormalForm form, Described object) {
        String text = object.first("url");
        Observable value = text == null ? null : Observables.normalise(ObservableType.URL, text);
        return value == null ? null : observable(form, Observables.toSco(value));
    }

    private static @Nullable StixObject registryKey(Described object) {
        String text = object.first("key");
        Observable key = text == null ? null : Observables.normalise(ObservableType.WINDOWS_REGISTRY_KEY, text);
        if (key == null) {
            return null;
        }
        ObjectNode properties = Json.object().put("key", key.value());
        ObjectNode value = Json.object();
        put(value, "name", object.first("name"));
        put(value, "data", object.first("data"));
        if (!value.isEmpty()) {
            properties.putArray("values").add(value);
        }
        return checked("windows-registry-key", properties);
    }

    private static @Nullable StixObject process(Described object) {
        ObjectNode properties = Json.object();
        put(properties, "command_line", object.first("command-line", "name"));
        put(properties, "cwd", object.first("current-directory"));
        String pid = object.first("pid");
        if (pid != null && pid.matches("[0-9]{1,9}")) {
            properties.put("pid", Long.parseLong(pid));
        }
        return properties.isEmpty() ? null : checked("process", properties);
    }

    private static @Nullable StixObject certificate(Described object) {
        ObjectNode properties = Json.object();
        ObjectNode hashes = Json.object();
        Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256").forEach((name, algorithm) -> {
            String value = object.first("x509-fingerprint-" + name);
            String hash = value == null ? null : MispHomes.hash(algorithm, value.replace(":", ""));
            if (hash != null) {
                hashes.put(algorithm, hash);
            }
        });
        if (!hashes.isEmpty()) {
            properties.set("hashes", hashes);
        }
        put(properties, "issuer", object.first("issuer"));
        put(properties, "subject", object.first("subject"));
        put(properties, "serial_number", object.first("serial-number"));
        put(properties, "version", object.first("version"));
        return properties.isEmpty() ? null : checked("x509-certificate", properties);
    }

    private static @Nullable StixObject system(Described object) {
        String text = object.first("asn");
        Observable number = text == null ? null : Observables.normalise(ObservableType.ASN, text);
        if (number == null) {
            return null;
        }
        ObjectNode properties = Json.object().put("number", Long.parseLong(number.value()));
        put(properties, "name", object.first("description"));
        return checked("autonomous-system", properties);
    }

    /// Without what opens it.
    private static @Nullable StixObject account(Described object) {
        ObjectNode properties = Json.object();
        put(properties, "user_id", object.first("user-id", "account-id", "id", "username"));
        put(properties, "account_login", object.first("username", "account-name", "screen-name"));
        put(properties, "display_name", object.first("display-name", "fullname"));
        put(properties, "account_type", object.first("account-type"));
        return properties.isEmpty() ? null : checked("user-account", properties);
    }

    private static @Nullable StixObject vulnerability(NormalForm form, Described object) {
        String id = object.first("id");
        if (id == null) {
            return null;
        }
        StixBuilder builder = StixObject.build(form.scope().id("vulnerability", id))
                .created(form.stamp().created())
                .set("name", OneLine.of(id))
                .description(object.first("description", "summary"));
        builder.externalReference(id.startsWith("CVE-") ? "cve" : "misp", id, null);
        return added(form, form.stamp().on(builder));
    }

    private static @Nullable StixObject location(NormalForm form, Described object) {
        StixBuilder builder = StixObject.build(form.scope().id("location", "object " + object.uuid()))
                .created(form.stamp().created());
        boolean told = false;
        Double latitude = decimal(object.first("latitude"), 90);
        Double longitude = decimal(object.first("longitude"), 180);
        if (latitude != null && longitude != null) {
            builder.set("latitude", Json.own(latitude.toString())).set("longitude", Json.own(longitude.toString()));
            told = true;
        }
        String country = object.first("countrycode");
        if (country != null && country.matches("[A-Za-z]{2}")) {
            builder.set("country", country.toUpperCase(Locale.ROOT));
            told = true;
        }
        builder.set("city", object.first("city")).set("name", object.first("text", "neighborhood", "city"));
        return told ? added(form, form.stamp().on(builder)) : null;
    }

    private static @Nullable Double decimal(@Nullable String text, int most) {
        if (text == null || !text.matches("-?[0-9]{1,3}(\\.[0-9]{1,15})?")) {
            return null;
        }
        double value = Double.parseDouble(text);
        return Math.abs(value) <= most ? value : null;
    }

    private static @Nullable StixObject annotation(NormalForm form, Described object) {
        String text = object.first("text");
        if (text != null) {
            form.note("Annotation " + object.uuid(), text);
        }
        return null;
    }

    private static @Nullable StixObject script(NormalForm form, Described object) {
        String name = object.first("filename", "language");
        if (name == null) {
            return null;
        }
        boolean malicious = object.all("state").contains("Malicious");
        StixId id = form.scope().id(malicious ? "malware" : "tool", "script " + object.uuid());
        StixBuilder builder = StixObject.build(id)
                .created(form.stamp().created())
                .set("name", OneLine.of(name))
                .description(object.first("comment"));
        if (malicious) {
            builder.set("is_family", false);
        }
        return added(form, form.stamp().on(builder));
    }

    private static @Nullable StixObject named(NormalForm form, Described object, List<String> how) {
        String name = object.first(how.get(1));
        if (name == null) {
            return null;
        }
        StixBuilder builder = how.getFirst().equals("identity")
                ? Sdo.identity(
                        form.scope().id("identity", "object " + object.uuid()),
                        form.stamp().created(),
                        OneLine.of(name),
                        "organization")
                : StixObject.build(form.scope().id(how.getFirst(), "object " + object.uuid()))
                        .created(form.stamp().created())
                        .set("name", OneLine.of(name));
        return added(form, form.stamp().on(builder.description(object.first(how.get(2)))));
    }

    private static StixObject added(NormalForm form, StixObject object) {
        form.add(object);
        return object;
    }

    /// What is valid; what is not stays with its attributes.
    private static @Nullable StixObject checked(String type, ObjectNode properties) {
        StixObject made = Sco.of(type, properties);
        return StixRules.check(made).isEmpty() ? made : null;
    }

    private static void put(ObjectNode properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static void port(ObjectNode properties, String name, @Nullable String value) {
        if (value != null && value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65535) {
            properties.put(name, Integer.parseInt(value));
        }
    }
}
