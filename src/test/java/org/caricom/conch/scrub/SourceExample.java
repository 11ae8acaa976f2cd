package org.caricom.conch.scrub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// A source for tests: the hospital of the release page, filed by Trinidad and Tobago.
public final class SourceExample {
    public static final Instant PUBLISHED = Instant.parse("2026-07-15T14:22:31.123Z");
    static final String EXCHANGE = "identity--0f3a1c52-6d3e-4b1f-9a77-5f0d2c4b8e10";

    private String title = "Files encrypted overnight";
    private @Nullable String summary;
    private @Nullable String reporter = "R. Alimoore, TT-CSIRT, duty@csirt.example";
    private Victim victim = new Victim(
            "Palmview Hospital Group",
            "Nurse J. Moreaux, +1 868 555 0142",
            List.of("PHG"),
            List.of("palmview.example", "palmcare.example"),
            List.of("10.20.0.0/16", "198.51.100.200"));
    private Tlp tlp = Tlp.AMBER;
    private final List<ReportedIndicator> indicators = new ArrayList<>();
    private final List<StixObject> objects = new ArrayList<>();
    private final Set<Observable> known = new HashSet<>();
    private List<String> techniques = List.of();
    private List<String> malware = List.of();
    private List<String> vulnerabilities = List.of();

    public static SourceExample source() {
        return new SourceExample();
    }

    SourceExample title(String value) {
        title = value;
        return this;
    }

    SourceExample summary(String value) {
        summary = value;
        return this;
    }

    SourceExample reporter(@Nullable String value) {
        reporter = value;
        return this;
    }

    SourceExample victim(Victim value) {
        victim = value;
        return this;
    }

    SourceExample tlp(Tlp value) {
        tlp = value;
        return this;
    }

    SourceExample techniques(String... values) {
        techniques = List.of(values);
        return this;
    }

    SourceExample malware(String... values) {
        malware = List.of(values);
        return this;
    }

    SourceExample vulnerabilities(String... values) {
        vulnerabilities = List.of(values);
        return this;
    }

    SourceExample attacker(ObservableType type, String value) {
        return indicator(type, value, Role.ATTACKER, true);
    }

    SourceExample indicator(ObservableType type, String value, Role role, boolean detects) {
        indicators.add(new ReportedIndicator(
                new Observable(type, value),
                detects,
                role,
                List.of("malicious-activity", "seen at Palmview"),
                List.of("command-and-control", "in the night"),
                73,
                Instant.parse("2026-07-12T22:47:09Z"),
                null,
                "told by the night nurse Moreaux"));
        return this;
    }

    SourceExample known(ObservableType type, String value) {
        known.add(new Observable(type, value));
        return this;
    }

    SourceExample object(String json) {
        objects.add(StixObject.of(Json.own(json)));
        return this;
    }

    Source build() {
        Facts facts = new Facts(
                "TT-2026-0031",
                ReportStage.ALERT,
                title,
                summary,
                Instant.parse("2026-07-12T22:40:00Z"),
                Instant.parse("2026-07-13T05:11:00Z"),
                Instant.parse("2026-07-13T11:23:00Z"),
                Instant.parse("2026-07-13T11:40:00Z"),
                List.of(),
                Sector.HEALTHCARE,
                victim,
                List.of("Laboratory results"),
                1200L,
                237L,
                Impact.UNSTATED,
                indicators,
                techniques,
                malware,
                vulnerabilities,
                List.of("Took the laboratory offline"),
                null,
                tlp,
                Consent.UNSTATED,
                PersonalData.UNKNOWN,
                null,
                reporter,
                "en");
        return new Source(
                facts,
                objects,
                new MemberNames(
                        new MemberCode("TT"),
                        List.of("Trinidad and Tobago", "TTO", "TT-CSIRT", "Trinidad and Tobago Cyber Security Team")),
                known,
                true);
    }

    static Stamp stamp(Draft draft, Tlp tlp) {
        Map<NaturalKey, SharedId> ids = new HashMap<>();
        draft.keys().forEach(key -> ids.put(key, SharedId.unused(UUID.randomUUID())));
        return new Stamp(tlp, PUBLISHED, EXCHANGE, ids);
    }
}
