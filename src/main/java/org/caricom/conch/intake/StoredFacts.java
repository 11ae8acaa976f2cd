package org.caricom.conch.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.caricom.conch.domain.ActivityLocation;
import org.caricom.conch.domain.Actor;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.FunctionalImpact;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.InformationImpact;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ObservedActivity;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.PotentialImpact;
import org.caricom.conch.domain.Recoverability;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.jspecify.annotations.Nullable;

/// Reads back what [FactsJson] wrote, this year or long ago: unknown members are passed over, and a word that no longer
/// means anything reads as not told. Where that could let more out than the reporter wanted, it reads as the narrowest.
final class StoredFacts {
    private StoredFacts() {}

    static Facts readBack(JsonNode json) {
        return new Facts(
                text(json, "reference"),
                Objects.requireNonNullElse(constant(json, "stage", ReportStage.values()), ReportStage.UPDATE),
                Objects.requireNonNullElse(text(json, "title"), "untitled"),
                text(json, "summary"),
                time(json, "beganAt"),
                time(json, "noticedAt"),
                time(json, "awareAt"),
                time(json, "writtenAt"),
                several(json, "classes", Rsit::parse),
                word(json, "sector", Sector::parse),
                victim(json.path("victim")),
                texts(json, "services"),
                number(json, "peopleAffected"),
                number(json, "systemsAffected"),
                impact(json.path("impact")),
                indicators(json.path("indicators")),
                texts(json, "techniques"),
                texts(json, "malware"),
                texts(json, "vulnerabilities"),
                texts(json, "actionsTaken"),
                text(json, "helpWanted"),
                Objects.requireNonNullElse(word(json, "tlp", Tlp::parse), Tlp.RED),
                consent(json.path("consent")),
                personalData(json.path("personalData")),
                word(json, "outcome", Outcome::parse),
                text(json, "reporter"),
                Objects.requireNonNullElse(text(json, "language"), "en"));
    }

    private static Consent consent(JsonNode json) {
        return new Consent(
                Objects.requireNonNullElse(word(json, "sharing", SharingConsent::parse), SharingConsent.NONE),
                Objects.requireNonNullElse(word(json, "limit", Tlp::parse), Tlp.RED));
    }

    private static Victim victim(JsonNode json) {
        return new Victim(
                text(json, "name"),
                text(json, "contact"),
                texts(json, "names"),
                texts(json, "domains"),
                texts(json, "networks"));
    }

    private static Impact impact(JsonNode json) {
        return new Impact(
                word(json, "functional", FunctionalImpact::parse),
                word(json, "activity", ObservedActivity::parse),
                word(json, "location", ActivityLocation::parse),
                word(json, "actor", Actor::parse),
                word(json, "information", InformationImpact::parse),
                word(json, "recoverability", Recoverability::parse),
                word(json, "potential", PotentialImpact::parse));
    }

    private static List<ReportedIndicator> indicators(JsonNode list) {
        List<ReportedIndicator> indicators = new ArrayList<>();
        for (JsonNode json : list) {
            ObservableType type = word(json, "type", ObservableType::parse);
            String value = text(json, "value");
            if (type == null || value == null || value.isEmpty()) {
                continue;
            }
            Long confidence = number(json, "confidence");
            indicators.add(new ReportedIndicator(
                    new Observable(type, value),
                    json.path("detects").asBoolean(false),
                    Objects.requireNonNullElse(
                            constant(json, "role", ReportedIndicator.Role.values()), ReportedIndicator.Role.UNKNOWN),
                    texts(json, "indicatorTypes"),
                    texts(json, "killChainPhases"),
                    confidence == null ? null : Math.clamp(confidence, 0, 100),
                    time(json, "firstSeen"),
                    time(json, "lastSeen"),
                    text(json, "context")));
        }
        return indicators;
    }

    private static PersonalData personalData(JsonNode json) {
        return new PersonalData(
                Objects.requireNonNullElse(
                        constant(json, "involved", PersonalData.Involved.values()), PersonalData.Involved.UNKNOWN),
                texts(json, "categories"),
                number(json, "subjects"),
                number(json, "records"),
                time(json, "authorityNotifiedAt"),
                time(json, "subjectsNotifiedAt"),
                text(json, "consequences"),
                text(json, "officer"));
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).textValue();
    }

    private static @Nullable Instant time(JsonNode json, String name) {
        String text = text(json, name);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable Long number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.canConvertToLong() ? (Long) value.longValue() : null;
    }

    private static List<String> texts(JsonNode json, String name) {
        return several(json, name, text -> text);
    }

    private static <T> List<T> several(JsonNode json, String name, Words<T> parse) {
        List<T> values = new ArrayList<>();
        for (JsonNode one : json.path(name)) {
            T value = one.isTextual() ? parse.read(one.textValue()) : null;
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static <T> @Nullable T word(JsonNode json, String name, Words<T> parse) {
        String text = text(json, name);
        return text == null ? null : parse.read(text);
    }

    private static <E extends Enum<E>> @Nullable E constant(JsonNode json, String name, E[] constants) {
        String text = text(json, name);
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        return null;
    }

    /// What reads a word into a value.
    private interface Words<T> {
        @Nullable T read(String text);
    }
}
