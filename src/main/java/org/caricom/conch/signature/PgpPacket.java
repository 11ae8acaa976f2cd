package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;

/// One OpenPGP packet, RFC 9580 §4.2: its kind and its content, put together where it came in parts.
final class PgpPacket {
    static final int PUBLIC_KEY_SESSION_KEY = 1;
    static final int SIGNATURE = 2;
    static final int PASSPHRASE_SESSION_KEY = 3;
    static final int ONE_PASS_SIGNATURE = 4;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int SECRET_SUBKEY = 7;
    static final int COMPRESSED = 8;
    static final int ENCRYPTED_WITHOUT_INTEGRITY = 9;
    static final int MARKER = 10;
    static final int LITERAL = 11;
    static final int TRUST = 12;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;
    static final int USER_ATTRIBUTE = 17;
    static final int ENCRYPTED = 18;
    static final int PADDING = 21;

    private final int tag;
    private final byte[] body;

    /// @param body nobody changes it
    PgpPacket(int tag, byte[] body) {
        this.tag = tag;
        this.body = body;
    }

    int tag() {
        return tag;
    }

    byte[] body() {
        return body;
    }

    /// With a length of five octets, RFC 9580 §4.2.1.3.
    void writeTo(ByteArrayOutputStream out) {
        out.write(0xc0 | tag);
        out.write(0xff);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(body.length >>> shift);
        }
        out.writeBytes(body);
    }
}
