package org.caricom.conch.format;

import org.caricom.conch.json.Flaw;

/// Sentences that more than one reader answers with.
final class Sentences {
    static final String ACCEPTED =
            "Conch reads its own report (\"format\": \"conch-report/1\"), STIX 2.1 bundles and MISP events.";

    private Sentences() {}

    static Flaw tooManyValues(String pointer, int count) {
        return new Flaw(
                pointer,
                "too-many",
                "There are " + count + " values, at most " + Formats.MAX_INDICATORS + " can be in one report.");
    }
}
