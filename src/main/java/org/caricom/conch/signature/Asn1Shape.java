package org.caricom.conch.signature;

import org.caricom.conch.signature.Unreadable.Fault;

/// Walks over BER without building anything, X.690 §8.1: one element that fills the bytes, no deeper and with no more
/// parts than a message has. What passes is safe to hand to a parser that builds.
final class Asn1Shape {
    private static final int DEPTH_AT_MOST = 40;
    private static final int ELEMENTS_AT_MOST = 200_000;
    private static final int INDEFINITE = -1;

    private final byte[] bytes;
    private int at;
    private int elements;

    private Asn1Shape(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws Breach when the bytes are anything but one element of reasonable shape
    static void check(byte[] bytes) throws Breach {
        Asn1Shape shape = new Asn1Shape(bytes);
        shape.element(bytes.length, 0);
        if (shape.at != bytes.length) {
            throw breach("there is something behind the message");
        }
    }

    private void element(int end, int depth) throws Breach {
        if (depth > DEPTH_AT_MOST || ++elements > ELEMENTS_AT_MOST) {
            throw breach("the message has too many or too deeply nested parts");
        }
        int tag = octet(end);
        if ((tag & 0x1f) == 0x1f) {
            throw breach("the message has a tag that none has");
        }
        boolean constructed = (tag & 0x20) != 0;
        int length = length(end);
        if (length == INDEFINITE) {
            if (!constructed) {
                throw breach("a part has no length");
            }
            while (!endOfContents(end)) {
                element(end, depth + 1);
            }
            return;
        }
        if (length > end - at) {
            throw breach("a part is longer than the message");
        }
        int close = at + length;
        if (constructed) {
            while (at < close) {
                element(close, depth + 1);
            }
        }
        at = close;
    }

    private boolean endOfContents(int end) throws Breach {
        if (end - at < 2) {
            throw breach("the message ends too early");
        }
        if (bytes[at] != 0 || bytes[at + 1] != 0) {
            return false;
        }
        at += 2;
        return true;
    }

    private int length(int end) throws Breach {
        int first = octet(end);
        if (first < 0x80) {
            return first;
        }
        if (first == 0x80) {
            return INDEFINITE;
        }
        if (first > 0x84) {
            throw breach("a part is longer than the message");
        }
        long length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | octet(end);
        }
        if (length > bytes.length) {
            throw breach("a part is longer than the message");
        }
        return (int) length;
    }

    private int octet(int end) throws Breach {
        if (at >= end) {
            throw breach("the message ends too early");
        }
        return bytes[at++] & 0xff;
    }

    private static Breach breach(String detail) {
        return new Breach(Fault.CMS, detail);
    }
}
