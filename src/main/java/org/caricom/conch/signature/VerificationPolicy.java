package org.caricom.conch.signature;

import java.time.Duration;
import java.util.Set;

/// What a hub asks of a message beyond its signature.
///
/// @param ahead     how far `iat` may lie in the future
/// @param age       how old `iat` may be: reports are written offline and sent days later
/// @param audiences what `aud` may name; a slash at the end makes no difference
/// @param required  header parameters that must be there; others are checked when they are
public record VerificationPolicy(Duration ahead, Duration age, Set<String> audiences, Set<Parameter> required) {
    /// What a hub may require a message to say: parameters of a JWS header, and what comes near them elsewhere.
    public enum Parameter {
        TYP,
        CTY,
        IAT,
        EXP,
        JTI,
        AUD,
        /// The signer's certificate under the signature, RFC 5035; CMS alone has it.
        SIGNING_CERTIFICATE
    }

    public VerificationPolicy {
        audiences = Set.copyOf(audiences);
        required = Set.copyOf(required);
    }

    /// What holds unless settings say otherwise.
    ///
    /// @param publicUrl by which the world knows this hub
    public static VerificationPolicy standard(String publicUrl) {
        return new VerificationPolicy(Duration.ofMinutes(5), Duration.ofDays(30), Set.of(publicUrl), Set.of());
    }

    boolean isAudience(String name) {
        return audiences.stream().anyMatch(ours -> withoutSlash(ours).equals(withoutSlash(name)));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
