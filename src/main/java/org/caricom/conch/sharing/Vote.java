package org.caricom.conch.sharing;

import java.time.Instant;
import org.caricom.conch.domain.MemberCode;

/// A member's word that an indicator finds what is harmless; for coordinators and auditors, and the member itself.
public record Vote(MemberCode member, String reason, String by, Instant at) {}
