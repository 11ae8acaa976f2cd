package org.caricom.conch.format;

import java.util.EnumMap;
import java.util.Map;
import org.caricom.conch.json.JsonLimits;

/// How much a payload may ask of its reader; a document beyond any of these is refused, while it is read.
public final class FormatLimits {
    /// Nothing set.
    public static final FormatLimits DEFAULT = new FormatLimits(Map.of());

    private final Map<FormatLimit, Integer> values = new EnumMap<>(FormatLimit.class);

    /// @param set what differs from [FormatLimit#usual()]
    /// @throws IllegalArgumentException for a value outside [FormatLimit#least()] to [FormatLimit#most()]
    public FormatLimits(Map<FormatLimit, Integer> set) {
        for (FormatLimit limit : FormatLimit.values()) {
            int value = set.getOrDefault(limit, limit.usual());
            if (value < limit.least() || value > limit.most()) {
                throw new IllegalArgumentException(limit + " is " + limit.least() + " to " + limit.most());
            }
            values.put(limit, value);
        }
    }

    /// The most there may be.
    public int of(FormatLimit limit) {
        return values.getOrDefault(limit, limit.usual());
    }

    JsonLimits json() {
        return new JsonLimits(
                of(FormatLimit.DEPTH),
                of(FormatLimit.TEXT),
                of(FormatLimit.NUMBER),
                of(FormatLimit.VALUES),
                of(FormatLimit.NAME));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FormatLimits limits && limits.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
