package org.caricom.conch.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.intake.ReportEntry.SignedBy;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Verified;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixReading;

/// The smaller JSON that is stored with a report, and its reading back.
final class StoredJson {
    private StoredJson() {}

    static String flaws(List<Flaw> flaws) {
        ArrayNode list = Json.array();
        for (Flaw flaw : flaws) {
            list.addObject()
                    .put("pointer", flaw.pointer())
                    .put("code", flaw.code())
                    .put("detail", flaw.detail());
        }
        return Json.text(list);
    }

    static List<Flaw> readFlawsBack(String json) {
        List<Flaw> flaws = new ArrayList<>();
        for (JsonNode flaw : Json.own(json)) {
            flaws.add(new Flaw(
                    flaw.path("pointer").asText(""),
                    flaw.path("code").asText("unknown"),
                    flaw.path("detail").asText("")));
        }
        return List.copyOf(flaws);
    }

    static String signatures(List<Verified.SignatureFact> signatures) {
        ArrayNode list = Json.array();
        for (Verified.SignatureFact signature : signatures) {
            list.addObject()
                    .put("keyId", signature.keyId())
                    .put("algorithm", signature.algorithm().word())
                    .put("thumbprint", signature.thumbprint());
        }
        return Json.text(list);
    }

    static List<SignedBy> readSignaturesBack(String json) {
        List<SignedBy> signatures = new ArrayList<>();
        for (JsonNode signature : Json.own(json)) {
            signatures.add(new SignedBy(
                    signature.path("keyId").asText(""),
                    signature.path("algorithm").asText(""),
                    signature.path("thumbprint").asText("")));
        }
        return List.copyOf(signatures);
    }

    /// A stored bundle. Rules that came later are not held against it.
    static Bundle readBundleBack(byte[] json) {
        JsonNode bundle = Json.own(json);
        List<StixObject> objects = new ArrayList<>();
        for (JsonNode object : bundle.path("objects")) {
            if (StixObject.read(object) instanceof StixReading.Whole(StixObject whole)) {
                objects.add(whole);
            }
        }
        StixId id = Objects.requireNonNull(StixId.parse(bundle.path("id").asText("")), "a stored bundle has an id");
        return new Bundle(id, objects);
    }
}
