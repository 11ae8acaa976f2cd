package org.caricom.conch.stix;

/// The sorts of STIX object, STIX 2.1 §3.1, which differ in the properties they share.
public enum StixKind {
    /// A domain object, §4.
    SDO("a domain object"),
    /// A relationship object, §5.
    SRO("a relationship object"),
    /// A cyber observable, §6.
    SCO("an observable"),
    /// `marking-definition`, `extension-definition` or `language-content`, §7.
    META("a meta object"),
    /// Of a type that no table of ours names.
    UNKNOWN("an object of a type that an extension defines");

    private final String words;

    StixKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
