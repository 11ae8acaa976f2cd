package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Starts domain objects, STIX 2.1 §4, with the properties that each must have. The identifier is the caller's:
/// from [StixId#derived(String, String)] where the same input must give the same object.
public final class Sdo {
    private Sdo() {}

    /// §4.1. `external` is the technique's number in ATT&CK, `T1566.001`; null when it is not from there.
    public static StixBuilder attackPattern(StixId id, StixTimestamp created, String name, @Nullable String external) {
        StixBuilder builder = start("attack-pattern", id, created).set("name", name);
        return external == null
                ? builder
                : builder.externalReference(
                        "mitre-attack",
                        external,
                        "https://attack.mitre.org/techniques/" + external.replace('.', '/') + "/");
    }

    /// §4.5; `identityClass` from identity-class-ov, null when not known.
    public static StixBuilder identity(StixId id, StixTimestamp created, String name, @Nullable String identityClass) {
        return start("identity", id, created).set("name", name).set("identity_class", identityClass);
    }

    /// §4.6; what there is to tell beyond the name goes into the [IncidentCore] extension.
    public static StixBuilder incident(StixId id, StixTimestamp created, String name) {
        return start("incident", id, created).set("name", name);
    }

    /// §4.7, with a STIX pattern; `validFrom` is when the values began to mean what the indicator says.
    public static StixBuilder indicator(StixId id, StixTimestamp created, String pattern, StixTimestamp validFrom) {
        return indicator(id, created, pattern, validFrom, "stix").set("pattern_version", "2.1");
    }

    /// §4.7, with a pattern in another language: a term of pattern-type-ov, such as `yara`.
    public static StixBuilder indicator(
            StixId id, StixTimestamp created, String pattern, StixTimestamp validFrom, String patternType) {
        return start("indicator", id, created)
                .set("pattern", pattern)
                .set("pattern_type", patternType)
                .set("valid_from", validFrom);
    }

    /// §4.10; `country` is the ISO 3166-1 alpha-2 code.
    public static StixBuilder location(StixId id, StixTimestamp created, String country) {
        return start("location", id, created).set("country", country);
    }

    /// §4.11.
    public static StixBuilder malware(StixId id, StixTimestamp created, String name, boolean family) {
        return start("malware", id, created).set("name", name).set("is_family", family);
    }

    /// §4.13.
    public static StixBuilder note(StixId id, StixTimestamp created, String content, Collection<StixId> about) {
        return start("note", id, created).set("content", content).set("object_refs", about);
    }

    /// §4.14; the object is about `observables`, seen `count` times from `first` to `last`.
    public static StixBuilder observedData(
            StixId id,
            StixTimestamp created,
            StixTimestamp first,
            StixTimestamp last,
            long count,
            Collection<StixId> observables) {
        return start("observed-data", id, created)
                .set("first_observed", first)
                .set("last_observed", last)
                .set("number_observed", count)
                .set("object_refs", observables);
    }

    /// §4.16.
    public static StixBuilder report(
            StixId id, StixTimestamp created, String name, StixTimestamp published, Collection<StixId> contents) {
        return start("report", id, created)
                .set("name", name)
                .set("published", published)
                .set("object_refs", contents);
    }

    /// §4.19; `cve` is the number in the CVE list, null when it has none.
    public static StixBuilder vulnerability(StixId id, StixTimestamp created, String name, @Nullable String cve) {
        StixBuilder builder = start("vulnerability", id, created).set("name", name);
        return cve == null ? builder : builder.externalReference("cve", cve, null);
    }

    /// An impact of an incident, Incident Core extension; `category` is the name of its one sub-extension
    /// without `-ext`: `availability`, `confidentiality`, `external`, `integrity`, `monetary`, `physical` or
    /// `traceability`.
    public static StixBuilder impact(StixId id, StixTimestamp created, String category, ObjectNode detail) {
        return start("impact", id, created)
                .set("impact_category", category)
                .extension(IncidentCore.IMPACT_EXTENSION, newSdo())
                .extension(category + "-ext", detail);
    }

    /// Something that happened in an incident, Incident Core extension; `status` is `ongoing`, `occurred`,
    /// `not-occurred`, `pending` or `undetermined`.
    public static StixBuilder event(StixId id, StixTimestamp created, String status) {
        return start("event", id, created).set("status", status).extension(IncidentCore.EVENT_EXTENSION, newSdo());
    }

    /// Something that was done about an incident, Incident Core extension; `outcome` is `cancelled`, `failed`,
    /// `ongoing`, `pending`, `successful` or `unknown`.
    public static StixBuilder task(StixId id, StixTimestamp created, String outcome) {
        return start("task", id, created).set("outcome", outcome).extension(IncidentCore.TASK_EXTENSION, newSdo());
    }

    private static ObjectNode newSdo() {
        return Json.object().put("extension_type", "new-sdo");
    }

    private static StixBuilder start(String type, StixId id, StixTimestamp created) {
        if (!id.type().equals(type)) {
            throw new IllegalArgumentException(id + " is no id of type " + type);
        }
        return StixObject.build(id).created(created);
    }
}
