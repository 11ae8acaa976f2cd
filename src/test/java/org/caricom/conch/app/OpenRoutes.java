package org.caricom.conch.app;

import java.util.List;

/// The routes that need no role: whoever opens one more says so here, where it is seen.
final class OpenRoutes {
    static final List<String> NAMES =
            List.of("GET /problems/:slug", "GET /health/live", "GET /health/ready", "GET /metrics");

    private OpenRoutes() {}
}
