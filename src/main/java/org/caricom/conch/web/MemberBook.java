package org.caricom.conch.web;

import java.time.ZoneId;
import java.util.List;
import org.caricom.conch.domain.MemberCode;

/// What pages need to know of members: how they are called and which time they live by.
public interface MemberBook {
    /// The member's name; its code when there is no such member.
    String name(MemberCode code);

    /// Where its clocks tick; the seat of the exchange when there is no such member.
    ZoneId zone(MemberCode code);

    /// All members in the order of their codes, for choices.
    List<MemberCode> codes();
}
