package org.caricom.conch.signature;

import java.util.Locale;

/// A message that is not accepted as a report of anyone, and why. What the sender is told of it is for the door to say:
/// reasons that are [Reason#unproven()] must look alike outside.
public record Refused(Reason reason) implements Proof, Verification {
    public enum Reason {
        /// No signature at all: `alg` is `none` or missing, or the signature is empty.
        UNSIGNED(true),
        /// No enrolled key has this name, or the message names none.
        UNKNOWN_KEY(true),
        /// The header brings its own key along.
        KEY_IN_HEADER(true),
        /// The header names another algorithm than the key's.
        WRONG_ALGORITHM(true),
        /// The key did not make this signature over these bytes.
        WRONG_SIGNATURE(true),
        /// Keys of several members signed one message.
        SEVERAL_MEMBERS(false),
        KEY_NOT_YET_VALID(false),
        KEY_EXPIRED(false),
        KEY_REVOKED(false),
        /// The key is not meant for signing.
        KEY_NOT_FOR_SIGNING(false),
        /// The certificate's own validity has ended.
        CERTIFICATE_EXPIRED(false),
        /// Whoever issued the certificate, or one above it, revoked it.
        CERTIFICATE_REVOKED(false),
        /// The certificate leads to no root that this hub trusts.
        NO_PATH(false),
        /// Nothing current tells whether the certificate is revoked, and this hub wants to know.
        REVOCATION_UNKNOWN(false),
        /// The certificate is not one for signing reports.
        CERTIFICATE_UNFIT(false),
        /// The key can make such signatures, but this hub takes none.
        SIGNATURE_SCHEME_NOT_ACCEPTED(false),
        /// `iat` is too old or lies in the future.
        IAT_OUTSIDE(false),
        /// `exp` has passed.
        EXPIRED(false),
        /// `aud` names others, but not this hub.
        WRONG_AUDIENCE(false),
        /// A parameter that this hub requires by setting is missing.
        PARAMETER_MISSING(false);

        private final boolean unproven;

        Reason(boolean unproven) {
            this.unproven = unproven;
        }

        /// Whether nothing is known of who sent this.
        public boolean unproven() {
            return unproven;
        }

        /// The stable slug: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
