package org.caricom.conch.db;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns plain Java values into statement parameters.
///
/// `Instant` becomes `timestamptz`, `byte[]` becomes `bytea`, and arrays of them their arrays, for `unnest`;
/// strings, numbers, booleans, UUIDs and their arrays go as they are. JSON goes as text with a cast in the
/// SQL: `$1::text::jsonb` (a bare `$1::jsonb` would take the text for a JSON string).
public final class Args {
    private Args() {}

    /// The parameters `$1`, `$2`, … in order.
    public static Tuple of(@Nullable Object... values) {
        Tuple tuple = Tuple.tuple();
        for (Object value : values) {
            tuple.addValue(convert(value));
        }
        return tuple;
    }

    private static @Nullable Object convert(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> time(instant);
            case byte[] bytes -> Buffer.buffer(bytes);
            case Instant[] instants -> {
                @Nullable OffsetDateTime[] times = new @Nullable OffsetDateTime[instants.length];
                for (int i = 0; i < times.length; i++) {
                    times[i] = instants[i] == null ? null : time(instants[i]);
                }
                yield times;
            }
            case byte[][] several -> {
                @Nullable Buffer[] buffers = new @Nullable Buffer[several.length];
                for (int i = 0; i < buffers.length; i++) {
                    buffers[i] = several[i] == null ? null : Buffer.buffer(several[i]);
                }
                yield buffers;
            }
            case Enum<?> _, List<?> _ ->
                throw new IllegalArgumentException("give a list as an array, and an enum's word instead of the enum");
            default -> value;
        };
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
