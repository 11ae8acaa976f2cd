package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caricom.conch.signature.Unreadable.Fault;

/// Splits bytes into OpenPGP packets, RFC 9580 §4.2: all of the bytes, in both formats of headers.
final class PgpPackets {
    private static final int FIRST_PART_AT_LEAST = 512;

    /// What may come in parts of unknown number, RFC 9580 §4.2.1.4: programs write it while they still read.
    private static final Set<Integer> IN_PARTS =
            Set.of(PgpPacket.COMPRESSED, PgpPacket.LITERAL, PgpPacket.ENCRYPTED, PgpPacket.ENCRYPTED_WITHOUT_INTEGRITY);

    private PgpPackets() {}

    /// @param most how many packets there may be
    static List<PgpPacket> read(byte[] bytes, int most) throws Breach {
        PgpFields fields = new PgpFields(bytes);
        List<PgpPacket> packets = new ArrayList<>();
        while (!fields.isAtEnd()) {
            if (packets.size() == most) {
                throw new Breach(Fault.PACKET, "there are more packets than a message has");
            }
            int header = fields.octet();
            if ((header & 0x80) == 0) {
                throw new Breach(Fault.PACKET, "what stands there is no packet");
            }
            packets.add((header & 0x40) == 0 ? old(header, fields) : current(header & 0x3f, fields));
        }
        return packets;
    }

    /// RFC 9580 §4.2.2.
    private static PgpPacket old(int header, PgpFields fields) throws Breach {
        int tag = (header >> 2) & 0x0f;
        int width = header & 3;
        if (width < 3) {
            return new PgpPacket(tag, fields.take(fields.number(1 << width)));
        }
        // Up to the end of everything: some programs write compressed data so. A packet of any other kind cannot be the
        // last of a signed message and of unknown length.
        if (tag != PgpPacket.COMPRESSED) {
            throw new Breach(Fault.PACKET, "only compressed data may leave out its length");
        }
        return new PgpPacket(tag, fields.rest());
    }

    /// RFC 9580 §4.2.1.
    private static PgpPacket current(int tag, PgpFields fields) throws Breach {
        int first = fields.octet();
        if (first < 224 || first == 255) {
            return new PgpPacket(tag, fields.take(length(first, fields)));
        }
        if (!IN_PARTS.contains(tag) || (1 << (first & 0x1f)) < FIRST_PART_AT_LEAST) {
            throw new Breach(Fault.PACKET, "only data may come in parts, of which the first has 512 octets or more");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (first >= 224 && first < 255) {
            whole.writeBytes(fields.take(1L << (first & 0x1f)));
            first = fields.octet();
        }
        whole.writeBytes(fields.take(length(first, fields)));
        return new PgpPacket(tag, whole.toByteArray());
    }

    /// A length of one, two or five octets; subpackets have the same.
    static long length(int first, PgpFields fields) throws Breach {
        if (first < 192) {
            return first;
        }
        return first == 255 ? fields.number(4) : (((long) first - 192) << 8) + fields.octet() + 192;
    }
}
