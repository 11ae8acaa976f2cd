package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Actor;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.InformationImpact;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservedActivity;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// One VERIS incident as a report. VERIS describes what happened once it is over, in enumerations: those are read for
/// the facts and stay readable as they were written.
final class VerisIncident {
    private static final Pattern VERSION = Pattern.compile("1[._][34]([._][0-9]+)?");
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final List<String> ACTIONS =
            List.of("malware", "hacking", "social", "misuse", "physical", "error", "environmental");

    private final JsonNode incident;
    private final String pointer;
    private final Origin origin;
    private final Remarks remarks = new Remarks();
    private final Moments moments;
    private final Leftovers leftovers = new Leftovers();
    private final Map<Observable, ReportedIndicator> values = new LinkedHashMap<>();
    private @Nullable String beganFidelity;

    VerisIncident(JsonNode incident, String pointer, Origin origin) {
        this.incident = incident;
        this.pointer = pointer;
        this.origin = origin;
        this.moments = new Moments(origin, remarks);
    }

    Reading read() {
        List<Flaw> flaws = check();
        if (!flaws.isEmpty()) {
            return new Reading.Unusable(flaws);
        }
        if (!VERSION.matcher(incident.path("schema_version").asText()).matches()) {
            remarks.add(at("schema_version"), "other-version", "This is neither VERIS 1.3 nor 1.4.");
        }
        Facts facts = facts();
        NormalForm form = new NormalForm(ReportScope.of(origin.member(), facts, origin.receivedAt()), facts);
        extras(form);
        return new Reading.Content(
                new NormalReport(ReportFormat.VERIS.slug(), facts, form.bundle(), null), remarks.toList());
    }

    /// What an incident must have to be filed; all else that the schema asks for is often missing in the field.
    private List<Flaw> check() {
        List<Flaw> flaws = new ArrayList<>();
        if (!incident.path("incident_id").isTextual()
                || incident.path("incident_id").asText().isBlank()) {
            flaws.add(new Flaw(at("incident_id"), "missing", "An incident has an id of its own, a text."));
        }
        for (String part : List.of("action", "actor", "asset")) {
            if (!incident.has(part)) {
                flaws.add(new Flaw(at(part), "missing", "\"" + part + "\" is missing."));
            } else if (!incident.get(part).isObject()) {
                flaws.add(new Flaw(at(part), "wrong-type", "This must be an object."));
            }
        }
        return flaws;
    }

    private Facts facts() {
        iocs();
        String summary = text(incident, "summary");
        Outcome outcome = VerisTypes.outcome(incident.path("security_incident").asText());
        return new Facts(
                OneLine.of(leftovers.taking(incident, "incident_id").asText()),
                outcome == null ? ReportStage.UPDATE : ReportStage.FINAL,
                summary == null || OneLine.of(summary).isEmpty()
                        ? "VERIS incident "
                                + OneLine.of(incident.path("incident_id").asText())
                        : OneLine.of(summary),
                summary,
                began(),
                null,
                null,
                written(),
                classes(),
                sector(),
                victim(),
                List.of(),
                null,
                systems(),
                impact(outcome),
                List.copyOf(values.values()),
                List.of(),
                split(incident.at("/action/malware"), "name", "[,;]"),
                vulnerabilities(),
                actions(),
                null,
                Tlp.AMBER_STRICT,
                Consent.UNSTATED,
                personalData(),
                outcome,
                text(incident.path("plus"), "analyst"),
                "en");
    }

    /// The date as far as it is known; its fidelity is kept, since the first of January stands for a whole year.
    private @Nullable Instant began() {
        JsonNode date = incident.at("/timeline/incident");
        Integer year = whole(date.path("year"), 9999);
        if (year == null) {
            return null;
        }
        Integer month = whole(date.path("month"), 12);
        Integer day = month == null ? null : whole(date.path("day"), 31);
        beganFidelity = month == null ? "year" : day == null ? "month" : "day";
        try {
            LocalDate first = LocalDate.of(year, month == null ? 1 : month, day == null ? 1 : day);
            return moments.plausible(
                    first.atStartOfDay().toInstant(ZoneOffset.UTC), pointer + "/timeline/incident/year");
        } catch (DateTimeException _) {
            remarks.add(pointer + "/timeline/incident/day", "wrong-form", "There is no such day.");
            beganFidelity = "month";
            return moments.plausible(
                    LocalDate.of(year, month == null ? 1 : month, 1)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC),
                    pointer + "/timeline/incident/year");
        }
    }

    private static @Nullable Integer whole(JsonNode value, int most) {
        String text = value.asText("");
        if (!text.matches("[0-9]{1,4}")) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= most ? Integer.valueOf(number) : null;
    }

    private @Nullable Instant written() {
        JsonNode plus = incident.path("plus");
        Instant modified = moments.rfc3339(plus.path("modified").asText(""), at("plus") + "/modified");
        return modified == null ? moments.rfc3339(plus.path("created").asText(""), at("plus") + "/created") : modified;
    }

    private List<Rsit> classes() {
        Set<Rsit> classes = new LinkedHashSet<>();
        String disclosed =
                incident.at("/attribute/confidentiality/data_disclosure").asText();
        for (String action : ACTIONS) {
            JsonNode node = incident.path("action").path(action);
            if (node.isMissingNode()) {
                continue;
            }
            List<String> varieties = texts(node.path("variety"));
            for (String variety : varieties.isEmpty() ? List.of("Unknown") : varieties) {
                classes.addAll(VerisTypes.classes(action, variety));
            }
        }
        if (disclosed.equals("Yes")) {
            // Data that became public by a wrong setting is no outage.
            classes.remove(Rsit.MISCONFIGURATION);
            classes.add(Rsit.DATA_LEAK);
        }
        List<String> altered = texts(incident.at("/attribute/integrity/variety"));
        if (altered.contains("Defacement") || altered.contains("Modify data")) {
            classes.add(Rsit.UNAUTHORISED_INFORMATION_MODIFICATION);
        }
        return classes.isEmpty() ? List.of(Rsit.UNDETERMINED) : List.copyOf(classes);
    }

    /// VERIS 1.2 and older have a list of victims; the first is the one.
    private JsonNode victimNode() {
        JsonNode victim = incident.path("victim");
        return victim.isArray() ? victim.path(0) : victim;
    }

    private @Nullable Sector sector() {
        return VerisTypes.sector(victimNode().path("industry").asText(""));
    }

    private Victim victim() {
        JsonNode node = victimNode();
        String name = node.path("victim_id").asText("").strip();
        boolean named = !name.isEmpty() && !name.equalsIgnoreCase("Unknown");
        if (named) {
            leftovers.take(node, "victim_id");
        }
        List<String> others = texts(leftovers.taking(node.path("secondary"), "victim_id")).stream()
                .map(OneLine::of)
                .filter(other -> !other.isEmpty())
                .toList();
        if (!named && others.isEmpty()) {
            return Victim.UNTOLD;
        }
        return new Victim(named ? OneLine.of(name) : null, null, others, List.of(), List.of());
    }

    private @Nullable Long systems() {
        JsonNode asset = incident.path("asset");
        Long total = count(asset.path("total_amount"));
        if (total != null) {
            return total;
        }
        long sum = 0;
        for (JsonNode part : asset.path("assets")) {
            Long amount = count(part.path("amount"));
            sum += amount == null ? 0 : amount;
        }
        return sum == 0 ? null : Long.valueOf(sum);
    }

    private static @Nullable Long count(JsonNode value) {
        return value.isIntegralNumber()
                        && value.canConvertToLong()
                        && value.longValue() >= 0
                        && value.longValue() <= 1_000_000_000_000L
                ? Long.valueOf(value.longValue())
                : null;
    }

    private Impact impact(@Nullable Outcome outcome) {
        ObservedActivity activity = null;
        if (outcome == Outcome.CONFIRMED && !incident.path("attribute").isEmpty()) {
            activity = ObservedActivity.EFFECT;
        } else if (outcome == Outcome.FAILED_ATTEMPT) {
            activity = ObservedActivity.ENGAGE;
        }
        return new Impact(null, activity, null, actor(), information(), null, null);
    }

    private @Nullable Actor actor() {
        JsonNode actor = incident.path("actor");
        Actor worst = null;
        for (String variety : texts(actor.at("/external/variety"))) {
            Actor known = VerisTypes.outsider(variety);
            worst = worst == null || (known != null && known.compareTo(worst) > 0) ? known : worst;
        }
        if (worst == null && actor.has("internal")) {
            JsonNode action = incident.path("action");
            if (action.has("misuse")) {
                return Actor.WITTING_INSIDER;
            }
            return action.has("error") ? Actor.UNWITTING_INSIDER : null;
        }
        return worst;
    }

    private @Nullable InformationImpact information() {
        JsonNode confidentiality = incident.at("/attribute/confidentiality");
        if (confidentiality.isMissingNode()) {
            return texts(incident.at("/attribute/availability/variety")).contains("Destruction")
                    ? InformationImpact.DESTRUCTION_NON_CRITICAL
                    : null;
        }
        return switch (confidentiality.path("data_disclosure").asText()) {
            case "Yes" -> {
                List<String> kinds = kinds(confidentiality);
                if (kinds.stream().anyMatch(VerisTypes::isProprietary)) {
                    yield InformationImpact.PROPRIETARY_INFORMATION;
                }
                yield kinds.stream().anyMatch(kind -> VerisTypes.personalData(kind) != null)
                        ? InformationImpact.PRIVACY_DATA
                        : InformationImpact.SUSPECTED;
            }
            case "No" -> InformationImpact.NO_IMPACT;
            default -> InformationImpact.SUSPECTED;
        };
    }

    private PersonalData personalData() {
        JsonNode confidentiality = incident.at("/attribute/confidentiality");
        Set<String> categories = new LinkedHashSet<>();
        for (String kind : kinds(confidentiality)) {
            String category = VerisTypes.personalData(kind);
            if (category != null) {
                categories.add(category);
            }
        }
        if (categories.isEmpty()) {
            return PersonalData.UNKNOWN;
        }
        PersonalData.Involved involved =
                switch (confidentiality.path("data_disclosure").asText()) {
                    case "Yes" -> PersonalData.Involved.YES;
                    case "Potentially" -> PersonalData.Involved.SUSPECTED;
                    case "No" -> PersonalData.Involved.NO;
                    default -> PersonalData.Involved.UNKNOWN;
                };
        return new PersonalData(
                involved,
                List.copyOf(categories),
                null,
                count(confidentiality.path("data_total")),
                null,
                null,
                null,
                null);
    }

    private static List<String> kinds(JsonNode confidentiality) {
        List<String> kinds = new ArrayList<>();
        confidentiality
                .path("data")
                .forEach(data -> kinds.add(data.path("variety").asText()));
        return kinds;
    }

    private List<String> vulnerabilities() {
        Set<String> ids = new LinkedHashSet<>();
        for (String action : List.of("malware", "hacking")) {
            Matcher matcher =
                    CVE.matcher(incident.path("action").path(action).path("cve").asText());
            while (matcher.find()) {
                ids.add(matcher.group());
            }
        }
        return List.copyOf(ids);
    }

    private List<String> actions() {
        String action = text(incident, "corrective_action");
        return action == null ? List.of() : List.of(action);
    }

    /// Values of an incident; what they are can only be seen from them.
    private void iocs() {
        JsonNode list = incident.path("ioc");
        for (int i = 0; i < list.size(); i++) {
            JsonNode ioc = list.path(i);
            Observable value = Observables.parse(ioc.path("indicator").asText());
            String comment = ioc.path("comment").asText("").strip();
            if (value == null) {
                remarks.add(
                        JsonPointers.append(at("ioc"), i) + "/indicator",
                        "no-such-value",
                        "It cannot be seen what this is; it is kept as a note, and not compared.");
                continue;
            }
            leftovers.take(list, Integer.toString(i));
            values.putIfAbsent(
                    value,
                    new ReportedIndicator(
                            value,
                            true,
                            Role.ATTACKER,
                            List.of(),
                            List.of(),
                            null,
                            null,
                            null,
                            comment.isEmpty() ? null : comment));
        }
    }

    private void extras(NormalForm form) {
        form.detail().beganFidelity(beganFidelity);
        Integer criticality =
                VerisTypes.criticality(incident.at("/impact/overall_rating").asText());
        if (criticality != null) {
            form.detail().criticality(criticality);
        }
        for (String by : List.of("external", "internal", "partner")) {
            for (String variety :
                    texts(incident.path("discovery_method").path(by).path("variety"))) {
                form.detail().detectedBy(VerisTypes.detection(by, variety));
            }
        }
        losses(form);
        for (String name : split(incident.at("/actor/external"), "name", "[,;]")) {
            StixObject actor = form.stamp()
                    .on(StixObject.build(form.scope().id("threat-actor", name))
                            .created(form.stamp().created())
                            .set("name", name));
            form.add(actor);
        }
        form.notes("Further details", leftovers.lines(incident));
    }

    private void losses(NormalForm form) {
        String currency = incident.at("/impact/iso_currency_code").asText("");
        JsonNode losses = incident.at("/impact/loss");
        for (int i = 0; i < losses.size(); i++) {
            JsonNode loss = losses.path(i);
            ObjectNode detail = Json.object()
                    .put("variety", VerisTypes.loss(loss.path("variety").asText()));
            JsonNode least = loss.has("min_amount") ? loss.get("min_amount") : loss.path("amount");
            JsonNode most = loss.has("max_amount") ? loss.get("max_amount") : loss.path("amount");
            if (isAmount(least)
                    && isAmount(most)
                    && least.doubleValue() <= most.doubleValue()
                    && CURRENCY.matcher(currency).matches()) {
                detail.put("currency", currency);
                detail.set("min_amount", least);
                detail.set("max_amount", most);
            }
            form.detail().effect("loss " + i, "monetary", detail);
        }
    }

    private static boolean isAmount(JsonNode value) {
        return value.isNumber() && value.doubleValue() >= 0;
    }

    /// A text that goes into the report word for word; null when there is none, or only blanks.
    private @Nullable String text(JsonNode holder, String name) {
        String text = holder.path(name).asText("").strip();
        if (text.isEmpty()) {
            return null;
        }
        leftovers.take(holder, name);
        return text;
    }

    private List<String> split(JsonNode holder, String name, String at) {
        Set<String> names = new LinkedHashSet<>();
        for (String text : texts(leftovers.taking(holder, name))) {
            for (String part : text.split(at, -1)) {
                String line = OneLine.of(part);
                if (!line.isEmpty()) {
                    names.add(line);
                }
            }
        }
        return List.copyOf(names);
    }

    /// The texts of a list, or the one text that stands in its place.
    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> texts.add(element.asText()));
        } else if (value.isTextual() && !value.asText().isBlank()) {
            texts.add(value.asText());
        }
        return texts;
    }

    private String at(String name) {
        return JsonPointers.append(pointer, name);
    }
}
