package org.caricom.conch.http;

import java.time.Clock;

/// What all doors of one hub share.
///
/// @param publicUrl scheme, host and port as callers write them, without a slash at the end
/// @param bodyLimit bytes a body may have where the route sets no limit of its own
/// @param watch     is told of every finished request
public record HttpManners(String publicUrl, Cursors cursors, Clock clock, int bodyLimit, Watch watch) {
    /// A megabyte holds every form and every command of ours; filings have a limit of their own.
    public static final int USUAL_BODY_LIMIT = 1 << 20;

    /// Is told of every finished request, with the route's pattern in place of the path: it names nobody.
    @FunctionalInterface
    public interface Watch {
        void finished(String method, String pattern, int status, long nanoseconds);
    }
}
