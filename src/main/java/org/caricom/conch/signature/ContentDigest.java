package org.caricom.conch.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.caricom.conch.signature.StructuredFields.Item;
import org.caricom.conch.signature.StructuredFields.Octets;
import org.caricom.conch.signature.Unreadable.Fault;

/// The field `Content-Digest`, RFC 9530.
final class ContentDigest {
    private ContentDigest() {}

    /// Whether every strong digest that the field holds is the body's. Weak and unknown ones are passed over, §5.
    ///
    /// @throws Breach when it holds no strong one
    static boolean fits(String field, byte[] body) throws Breach {
        boolean strong = false;
        boolean fits = true;
        for (Map.Entry<String, StructuredFields.Member> entry :
                StructuredFields.dictionary(field).entrySet()) {
            String algorithm = switch (entry.getKey()) {
                case "sha-256" -> "SHA-256";
                case "sha-512" -> "SHA-512";
                default -> "";
            };
            if (algorithm.isEmpty()) {
                continue;
            }
            if (!(entry.getValue() instanceof Item(Octets digest, Map<String, Object> _))) {
                throw new Breach(Fault.DIGEST, "a digest is a byte sequence");
            }
            strong = true;
            fits &= MessageDigest.isEqual(digest.bytes(), digest(algorithm, body));
        }
        if (!strong) {
            throw new Breach(Fault.DIGEST, "Content-Digest holds neither sha-256 nor sha-512");
        }
        return fits;
    }

    private static byte[] digest(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }
}
