package org.caricom.conch.scrub;

import org.caricom.conch.domain.Tlp;

/// One STIX 2.1 object that may leave: only properties of the policy are left in it, and the second look found nothing
/// that a person has not answered for.
///
/// This is a gate. Its only record is visible in this package alone, so whatever takes a `Cleared` can be sure of the
/// above: nobody else can make one, not even a test.
public sealed interface Cleared permits ClearedObject {
    /// The STIX identifier, the same in every collection.
    String id();

    /// The STIX type: `indicator`.
    String type();

    /// The version as its `modified` (or, for a marking, `created`) says it, digit by digit.
    String version();

    /// The marking it carries.
    Tlp tlp();

    /// Whether this version withdraws the object.
    boolean revoked();

    /// The object as it goes over the wire: compact JSON, the same bytes each time.
    String json();

    /// A publication read back from where it was stored when it was cleared. Only the store of `sharing` may call this;
    /// an
    /// architecture test holds it.
    static Cleared restore(String id, String type, String version, Tlp tlp, boolean revoked, String json) {
        return new ClearedObject(id, type, version, tlp, revoked, json);
    }
}
