package org.caricom.conch.signature;

/// Whether a message is accepted from a member.
public sealed interface Verification permits Verified, Refused {}
