package org.caricom.conch.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Writes [Facts] as the JSON that is stored with a report. What is null or empty is left out; [StoredFacts] reads it.
final class FactsJson {
    private FactsJson() {}

    static ObjectNode write(Facts facts) {
        ObjectNode json = Json.object();
        text(json, "reference", facts.reference());
        json.put("stage", facts.stage().word());
        json.put("title", facts.title());
        text(json, "summary", facts.summary());
        time(json, "beganAt", facts.beganAt());
        time(json, "noticedAt", facts.noticedAt());
        time(json, "awareAt", facts.awareAt());
        time(json, "writtenAt", facts.writtenAt());
        texts(json, "classes", facts.classes().stream().map(Rsit::code).toList());
        text(json, "sector", facts.sector() == null ? null : facts.sector().word());
        json.set("victim", victim(facts.victim()));
        texts(json, "services", facts.services());
        number(json, "peopleAffected", facts.peopleAffected());
        number(json, "systemsAffected", facts.systemsAffected());
        json.set("impact", impact(facts.impact()));
        ArrayNode indicators = json.putArray("indicators");
        facts.indicators().forEach(indicator -> indicators.add(indicator(indicator)));
        texts(json, "techniques", facts.techniques());
        texts(json, "malware", facts.malware());
        texts(json, "vulnerabilities", facts.vulnerabilities());
        texts(json, "actionsTaken", facts.actionsTaken());
        text(json, "helpWanted", facts.helpWanted());
        json.put("tlp", facts.tlp().word());
        json.putObject("consent")
                .put("sharing", facts.consent().sharing().word())
                .put("limit", facts.consent().limit().word());
        json.set("personalData", personalData(facts.personalData()));
        text(json, "outcome", facts.outcome() == null ? null : facts.outcome().word());
        text(json, "reporter", facts.reporter());
        json.put("language", facts.language());
        return json;
    }

    private static ObjectNode victim(Victim victim) {
        ObjectNode json = Json.object();
        text(json, "name", victim.name());
        text(json, "contact", victim.contact());
        texts(json, "names", victim.names());
        texts(json, "domains", victim.domains());
        texts(json, "networks", victim.networks());
        return json;
    }

    private static ObjectNode impact(Impact impact) {
        ObjectNode json = Json.object();
        text(
                json,
                "functional",
                impact.functional() == null ? null : impact.functional().word());
        text(
                json,
                "activity",
                impact.activity() == null ? null : impact.activity().word());
        text(
                json,
                "location",
                impact.location() == null ? null : impact.location().word());
        text(json, "actor", impact.actor() == null ? null : impact.actor().word());
        text(
                json,
                "information",
                impact.information() == null ? null : impact.information().word());
        text(
                json,
                "recoverability",
                impact.recoverability() == null ? null : impact.recoverability().word());
        text(
                json,
                "potential",
                impact.potential() == null ? null : impact.potential().word());
        return json;
    }

    private static ObjectNode indicator(ReportedIndicator indicator) {
        ObjectNode json = Json.object();
        json.put("type", indicator.observable().type().word());
        json.put("value", indicator.observable().value());
        json.put("detects", indicator.detects());
        json.put("role", word(indicator.role()));
        texts(json, "indicatorTypes", indicator.indicatorTypes());
        texts(json, "killChainPhases", indicator.killChainPhases());
        if (indicator.confidence() != null) {
            json.put("confidence", indicator.confidence());
        }
        time(json, "firstSeen", indicator.firstSeen());
        time(json, "lastSeen", indicator.lastSeen());
        text(json, "context", indicator.context());
        return json;
    }

    private static ObjectNode personalData(PersonalData data) {
        ObjectNode json = Json.object();
        json.put("involved", word(data.involved()));
        texts(json, "categories", data.categories());
        number(json, "subjects", data.subjects());
        number(json, "records", data.records());
        time(json, "authorityNotifiedAt", data.authorityNotifiedAt());
        time(json, "subjectsNotifiedAt", data.subjectsNotifiedAt());
        text(json, "consequences", data.consequences());
        text(json, "officer", data.officer());
        return json;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void text(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void time(ObjectNode json, String name, @Nullable Instant value) {
        text(json, name, value == null ? null : value.toString());
    }

    private static void number(ObjectNode json, String name, @Nullable Long value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void texts(ObjectNode json, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = json.putArray(name);
            values.forEach(array::add);
        }
    }
}
