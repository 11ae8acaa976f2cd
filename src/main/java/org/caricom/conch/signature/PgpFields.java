package org.caricom.conch.signature;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import org.caricom.conch.signature.Unreadable.Fault;

/// Reads the fields of an OpenPGP packet one after the other, RFC 9580 §3, and never beyond its end.
final class PgpFields {
    private static final int MPI_BITS = 16_384;

    private final byte[] bytes;
    private int at;

    PgpFields(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    int position() {
        return at;
    }

    int octet() throws Breach {
        need(1);
        return bytes[at++] & 0xff;
    }

    /// An unsigned number of one to four octets.
    long number(int octets) throws Breach {
        need(octets);
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = (number << 8) | (bytes[at++] & 0xff);
        }
        return number;
    }

    /// RFC 9580 §3.5.
    Instant time() throws Breach {
        return Instant.ofEpochSecond(number(4));
    }

    byte[] take(long octets) throws Breach {
        need(octets);
        byte[] taken = Arrays.copyOfRange(bytes, at, at + (int) octets);
        at += (int) octets;
        return taken;
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        at = bytes.length;
        return rest;
    }

    /// The octets of a multiprecision integer, RFC 9580 §3.2. Some programs count the bits of an opaque value
    /// by its octets, so the first of them may be small.
    byte[] mpiOctets() throws Breach {
        int bits = (int) number(2);
        if (bits > MPI_BITS) {
            throw new Breach(Fault.PACKET, "a number is too long");
        }
        byte[] octets = take((bits + 7) / 8);
        if (new BigInteger(1, octets).bitLength() > bits) {
            throw new Breach(Fault.PACKET, "a number is longer than it says");
        }
        return octets;
    }

    BigInteger mpi() throws Breach {
        return new BigInteger(1, mpiOctets());
    }

    void end() throws Breach {
        if (!isAtEnd()) {
            throw new Breach(Fault.PACKET, "a packet holds more than its fields");
        }
    }

    private void need(long octets) throws Breach {
        if (octets > bytes.length - at) {
            throw new Breach(Fault.PACKET, "a packet ends too early");
        }
    }
}
