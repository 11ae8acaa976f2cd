package org.caricom.conch.intake;

import java.nio.charset.StandardCharsets;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;

/// Reads and writes a column of one row as bytes, whatever the table says about changes.
final class ByteColumns {
    private ByteColumns() {}

    static byte[] read(Transaction tx, String table, String column, String where, boolean text) {
        String value = text ? "convert_to(" + column + ", 'UTF8')" : column;
        return Rows.only(
                tx.query("select " + value + " as bytes from " + table + " where " + where),
                row -> Rows.bytes(row, "bytes"));
    }

    static void write(Transaction tx, String table, String column, String where, boolean text, byte[] bytes) {
        String update = "update " + table + " set " + column + " = $1 where " + where;
        int rows =
                text ? tx.update(update, new String(bytes, StandardCharsets.UTF_8)) : tx.update(update, (Object) bytes);
        if (rows != 1) {
            throw new IllegalStateException(rows + " rows were changed");
        }
    }
}
