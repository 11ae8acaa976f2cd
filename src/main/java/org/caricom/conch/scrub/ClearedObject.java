package org.caricom.conch.scrub;

import org.caricom.conch.domain.Tlp;

/// The one form of [Cleared]. Keep it package-private: the gate is no gate otherwise.
record ClearedObject(String id, String type, String version, Tlp tlp, boolean revoked, String json)
        implements Cleared {}
