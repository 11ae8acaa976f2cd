package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.http.Problem;
import org.caricom.conch.sharing.PublicationQuery;

/// A collection that is one caller's to read and to write.
public interface OwnCollection {
    UUID id();

    String alias();

    String title();

    String description();

    /// What it holds, in the order it was added, up to the query's limit.
    List<TaxiiItem> items(PublicationQuery query);

    /// Takes an envelope in; gives the status resource (TAXII 2.1 §4.3).
    ObjectNode post(byte[] envelope) throws Problem;
}
