package org.caricom.conch.taxii;

import java.time.Instant;
import org.caricom.conch.sharing.Published;

/// One version of an object in a collection.
///
/// @param version as TAXII tells it: a time, also for objects that have no versions
/// @param json    what readers get
/// @param addedAt when it was added
public record TaxiiItem(String id, String version, String json, Instant addedAt) {
    static TaxiiItem of(Published published) {
        return new TaxiiItem(
                published.object().id(),
                published.object().version(),
                published.object().json(),
                published.addedAt());
    }
}
