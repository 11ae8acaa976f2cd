package org.caricom.conch.format;

import java.util.List;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;

/// Makes notes of what a report says in words.
///
/// @param language BCP 47 tag of the words
record Notes(ReportScope scope, Stamp stamp, String language) {
    /// A note about one object; `what` says in a word or two what it is, and tells it from the other notes
    /// of the report.
    StixObject about(StixId object, String what, String content) {
        return stamp.on(Sdo.note(scope.id("note", what), stamp.created(), content, List.of(object))
                .set("abstract", what)
                .set("lang", language));
    }
}
