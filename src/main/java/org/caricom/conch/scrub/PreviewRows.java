package org.caricom.conch.scrub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.scrub.Preview.Part;
import org.caricom.conch.scrub.Preview.Property;
import org.jspecify.annotations.Nullable;

/// Notes what becomes of each part of the sources, for the page that shows them side by side.
final class PreviewRows {
    private final Map<Property, List<Part>> parts = new EnumMap<>(Property.class);

    List<Preview.Row> rows() {
        return parts.entrySet().stream()
                .map(row -> new Preview.Row(row.getKey(), row.getValue()))
                .toList();
    }

    /// The parts of a report of which nothing ever leaves.
    void told(Source source) {
        Facts facts = source.facts();
        nothing(Property.REPORTER, facts.reporter(), Reason.PERSON);
        nothing(
                Property.MEMBER,
                source.member().names().isEmpty()
                        ? source.member().code().value()
                        : source.member().names().getFirst(),
                Reason.MEMBER);
        Victim victim = facts.victim();
        Stream.of(
                        Stream.ofNullable(victim.name()),
                        victim.names().stream(),
                        victim.domains().stream(),
                        victim.networks().stream())
                .flatMap(values -> values)
                .forEach(value -> nothing(Property.VICTIM, value, Reason.VICTIM));
        nothing(Property.VICTIM, victim.contact(), Reason.PERSON);
        nothing(Property.SECTOR, facts.sector() == null ? null : facts.sector().word(), Reason.NOT_IN_POLICY);
        nothing(Property.TITLE, facts.title(), Reason.FREE_TEXT);
        nothing(Property.DESCRIPTION, facts.summary(), Reason.FREE_TEXT);
        facts.services().forEach(service -> nothing(Property.SERVICES, service, Reason.FREE_TEXT));
        Stream.of(facts.beganAt(), facts.noticedAt(), facts.awareAt())
                .filter(Objects::nonNull)
                .map(Instant::toString)
                .distinct()
                .forEach(time -> nothing(Property.TIMES, time, Reason.NOT_IN_POLICY));
        Stream.of(facts.peopleAffected(), facts.systemsAffected())
                .filter(Objects::nonNull)
                .forEach(count -> nothing(Property.AFFECTED, count.toString(), Reason.NOT_IN_POLICY));
        facts.personalData()
                .categories()
                .forEach(category -> nothing(Property.PERSONAL_DATA, category, Reason.NOT_IN_POLICY));
        nothing(Property.PERSONAL_DATA, facts.personalData().officer(), Reason.PERSON);
        nothing(Property.PERSONAL_DATA, facts.personalData().consequences(), Reason.FREE_TEXT);
        facts.actionsTaken().forEach(action -> nothing(Property.ACTIONS, action, Reason.FREE_TEXT));
        nothing(Property.HELP, facts.helpWanted(), Reason.FREE_TEXT);
        facts.indicators().stream()
                .map(ReportedIndicator::context)
                .forEach(context -> nothing(Property.DESCRIPTION, context, Reason.FREE_TEXT));
    }

    void value(Observable observable, Look look) {
        String source = observable.value();
        add(
                property(observable),
                switch (look) {
                    case Look.Kept(String value) -> new Part(source, value, null);
                    case Look.Changed(String value, Reason reason) -> new Part(source, value, reason);
                    case Look.Dropped(Reason reason) -> Part.nothing(source, reason);
                });
    }

    void validFrom(@Nullable Instant firstSeen, DraftObject object, boolean toTheDay) {
        if (firstSeen != null) {
            String output = object.properties().path("valid_from").asText();
            boolean same = firstSeen.equals(Instant.parse(output));
            add(
                    Property.VALID_FROM,
                    new Part(
                            firstSeen.toString(),
                            same ? firstSeen.toString() : output,
                            same ? null : toTheDay ? Reason.TO_THE_DAY : Reason.TO_THE_HOUR));
        }
    }

    /// Notes a name that leaves as it is, or not at all; returns which.
    boolean keptWhen(Property property, String name, boolean kept) {
        add(property, kept ? Part.kept(name) : Part.nothing(name, Reason.FREE_TEXT));
        return kept;
    }

    void identifiers(Collection<Source> sources, int outgoing) {
        int objects =
                sources.stream().mapToInt(source -> source.objects().size()).sum();
        if (objects > 0) {
            add(Property.OBJECT_IDS, new Part(objects + " ids", outgoing + " ids", Reason.NEW_ID));
        }
    }

    private void nothing(Property property, @Nullable String source, Reason reason) {
        if (source != null && !source.isBlank()) {
            add(property, Part.nothing(source, reason));
        }
    }

    private void add(Property property, Part part) {
        List<Part> row = parts.computeIfAbsent(property, _ -> new ArrayList<>());
        if (!row.contains(part)) {
            row.add(part);
        }
    }

    private static Property property(Observable observable) {
        return switch (observable.type()) {
            case IPV4_ADDR, IPV6_ADDR, MAC_ADDR, ASN -> Property.ADDRESSES;
            case DOMAIN_NAME -> Property.DOMAINS;
            case URL -> Property.URLS;
            case EMAIL_ADDR, EMAIL_SUBJECT -> Property.EMAIL_ADDRESSES;
            case MD5, SHA1, SHA256, SHA512, SSDEEP, FILE_NAME -> Property.FILES;
            case MUTEX, WINDOWS_REGISTRY_KEY, USER_ACCOUNT, X509_SHA1, JA3, USER_AGENT -> Property.OTHER_VALUES;
        };
    }
}
