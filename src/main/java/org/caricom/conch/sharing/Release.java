package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.UUID;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// One decision to share.
///
/// @param id        of the decision
/// @param caseId    what it draws on
/// @param tlp       how widely
/// @param decidedBy who decided: a login's or token's name; `conch` for a rule that the member consented to
/// @param decidedAt when
/// @param reason    why, in the decider's words; null when not told
/// @param policyVersion of the scrub policy
/// @param objects   how many objects it made known or widened; those known before are not counted
public record Release(
        UUID id,
        CaseId caseId,
        Tlp tlp,
        String decidedBy,
        Instant decidedAt,
        @Nullable String reason,
        int policyVersion,
        int objects) {}
