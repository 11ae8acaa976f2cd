package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.Role;
import org.jspecify.annotations.Nullable;

/// A collection made by hand for those it names, CONTRACT.md sections 2 and 4.
///
/// @param id          its TAXII identifier
/// @param title       for people
/// @param description null when there is none
/// @param grants      who may do what
public record MadeCollection(
        UUID id, String title, @Nullable String description, List<Grant> grants) {
    public MadeCollection {
        grants = List.copyOf(grants);
    }

    /// What somebody may do with a collection.
    ///
    /// @param who         a member's code, a role, or the name of a token or login
    /// @param visibleFrom only what was added later is read; null for all of the past
    public record Grant(
            String who,
            boolean mayRead,
            boolean mayWrite,
            @Nullable Instant visibleFrom) {
        public Grant {
            if (!mayRead && !mayWrite) {
                throw new IllegalArgumentException("a grant allows something");
            }
        }

        boolean isFor(Caller caller) {
            return isByName(caller) || caller.role().word().equals(who);
        }

        private boolean isForARole() {
            return Arrays.stream(Role.values()).anyMatch(role -> role.word().equals(who));
        }

        private boolean isForAMember() {
            return who.matches("[A-Z]{2}");
        }

        /// Whether the caller, or its member, was chosen, and not everybody of its role. A token that is called as a
        /// role or a member gets nothing by that: those words name the role and the member alone.
        boolean isByName(Caller caller) {
            if (isForAMember()) {
                return caller.member() != null && caller.member().value().equals(who);
            }
            return !isForARole() && caller.name().equals(who);
        }
    }

    /// Auditors read everything; administrators have no part in feeds.
    public boolean mayRead(Caller caller) {
        return switch (caller.role()) {
            case AUDITOR -> true;
            case ADMIN -> false;
            case ANALYST, COORDINATOR, PARTNER ->
                grants.stream().anyMatch(grant -> grant.mayRead() && grant.isFor(caller));
        };
    }

    public boolean mayWrite(Caller caller) {
        return switch (caller.role()) {
            case AUDITOR, ADMIN -> false;
            case ANALYST, COORDINATOR, PARTNER ->
                grants.stream().anyMatch(grant -> grant.mayWrite() && grant.isFor(caller));
        };
    }

    /// Whether it exists for the caller.
    public boolean isVisibleTo(Caller caller) {
        return mayRead(caller) || mayWrite(caller);
    }

    /// From when on the caller sees what is added: the earliest of its grants; null for all of the past.
    private @Nullable Instant visibleFrom(Caller caller) {
        if (caller.role() == Role.AUDITOR) {
            return null;
        }
        Instant from = Instant.MAX;
        for (Grant grant : grants) {
            if (grant.mayRead() && grant.isFor(caller)) {
                if (grant.visibleFrom() == null) {
                    return null;
                }
                from = grant.visibleFrom().isBefore(from) ? grant.visibleFrom() : from;
            }
        }
        return from;
    }

    /// What of it the caller may read.
    Sight sightOf(Caller caller) {
        return new Sight(rankFor(caller), visibleFrom(caller));
    }

    /// What of a collection somebody may read.
    ///
    /// @param rank what is marked at most so
    /// @param from what was added later; null for everything
    record Sight(int rank, @Nullable Instant from) {
        boolean isWhole() {
            return rank == Collection.AMBER.rank() && from == null;
        }
    }

    /// The narrowest marking that the caller reads here. AMBER is for the organisations that its writer has chosen: a
    /// partner that reads because all partners do gets no more of it than in the built-in collections.
    private int rankFor(Caller caller) {
        boolean onlyByRole = caller.role() == Role.PARTNER
                && grants.stream().noneMatch(grant -> grant.mayRead() && grant.isByName(caller));
        return (onlyByRole ? Collection.GREEN : Collection.AMBER).rank();
    }
}
