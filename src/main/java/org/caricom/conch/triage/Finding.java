package org.caricom.conch.triage;

import org.caricom.conch.domain.Rsit;

/// One class of an incident, and why it has it.
///
/// @param type     the RSIT type
/// @param reported whether the reporter chose it; else a rule did
/// @param why      the rule's reason in English, or that it was reported
public record Finding(Rsit type, boolean reported, String why) {}
