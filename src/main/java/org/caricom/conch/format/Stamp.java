package org.caricom.conch.format;

import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;

/// What every object of one report carries: who made it, in which version, and the report's marking.
///
/// @param createdBy identity of the reporting member
/// @param marking   the TLP 2.0 marking of the report
record Stamp(StixId createdBy, StixId marking, StixTimestamp created, StixTimestamp modified) {
    /// When the identities of members began to exist: they are the same in every report, so their versions
    /// are, too.
    static final StixTimestamp EXCHANGE_BEGAN = StixTimestamp.of("2026-01-01T00:00:00.000Z");

    static Stamp of(ReportScope scope, StixId createdBy, Tlp tlp) {
        return new Stamp(createdBy, Markings.tlp(tlp.word()).id(), scope.created(), scope.modified());
    }

    /// Finishes a domain or relationship object.
    StixObject on(StixBuilder object) {
        return object.modified(modified).createdBy(createdBy).marking(marking).build();
    }

    /// Finishes an observable, which has neither maker nor version.
    StixObject onObservable(StixObject observable) {
        return observable.with("object_marking_refs", Json.array().add(marking.toString()));
    }
}
