package org.caricom.conch.db;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads rows into records.
public final class Rows {
    private Rows() {}

    /// Every row, in the order they came.
    public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapper) {
        List<T> list = new ArrayList<>(rows.size());
        for (Row row : rows) {
            list.add(mapper.apply(row));
        }
        return List.copyOf(list);
    }

    /// The row, or null when there is none.
    ///
    /// @throws IllegalStateException when there are several
    public static <T> @Nullable T one(RowSet<Row> rows, Function<Row, T> mapper) {
        if (rows.size() > 1) {
            throw new IllegalStateException("one row was expected, not " + rows.size());
        }
        for (Row row : rows) {
            return mapper.apply(row);
        }
        return null;
    }

    /// The one row that must be there: `count(*)`, `insert … returning`.
    ///
    /// @throws IllegalStateException when there is none, or several
    public static <T> T only(RowSet<Row> rows, Function<Row, T> mapper) {
        T value = one(rows, mapper);
        if (value == null) {
            throw new IllegalStateException("one row was expected, not none");
        }
        return value;
    }

    /// A `timestamptz` column that is never null.
    public static Instant instant(Row row, String column) {
        return Objects.requireNonNull(row.getOffsetDateTime(column), column).toInstant();
    }

    /// A `timestamptz` column.
    public static @Nullable Instant instantOrNull(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /// A `bytea` column that is never null.
    public static byte[] bytes(Row row, String column) {
        return Objects.requireNonNull(row.getBuffer(column), column).getBytes();
    }

    /// A `bytea` column.
    public static byte @Nullable [] bytesOrNull(Row row, String column) {
        var buffer = row.getBuffer(column);
        return buffer == null ? null : buffer.getBytes();
    }

    /// A `text` column that is never null.
    public static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }

    /// A `text[]` column that is never null.
    public static List<String> texts(Row row, String column) {
        return List.of(Objects.requireNonNull(row.getArrayOfStrings(column), column));
    }
}
