package org.caricom.conch.format;

import org.caricom.conch.json.Flaw;

/// Sentences that more than one reader answers with.
final class Sentences {
    static final String ACCEPTED =
            "Conch reads its own report (\"format\": \"conch-report/1\"), STIX, MISP, IODEF, VERIS, XARF and X-ARF, IntelMQ,"
                    + " CSAF, and lists of indicators.";

    private Sentences() {}

    static Flaw tooManyValues(String pointer, int count) {
        return tooManyValues(pointer, count, Formats.MAX_INDICATORS);
    }

    static Flaw tooManyValues(String pointer, int count, int most) {
        return new Flaw(
                pointer, "too-many", "There are " + count + " values, at most " + most + " can be in one report.");
    }

    static Flaw tooManyIncidents(String pointer, int count, int most) {
        return new Flaw(
                pointer, "too-many", "There are " + count + " incidents, at most " + most + " can be in one report.");
    }
}
