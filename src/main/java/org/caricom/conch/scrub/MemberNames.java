package org.caricom.conch.scrub;

import java.util.List;
import org.caricom.conch.domain.MemberCode;

/// Every word by which the reporting member could be recognised.
///
/// @param code  its ISO code, which is also its country's top-level domain
/// @param names its name, other codes and aliases, and its CERT's names
public record MemberNames(MemberCode code, List<String> names) {
    public MemberNames {
        names = List.copyOf(names);
    }
}
