package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// The directory of signing keys.
///
/// @param next   the address of further ones; null when there are none
/// @param mayAdd whether the reader may hand a key in
public record KeysPage(List<Row> rows, @Nullable String next, boolean mayAdd) {
    public KeysPage {
        rows = List.copyOf(rows);
    }

    /// One key.
    ///
    /// @param validity until when it is valid, in words
    /// @param state    how it stands, in words
    /// @param warning  whether that needs somebody's eye
    public record Row(
            String href,
            String kid,
            String algorithm,
            MemberCode member,
            String memberName,
            String validity,
            String state,
            boolean warning) {}
}
