package org.caricom.conch.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.caricom.conch.signature.Unreadable.Fault;

/// base64url as RFC 7515 §2 has it: no padding, no white space, and spare bits zero, so that there is one way only to
/// write a value and nobody can change a message without changing what it says.
final class Base64Url {
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    static byte[] decode(byte[] ascii, String what) throws Breach {
        byte[] decoded;
        try {
            decoded = DECODER.decode(ascii);
        } catch (IllegalArgumentException _) {
            throw new Breach(Fault.BASE64URL, what + " is not base64url without padding");
        }
        if (!Arrays.equals(ENCODER.encode(decoded), ascii)) {
            throw new Breach(Fault.BASE64URL, what + " has padding or spare bits in its base64url");
        }
        return decoded;
    }

    static byte[] decode(String text, String what) throws Breach {
        return decode(text.getBytes(StandardCharsets.UTF_8), what);
    }

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
