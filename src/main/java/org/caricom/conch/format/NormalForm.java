package org.caricom.conch.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;

/// A report as STIX 2.1: facts in, objects out. The same facts in the same scope give the same objects.
///
/// Everything but the member's identity and the TLP definitions is marked as the report is, and made by the
/// member.
final class NormalForm {
    /// Lines of one note; more are told in several.
    private static final int LINES = 500;

    private final ReportScope scope;
    private final Facts facts;
    private final StixObject member;
    private final Stamp stamp;
    private final List<StixObject> extras = new ArrayList<>();
    private final IncidentDetail detail = new IncidentDetail();

    NormalForm(ReportScope scope, Facts facts) {
        this.scope = scope;
        this.facts = facts;
        member = identity(scope.member());
        stamp = Stamp.of(scope, member.id(), facts.tlp());
    }

    /// The identity of a member's CERT, the same in every report of it and known to all.
    static StixObject identity(MemberCode code) {
        return Sdo.identity(
                        StixId.derived("identity", "member " + code.value()),
                        Stamp.EXCHANGE_BEGAN,
                        "CARICOM member " + code.value(),
                        "organization")
                .marking(Markings.tlp(Tlp.CLEAR.word()).id())
                .build();
    }

    Stamp stamp() {
        return stamp;
    }

    ReportScope scope() {
        return scope;
    }

    /// What the incident object says beyond the facts.
    IncidentDetail detail() {
        return detail;
    }

    /// Adds an object that the facts do not hold, as it is.
    void add(StixObject extra) {
        extras.add(extra);
    }

    /// Adds an observable beside those of the facts.
    void addObservable(StixObject observable) {
        extras.add(stamp.onObservable(observable));
    }

    /// Adds words that have no other home in STIX, so that they stay readable beside it.
    void note(String what, String content) {
        extras.add(new Notes(scope, stamp, facts.language()).about(incidentId(), what, content));
    }

    /// Adds lines that have no other home in STIX, as many notes as they need.
    void notes(String what, List<String> lines) {
        for (int from = 0; from < lines.size(); from += LINES) {
            List<String> some = lines.subList(from, Math.min(lines.size(), from + LINES));
            note(from == 0 ? what : what + " " + (from / LINES + 1), String.join("\n", some));
        }
    }

    StixId incidentId() {
        return scope.id("incident", "incident");
    }

    /// All objects of the report.
    Bundle bundle() {
        List<StixObject> contents = new ArrayList<>();
        contents.add(member);
        contents.addAll(new IncidentObjects(scope, stamp, facts, detail).all());
        contents.addAll(new ThreatObjects(scope, stamp, facts).all());
        contents.addAll(new IndicatorObjects(scope, stamp, facts).all());
        contents.addAll(extras);
        return seal(withoutRepeats(contents), facts.stage().name().toLowerCase(Locale.ROOT));
    }

    /// Of the same observable told twice, the one stays that says more.
    private static List<StixObject> withoutRepeats(List<StixObject> contents) {
        Map<StixId, StixObject> fullest = new HashMap<>();
        for (StixObject object : contents) {
            if (object.created() == null) {
                fullest.merge(
                        object.id(),
                        object,
                        (one, other) -> other.json().size() > one.json().size() ? other : one);
            }
        }
        Set<StixId> told = new HashSet<>();
        List<StixObject> once = new ArrayList<>();
        for (StixObject object : contents) {
            StixObject full = fullest.get(object.id());
            if (full == null) {
                once.add(object);
            } else if (told.add(object.id())) {
                once.add(full);
            }
        }
        return once;
    }

    /// Adds the report object that names all others, and the markings, in front.
    private Bundle seal(List<StixObject> contents, String stage) {
        List<StixObject> all = new ArrayList<>();
        all.add(Markings.tlp(Tlp.CLEAR.word()));
        all.add(Markings.tlp(facts.tlp().word()));
        List<String> labels = new ArrayList<>();
        labels.add("conch:stage=\"" + stage + "\"");
        facts.classes().forEach(rsit -> labels.add(rsit.machineTag()));
        all.add(stamp.on(Sdo.report(
                        scope.id("report", "report"),
                        stamp.created(),
                        facts.title(),
                        stamp.modified(),
                        contents.stream().map(StixObject::id).distinct().toList())
                .set("report_types", List.of("incident"))
                .set("lang", facts.language())
                .labels(labels)));
        all.addAll(contents);
        return Bundle.of(all);
    }
}
