package org.caricom.conch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Handing a key in: first the key, then the signature that proves it.
///
/// @param members to choose from; empty for whoever speaks for one
/// @param inUse   keys from which the new one may take over
/// @param line    what the key has to sign; null before that is known
/// @param takesOver whether the key that it takes over from has to sign the line as well
/// @param refusal why the last try was refused; null when it was not
public record NewKeyPage(
        List<Member> members,
        List<String> inUse,
        @Nullable String line,
        boolean takesOver,
        @Nullable String refusal) {
    public NewKeyPage {
        members = List.copyOf(members);
        inUse = List.copyOf(inUse);
    }

    /// A member to choose.
    public record Member(String code, String name) {}
}
