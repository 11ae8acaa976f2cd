package org.caricom.conch.signature;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks again, years later and without a hub, who signed what was filed.
public final class SignatureCheck {
    private SignatureCheck() {}

    /// The names of the keys that made every signature of a filed message; null when some signature does not hold, or
    /// there is none. Whether the keys were good at the time is for their directory to say.
    ///
    /// @param filed       the bytes as filed
    /// @param contentType as filed
    /// @param evidence    what was kept beside them; null when nothing was
    /// @param keys        public keys that may have signed
    public static @Nullable List<String> signers(
            byte[] filed, String contentType, @Nullable Evidence evidence, Collection<EnrolledKey> keys) {
        Message message = switch (evidence) {
            case null -> new Message(filed, contentType, null);
            case Evidence.Decrypted(String type, byte[] inside) -> new Message(inside, type, null);
            case Evidence.Certificate _ -> null;
            case Beside beside -> new Message(filed, contentType, beside);
        };
        return message != null
                        && Envelopes.open(message, EnvelopeLimits.DEFAULT, Decryption.none())
                                instanceof Envelope envelope
                        && Verifier.prove(envelope, keys) instanceof Proven proven
                ? proven.signatures().stream()
                        .map(signature -> signature.key().kid())
                        .toList()
                : null;
    }
}
