package org.caricom.conch.access;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;

/// The table `revocation_document`.
final class RevocationStore {
    private RevocationStore() {}

    /// What came from one source.
    ///
    /// @param list whether it is a revocation list, and not an OCSP answer
    @SuppressWarnings("ArrayRecordComponent") // never compared by its bytes
    record Document(boolean list, byte[] bytes) {}

    /// Keeps a document unless a newer one of the same source is there: nobody takes a revocation back by
    /// bringing an old list.
    ///
    /// @return whether it was kept
    static boolean keep(Transaction tx, String source, Document document, Instant producedAt, Instant now) {
        return tx.update("""
                        insert into revocation_document as kept (source, kind, document, produced_at, kept_at)
                        values ($1, $2, $3, $4, $5)
                            on conflict (source) do update
                           set document    = excluded.document,
                               produced_at = excluded.produced_at,
                               kept_at     = excluded.kept_at
                         where kept.produced_at <= excluded.produced_at
                        """, source, document.list() ? "crl" : "ocsp", document.bytes(), producedAt, now) == 1;
    }

    /// Whether this very document is what is there of its source.
    static boolean has(Transaction tx, String source, Document document) {
        return Rows.only(tx.query("""
                        select exists (select from revocation_document where source = $1 and document = $2) as found
                        """, source, document.bytes()), row -> row.getBoolean("found"));
    }

    static List<Document> all(Transaction tx) {
        return Rows.list(
                tx.query("select kind, document from revocation_document order by source"),
                row -> new Document(Rows.text(row, "kind").equals("crl"), Rows.bytes(row, "document")));
    }
}
