package org.caricom.conch.http;

import io.vertx.core.MultiMap;

/// What every answer says to a browser. No door can forget it.
final class SecurityHeaders {
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
                    + " object-src 'none'";
    private static final String OTHER_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private SecurityHeaders() {}

    static void add(MultiMap headers, boolean page, boolean encrypted) {
        String policy = page ? PAGE_POLICY : OTHER_POLICY;
        headers.set("Content-Security-Policy", page && encrypted ? policy + "; upgrade-insecure-requests" : policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Embedder-Policy", "require-corp");
        headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
        if (encrypted) {
            headers.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
    }
}
