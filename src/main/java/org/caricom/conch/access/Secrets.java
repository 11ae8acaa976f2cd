package org.caricom.conch.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.caricom.conch.domain.Sha256;

/// Random values that open something, and what is kept of them.
///
/// They have 256 bits, so a plain SHA-256 of them cannot be turned back and needs no salt, and looking one up
/// by its digest tells nothing by the time it takes.
final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /// 43 characters of base64url.
    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Sha256 digest(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }
}
