package org.caricom.conch.access;

import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// Who may see or do what, CONTRACT.md section 3: the one answer that every door and feature asks for.
///
/// What a caller may not read is hidden from them: it answers as if it did not exist.
public final class Rights {
    private Rights() {}

    /// Reports of `owner`: their facts, bytes and receipts.
    public static boolean mayReadReports(Caller caller, MemberCode owner) {
        return switch (caller.role()) {
            case ANALYST -> owner.equals(caller.member());
            case COORDINATOR, AUDITOR -> true;
            case PARTNER, ADMIN -> false;
        };
    }

    /// Cases of `owner`: whoever reads its reports.
    public static boolean mayReadCase(Caller caller, MemberCode owner) {
        return mayReadReports(caller, owner);
    }

    /// Whether there is a queue of cases for this caller at all.
    public static boolean mayReadAnyCase(Caller caller) {
        return switch (caller.role()) {
            case ANALYST, COORDINATOR, AUDITOR -> true;
            case PARTNER, ADMIN -> false;
        };
    }

    /// Comment on, assign, classify and move on a case of `owner`.
    public static boolean mayChangeCase(Caller caller, MemberCode owner) {
        return switch (caller.role()) {
            case ANALYST -> owner.equals(caller.member());
            case COORDINATOR -> true;
            case AUDITOR, PARTNER, ADMIN -> false;
        };
    }

    /// Decide what of a case leaves, to whom.
    public static boolean mayDecideReleases(Caller caller) {
        return caller.role() == Role.COORDINATOR;
    }

    /// See what a release of a case of `owner` would hold, and what it held.
    public static boolean mayReadReleases(Caller caller, MemberCode owner) {
        return mayReadCase(caller, owner);
    }

    /// Read what was released up to `marking`. What is narrower than AMBER is never published.
    public static boolean mayReadCollection(Caller caller, Tlp marking) {
        Tlp limit = feedLimit(caller);
        return limit != null && marking.isAtMost(limit);
    }

    /// The narrowest marking of released objects that the caller may hold; null when they may hold none.
    public static @Nullable Tlp feedLimit(Caller caller) {
        return switch (caller.role()) {
            case PARTNER -> Tlp.GREEN;
            case ANALYST, COORDINATOR, AUDITOR -> Tlp.AMBER;
            case ADMIN -> null;
        };
    }

    /// Read and write the TAXII inbox of `owner`: what is posted there is that member's report.
    public static boolean mayUseInbox(Caller caller, MemberCode owner) {
        return caller.role() == Role.ANALYST && owner.equals(caller.member());
    }

    /// Say that a released indicator was seen elsewhere too.
    public static boolean mayReportSightings(Caller caller) {
        return switch (caller.role()) {
            case ANALYST, COORDINATOR, PARTNER -> true;
            case AUDITOR, ADMIN -> false;
        };
    }

    /// Read the action plans and what they count.
    public static boolean mayReadPlans(Caller caller) {
        return mayReadAnyCase(caller);
    }

    /// Edit actions of the plans and their evidence.
    public static boolean mayChangePlans(Caller caller) {
        return caller.role() == Role.COORDINATOR;
    }

    /// Read the audit log's entries and proofs.
    public static boolean mayReadAuditLog(Caller caller) {
        return switch (caller.role()) {
            case COORDINATOR, AUDITOR -> true;
            case ANALYST, PARTNER, ADMIN -> false;
        };
    }

    /// Add, suspend and change members, keys, tokens, logins and settings.
    public static boolean mayManageMembers(Caller caller) {
        return caller.role() == Role.ADMIN;
    }

    /// Read the directory of keys: whose they are, how long they are valid, how they stand.
    public static boolean mayReadKeys(Caller caller) {
        return switch (caller.role()) {
            case ANALYST, COORDINATOR, AUDITOR, ADMIN -> true;
            case PARTNER -> false;
        };
    }

    /// See keys of `owner` that wait for a second person, and who handed in and approved its keys.
    public static boolean mayReadWaitingKeys(Caller caller, MemberCode owner) {
        return mayReadEveryWaitingKey(caller) || owner.equals(caller.member());
    }

    static boolean mayReadEveryWaitingKey(Caller caller) {
        return switch (caller.role()) {
            case AUDITOR, ADMIN -> true;
            case ANALYST, COORDINATOR, PARTNER -> false;
        };
    }

    /// Add, suspend and revoke keys of `owner`: a member stops its own stolen key without waiting for anybody.
    public static boolean mayManageKeys(Caller caller, MemberCode owner) {
        return switch (caller.role()) {
            case ADMIN -> true;
            case ANALYST -> owner.equals(caller.member());
            case COORDINATOR, AUDITOR, PARTNER -> false;
        };
    }

    /// Let a waiting key be used, or a suspended one again.
    public static boolean mayApproveKeys(Caller caller) {
        return mayManageMembers(caller);
    }

    /// See which reports a key of `owner` signed: their ids, times and states, no more.
    public static boolean mayReadWhatAKeySigned(Caller caller, MemberCode owner) {
        return mayReadReports(caller, owner) || mayManageKeys(caller, owner);
    }
}
