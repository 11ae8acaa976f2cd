package org.caricom.conch.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The name of one filing. Random, so that it tells nothing about how many others there are.
public record ReportId(UUID value) {
    /// Reads the canonical text form, in which alone an id is written; null when it is not that.
    public static @Nullable ReportId parse(String text) {
        try {
            UUID value = UUID.fromString(text);
            return value.toString().equals(text) ? new ReportId(value) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
