package org.caricom.conch.domain;

import org.jspecify.annotations.Nullable;

/// What the reporter says of the incident's effect, by the categories of CISA's NCISS; null is not answered.
/// The sector's category comes from [Facts#sector()].
public record Impact(
        @Nullable FunctionalImpact functional,
        @Nullable ObservedActivity activity,
        @Nullable ActivityLocation location,
        @Nullable Actor actor,
        @Nullable InformationImpact information,
        @Nullable Recoverability recoverability,
        @Nullable PotentialImpact potential) {
    public static final Impact UNSTATED = new Impact(null, null, null, null, null, null, null);
}
