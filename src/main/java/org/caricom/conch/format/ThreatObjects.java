package org.caricom.conch.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.format.Techniques.Technique;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;

/// What the attacker used, as STIX: malware families, ATT&CK techniques and vulnerabilities.
final class ThreatObjects {
    private final ReportScope scope;
    private final Stamp stamp;
    private final Facts facts;

    ThreatObjects(ReportScope scope, Stamp stamp, Facts facts) {
        this.scope = scope;
        this.stamp = stamp;
        this.facts = facts;
    }

    List<StixObject> all() {
        List<StixObject> objects = new ArrayList<>();
        for (String name : facts.malware()) {
            objects.add(stamp.on(Sdo.malware(malwareId(scope, name), stamp.created(), name, true)));
        }
        for (String id : facts.techniques()) {
            objects.add(technique(id));
        }
        for (String cve : facts.vulnerabilities()) {
            objects.add(stamp.on(Sdo.vulnerability(scope.id("vulnerability", cve), stamp.created(), cve, cve)));
        }
        return objects;
    }

    static StixId malwareId(ReportScope scope, String name) {
        return scope.id("malware", name.toLowerCase(Locale.ROOT));
    }

    static StixId techniqueId(ReportScope scope, String technique) {
        return scope.id("attack-pattern", technique);
    }

    private StixObject technique(String id) {
        StixBuilder builder = Sdo.attackPattern(techniqueId(scope, id), stamp.created(), Techniques.name(id), id);
        Technique technique = Techniques.find(id);
        if (technique != null) {
            technique.tactics().forEach(tactic -> builder.killChainPhase(technique.chain(), tactic));
        }
        return stamp.on(builder);
    }
}
