package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.stix.Bundle;

/// Reads a STIX 2.1 bundle.
final class StixFormat {
    private StixFormat() {}

    static Reading read(JsonNode document, Origin origin) {
        Bundle.Reading reading = Bundle.read(document);
        return new Reading.Unusable(
                reading.flaws().isEmpty()
                        ? List.of(new Flaw("", "unsupported-format", "not read yet by " + origin.member()))
                        : reading.flaws());
    }
}
