package org.caricom.conch.app;

import java.util.Set;

/// The routes that need no role: whoever opens one more says so here, where it is seen.
final class OpenRoutes {
    static final Set<String> NAMES = Set.of("""
                    GET /problems/:slug
                    GET /health/live
                    GET /health/ready
                    GET /metrics
                    GET /api/v1/openapi.json
                    GET /.well-known/api-catalog
                    GET /.well-known/jwks.json
                    GET /.well-known/conch-encryption.pem
                    GET /.well-known/conch-openpgp.asc
                    POST /api/v1/reports
                    GET /.well-known/conch-log-keys
                    GET /api/v1/audit/checkpoint
                    GET /api/v1/audit/consistency
                    GET /taxii2/
                    GET /taxii2
                    GET /static/:file
                    GET /sign-in
                    POST /sign-in
                    POST /sign-out
                    POST /language
                    """.strip().split("\n", -1));

    private OpenRoutes() {}
}
