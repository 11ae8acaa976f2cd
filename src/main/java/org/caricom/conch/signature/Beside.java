package org.caricom.conch.signature;

import java.util.List;

/// A signature that does not stand in the body it covers, as it came with it.
public sealed interface Beside extends Evidence {
    /// Compact JWS without their payload, which is the body: RFC 7515 appendix F.
    record Detached(List<String> signatures) implements Beside {
        public Detached {
            signatures = List.copyOf(signatures);
        }
    }

    /// The request around the body, whose own header fields sign it and it: RFC 9421.
    ///
    /// @param method    as sent
    /// @param targetUri as the caller knows it: from the hub's public URL, not from what a proxy says
    /// @param fields    header fields in their order; kept are those that the signatures cover, and the signatures
    record Request(String method, String targetUri, List<Field> fields) implements Beside {
        public Request {
            fields = List.copyOf(fields);
        }
    }

    /// One line of a header.
    ///
    /// @param name  in lower case
    /// @param value without white space around it
    record Field(String name, String value) {}
}
