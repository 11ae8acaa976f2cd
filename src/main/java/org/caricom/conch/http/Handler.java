package org.caricom.conch.http;

/// What answers a route: a straight line that runs on a virtual thread and may wait.
@FunctionalInterface
public interface Handler {
    /// Answers one request.
    ///
    /// @throws Problem where the request cannot be served; the door turns it into its error body
    Answer handle(Exchange exchange) throws Problem;
}
