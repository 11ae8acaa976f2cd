package org.caricom.conch.stix;

/// The sorts of STIX object, STIX 2.1 §3.1, which differ in the properties they share.
public enum StixKind {
    /// A domain object, §4.
    SDO,
    /// A relationship object, §5.
    SRO,
    /// A cyber observable, §6.
    SCO,
    /// `marking-definition`, `extension-definition` or `language-content`, §7.
    META,
    /// Of a type that no table of ours names.
    UNKNOWN
}
