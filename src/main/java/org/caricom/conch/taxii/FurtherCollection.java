package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.http.Problem;
import org.caricom.conch.sharing.PublicationQuery;
import org.caricom.conch.sharing.PublicationQuery.Versions;
import org.jspecify.annotations.Nullable;

/// A collection beyond the built-in ones, as it is for one caller. One that the caller may neither read nor write does
/// not exist for them.
public interface FurtherCollection {
    UUID id();

    /// Another name in URLs; null when it has none.
    @Nullable String alias();

    String title();

    @Nullable String description();

    boolean canRead();

    boolean canWrite();

    /// What it holds, in the order it was added, up to the query's limit.
    List<TaxiiItem> items(PublicationQuery query);

    /// Notes what was given out, for the log of pulls.
    void pulled(int count, @Nullable Instant first, @Nullable Instant last);

    /// Takes an envelope in; gives the status resource (TAXII 2.1 §4.3).
    ObjectNode post(byte[] envelope) throws Problem;

    /// Takes versions of an object away (TAXII 2.1 §5.7); false when there were none.
    boolean delete(String object, Versions versions) throws Problem;
}
