package org.caricom.conch.domain;

/// What a member agreed to: who decides, and how widely the anonymised indicators may go.
///
/// @param sharing who decides that something is shared
/// @param limit   the widest marking that anonymised indicators may get; never wider than this, whoever decides
public record Consent(SharingConsent sharing, Tlp limit) {
    /// What holds when a report does not say: a coordinator asks, and members alone may see.
    public static final Consent UNSTATED = new Consent(SharingConsent.ASK, Tlp.AMBER);
}
