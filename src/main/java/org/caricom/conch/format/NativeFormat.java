package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caricom.conch.domain.ActivityLocation;
import org.caricom.conch.domain.Actor;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.FunctionalImpact;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.InformationImpact;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
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
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// Reads the native report, `schemas/report.schema.json`: strictly, with every flaw told at once.
final class NativeFormat {
    /// How far ahead of ours a reporter's clock may be.
    private static final Duration AHEAD = Duration.ofDays(1);

    private final JsonNode report;
    private final Origin origin;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Remarks setAside = new Remarks();

    private NativeFormat(JsonNode report, Origin origin) {
        this.report = report;
        this.origin = origin;
    }

    static Reading read(JsonNode report, Origin origin) {
        List<Flaw> breaches = ReportSchema.shipped().check(report);
        if (!breaches.isEmpty()) {
            return new Reading.Unusable(breaches);
        }
        return new NativeFormat(report, origin).read();
    }

    private Reading read() {
        Facts facts = facts();
        checkOrder();
        if (!flaws.isEmpty()) {
            return new Reading.Unusable(flaws);
        }
        String member = text("member");
        NormalForm form = new NormalForm(ReportScope.of(origin.member(), facts, origin.receivedAt()), facts);
        return new Reading.Content(
                new NormalReport(
                        ReportFormat.NATIVE.slug(),
                        facts,
                        form.bundle(),
                        member == null ? null : new MemberCode(member)),
                setAside.toList());
    }

    private Facts facts() {
        String stage = text("stage");
        Tlp tlp = Tlp.parse(report.path("tlp").asText());
        return new Facts(
                text("reference"),
                stage == null ? ReportStage.ALERT : choice(ReportStage.values(), ReportStage::word, stage),
                report.path("title").asText().strip(),
                text("summary"),
                time("/beganAt"),
                time("/noticedAt"),
                time("/awareAt"),
                time("/writtenAt"),
                texts(report.path("classes")).stream().map(NativeFormat::rsit).toList(),
                word("/sector", Sector::parse),
                victim(),
                texts(report.path("services")),
                count("/peopleAffected"),
                count("/systemsAffected"),
                impact(),
                indicators(),
                texts(report.path("techniques")),
                texts(report.path("malware")),
                texts(report.path("vulnerabilities")),
                texts(report.path("actionsTaken")),
                text("helpWanted"),
                tlp == null ? Tlp.AMBER_STRICT : tlp,
                consent(),
                personalData(),
                word("/outcome", Outcome::parse),
                reporter(),
                report.path("language").asText("en"));
    }

    private Victim victim() {
        JsonNode victim = report.path("victim");
        if (victim.isMissingNode()) {
            return Victim.UNTOLD;
        }
        List<String> domains = new ArrayList<>();
        List<String> networks = new ArrayList<>();
        each(victim.path("domains"), "/victim/domains", (text, pointer) -> {
            String host = HostNames.normalise(Observables.refang(text));
            keep(host, domains, pointer, "This must be a host name, such as ministry.example.");
        });
        each(victim.path("networks"), "/victim/networks", (text, pointer) -> {
            Observable address = Addresses.parse(Observables.refang(text));
            String value = address == null ? null : address.value();
            keep(value, networks, pointer, "This must be an address or a CIDR prefix, such as 192.0.2.0/24.");
        });
        return new Victim(
                victim.path("name").textValue(),
                victim.path("contact").textValue(),
                texts(victim.path("names")),
                domains,
                networks);
    }

    private void keep(@Nullable String value, List<String> values, String pointer, String otherwise) {
        if (value == null) {
            flaws.add(new Flaw(pointer, "wrong-form", otherwise));
        } else {
            values.add(value);
        }
    }

    private Impact impact() {
        return new Impact(
                word("/impact/functional", FunctionalImpact::parse),
                word("/impact/activity", ObservedActivity::parse),
                word("/impact/location", ActivityLocation::parse),
                word("/impact/actor", Actor::parse),
                word("/impact/information", InformationImpact::parse),
                word("/impact/recoverability", Recoverability::parse),
                word("/impact/potential", PotentialImpact::parse));
    }

    /// Each value once: what is said of it first stands, and the repeat is set aside.
    private List<ReportedIndicator> indicators() {
        Map<Observable, ReportedIndicator> byValue = new LinkedHashMap<>();
        JsonNode list = report.path("indicators");
        for (int i = 0; i < list.size(); i++) {
            String pointer = JsonPointers.append("/indicators", i);
            ReportedIndicator indicator = indicator(list.get(i), pointer);
            if (indicator != null && byValue.putIfAbsent(indicator.observable(), indicator) != null) {
                setAside.add(
                        pointer, "repeated", "This value stands in the list before; what is said there was taken.");
            }
        }
        return List.copyOf(byValue.values());
    }

    private @Nullable ReportedIndicator indicator(JsonNode node, String pointer) {
        JsonNode valueNode = node.isTextual() ? node : node.path("value");
        String at = node.isTextual() ? pointer : pointer + "/value";
        String type = node.path("type").textValue();
        Observable observable = observable(valueNode.asText(), type);
        if (observable == null) {
            flaws.add(new Flaw(at, "no-such-value", sentence(type)));
            return null;
        }
        Instant first = timeIn(node, "firstSeen", pointer);
        Instant last = timeIn(node, "lastSeen", pointer);
        if (first != null && last != null && last.isBefore(first)) {
            flaws.add(new Flaw(pointer + "/lastSeen", "out-of-order", "This was last seen before it was first seen."));
            return null;
        }
        ReportedIndicator.Role role = choice(
                ReportedIndicator.Role.values(),
                value -> value.name().toLowerCase(java.util.Locale.ROOT),
                node.path("role").asText("attacker"));
        boolean detects = node.path("detects").asBoolean(true) && role != ReportedIndicator.Role.VICTIM;
        return new ReportedIndicator(
                observable,
                detects,
                role,
                texts(node.path("indicatorTypes")),
                texts(node.path("killChainPhases")),
                node.has("confidence") ? Integer.valueOf(node.path("confidence").intValue()) : null,
                first,
                last,
                node.path("context").textValue());
    }

    private static @Nullable Observable observable(String value, @Nullable String typeWord) {
        org.caricom.conch.domain.ObservableType type =
                typeWord == null ? null : org.caricom.conch.domain.ObservableType.parse(typeWord);
        return type == null ? Observables.parse(value) : Observables.normalise(type, value);
    }

    private static String sentence(@Nullable String type) {
        return type == null
                ? "It cannot be seen what this is. Write one address, host name, URL, mail address, hash, file name or"
                        + " registry key, or say its \"type\"."
                : "This is no " + type + ".";
    }

    private Consent consent() {
        JsonNode consent = report.path("consent");
        if (consent.isMissingNode()) {
            return Consent.UNSTATED;
        }
        SharingConsent sharing = SharingConsent.parse(consent.path("sharing").asText());
        Tlp limit =
                Tlp.parse(consent.path("limit").asText(Consent.UNSTATED.limit().label()));
        return new Consent(
                sharing == null ? SharingConsent.ASK : sharing, limit == null ? Consent.UNSTATED.limit() : limit);
    }

    private PersonalData personalData() {
        JsonNode data = report.path("personalData");
        if (data.isMissingNode()) {
            return PersonalData.UNKNOWN;
        }
        return new PersonalData(
                choice(
                        PersonalData.Involved.values(),
                        value -> value.name().toLowerCase(java.util.Locale.ROOT),
                        data.path("involved").asText()),
                texts(data.path("categories")),
                count("/personalData/subjects"),
                count("/personalData/records"),
                time("/personalData/authorityNotifiedAt"),
                time("/personalData/subjectsNotifiedAt"),
                data.path("consequences").textValue(),
                data.path("officer").textValue());
    }

    private @Nullable String reporter() {
        String name = report.at("/reporter/name").textValue();
        String contact = report.at("/reporter/contact").textValue();
        if (name == null || contact == null) {
            return name == null ? contact : name;
        }
        return name + ", " + contact;
    }

    /// What happened must not come before what made it happen.
    private void checkOrder() {
        order("beganAt", "noticedAt", "This was noticed before it began.");
        order("noticedAt", "awareAt", "You were aware of it before anybody noticed it.");
        order("awareAt", "writtenAt", "This was written before you were aware of the incident.");
    }

    private void order(String earlier, String later, String otherwise) {
        Instant one = Times.rfc3339(report.path(earlier).asText());
        Instant other = Times.rfc3339(report.path(later).asText());
        if (one != null && other != null && other.isBefore(one)) {
            flaws.add(new Flaw("/" + later, "out-of-order", otherwise));
        }
    }

    private @Nullable Instant time(String pointer) {
        int slash = pointer.lastIndexOf('/');
        return timeIn(
                report.at(pointer.substring(0, slash)), pointer.substring(slash + 1), pointer.substring(0, slash));
    }

    private @Nullable Instant timeIn(JsonNode object, String name, String pointer) {
        String text = object.path(name).textValue();
        if (text == null) {
            return null;
        }
        Instant time = Times.rfc3339(text);
        if (time == null) {
            flaws.add(new Flaw(pointer + "/" + name, "wrong-form", "There is no such day or hour."));
        } else if (time.isAfter(origin.receivedAt().plus(AHEAD))) {
            flaws.add(new Flaw(pointer + "/" + name, "in-future", "This lies in the future."));
        } else if (time.isBefore(Times.EARLIEST)) {
            flaws.add(new Flaw(pointer + "/" + name, "too-long-ago", "This lies before 1990."));
        } else {
            return time;
        }
        return null;
    }

    private @Nullable Long count(String pointer) {
        JsonNode value = report.at(pointer);
        return value.isMissingNode() ? null : Long.valueOf(value.longValue());
    }

    private @Nullable String text(String name) {
        String text = report.path(name).textValue();
        return text == null ? null : text.strip();
    }

    private <T> @Nullable T word(String pointer, Function<String, @Nullable T> parse) {
        String text = report.at(pointer).textValue();
        return text == null ? null : parse.apply(text);
    }

    /// The value with this word; the schema lets no other in.
    private static <T> T choice(T[] values, Function<T, String> word, String text) {
        for (T value : values) {
            if (word.apply(value).equals(text)) {
                return value;
            }
        }
        throw new IllegalStateException("the schema allows a word that is none: " + text);
    }

    private static Rsit rsit(String code) {
        return choice(Rsit.values(), Rsit::code, code);
    }

    private static List<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(element -> texts.add(element.asText().strip()));
        return List.copyOf(texts);
    }

    private interface Element {
        void take(String text, String pointer);
    }

    private static void each(JsonNode list, String pointer, Element element) {
        for (int i = 0; i < list.size(); i++) {
            element.take(list.get(i).asText(), JsonPointers.append(pointer, i));
        }
    }
}
