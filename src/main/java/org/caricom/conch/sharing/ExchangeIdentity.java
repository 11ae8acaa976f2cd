package org.caricom.conch.sharing;

import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;

/// The one identity under which everything is shared, so that nothing leads back to who reported it.
public final class ExchangeIdentity {
    private static final StixId ID = StixId.derived("identity", "caricom-cyber-incident-exchange");
    static final String SINCE = "2026-01-01T00:00:00.000Z";

    private ExchangeIdentity() {}

    public static StixId id() {
        return ID;
    }

    /// The identity as a STIX object, marked TLP:CLEAR.
    public static StixObject object() {
        var json = Json.object()
                .put("type", "identity")
                .put("spec_version", "2.1")
                .put("id", ID.toString())
                .put("created_by_ref", ID.toString())
                .put("created", SINCE)
                .put("modified", SINCE)
                .put("name", "CARICOM cyber incident exchange")
                .put("identity_class", "organization");
        json.putArray("object_marking_refs").add(Markings.tlp("clear").id().toString());
        return StixObject.of(json);
    }
}
