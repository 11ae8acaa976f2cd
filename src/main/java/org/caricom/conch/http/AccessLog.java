package org.caricom.conch.http;

import org.caricom.conch.access.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line for each request: never a query, since it may hold what was searched for, and never a name.
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("conch.access");

    private AccessLog() {}

    static void write(Exchange exchange, String pattern, int status, long nanoseconds) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        Caller caller = exchange.callerOrNull();
        LOG.atInfo()
                .addKeyValue("request", exchange.requestId())
                .addKeyValue("method", exchange.method())
                .addKeyValue("route", pattern)
                .addKeyValue("status", status)
                .addKeyValue("milliseconds", nanoseconds / 1_000_000)
                .addKeyValue("role", caller == null ? "-" : caller.role().word())
                .log("served");
    }
}
