package org.caricom.conch.cases;

import java.time.Clock;
import java.util.Collection;
import org.caricom.conch.access.Caller;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Tlp;

/// What partners' feeds say, kept to be compared with cases. It stays the partners': shown with its source, to those
/// whom its marking allows, and never published.
public final class PartnerIndicators {
    private final PartnerIndicatorStore store = new PartnerIndicatorStore();
    private final Clock clock;

    public PartnerIndicators(Clock clock) {
        this.clock = clock;
    }

    /// Takes what a source says now in place of what it said of the same objects before. Taking the same again changes
    /// nothing, and an older version never replaces a newer one.
    ///
    /// @param source its name
    /// @param trust  0 to 100
    public void take(Transaction tx, String source, int trust, Collection<PartnerIndicator> indicators) {
        if (indicators.stream().anyMatch(indicator -> indicator.tlp() == Tlp.RED)) {
            throw new IllegalArgumentException("what is for single persons is not kept");
        }
        store.take(tx, source, trust, indicators, clock.instant());
    }

    /// Applies what the operator says of a source now to all that was taken from it. A marking only gets narrower: what
    /// is to be wider comes with the partner's next version.
    ///
    /// @param floor the widest marking that anything of it may have
    public void apply(Transaction tx, String source, int trust, Tlp floor) {
        store.apply(tx, source, trust, floor);
    }

    /// Forgets everything from sources that are not among these.
    public void keepOnly(Transaction tx, Collection<String> sources) {
        store.keepOnly(tx, sources);
    }

    /// The narrowest marking of partners' indicators that a caller may see. AMBER is for the organisation that got it,
    /// which is the exchange: its coordinators and auditors.
    static Tlp limit(Caller caller) {
        return caller.role() == Role.ANALYST ? Tlp.GREEN : Tlp.AMBER_STRICT;
    }
}
