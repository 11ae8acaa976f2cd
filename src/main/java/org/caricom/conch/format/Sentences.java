package org.caricom.conch.format;

/// Sentences that more than one reader answers with.
final class Sentences {
    static final String ACCEPTED =
            "Conch reads its own report (\"format\": \"conch-report/1\"), STIX 2.1 bundles and MISP events.";

    private Sentences() {}
}
