package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// The packets of an OpenPGP certificate, RFC 9580 §10.1, in their places. After [#provenPart()] every
/// signature in it is one that the primary key made.
///
/// @param primary        the primary key
/// @param direct         signatures of type 0x1F
/// @param revocations    of the primary key
/// @param userIds        with what is signed about them
/// @param subkeys        with what is signed about them
record PgpCertificate(
        PgpPublicKey primary,
        List<PgpSignature> direct,
        List<PgpSignature> revocations,
        List<UserId> userIds,
        List<Subkey> subkeys) {
    private static final int FILE_BYTES = 512 * 1024;
    private static final int PACKETS = 1000;
    private static final int SIGNING = 0x02;

    /// @param packet         the name
    /// @param certifications of types 0x10 to 0x13
    record UserId(PgpPacket packet, List<PgpSignature> certifications, List<PgpSignature> revocations) {}

    record Subkey(PgpPublicKey key, List<PgpSignature> bindings, List<PgpSignature> revocations) {}

    /// Reads a certificate, binary or armoured. Signatures that cannot be read are left out: anybody can attach
    /// some.
    static PgpCertificate read(byte[] file) throws Breach {
        if (file.length > FILE_BYTES) {
            throw new Breach(Fault.SIZE, "the file is too large for a key");
        }
        if (PgpArmour.isIn(file, PgpArmour.PRIVATE_KEY)) {
            throw secret();
        }
        boolean armoured = file.length > 0 && file[0] == '-';
        List<PgpPacket> packets =
                PgpPackets.read(armoured ? PgpArmour.read(file, PgpArmour.PUBLIC_KEY) : file, PACKETS);
        if (packets.stream()
                .anyMatch(one -> one.tag() == PgpPacket.SECRET_KEY || one.tag() == PgpPacket.SECRET_SUBKEY)) {
            throw secret();
        }
        if (packets.isEmpty() || packets.getFirst().tag() != PgpPacket.PUBLIC_KEY) {
            throw new Breach(Fault.PACKET, "it does not begin with a public key");
        }
        PgpCertificate certificate = new PgpCertificate(
                PgpPublicKey.read(packets.getFirst()),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        Place place = certificate::placeOnPrimary;
        for (PgpPacket packet : packets.subList(1, packets.size())) {
            switch (packet.tag()) {
                case PgpPacket.SIGNATURE -> place(packet, place);
                case PgpPacket.USER_ID -> place = certificate.newUserId(packet);
                case PgpPacket.PUBLIC_SUBKEY -> place = certificate.newSubkey(packet);
                // RFC 9580 §5.10 and §5.12: notes of other programs, and pictures.
                case PgpPacket.TRUST, PgpPacket.MARKER, PgpPacket.PADDING -> {}
                case PgpPacket.USER_ATTRIBUTE -> place = _ -> {};
                case PgpPacket.PUBLIC_KEY -> throw new Breach(Fault.PACKET, "one file holds one key");
                default -> throw new Breach(Fault.PACKET, "something in it has no place in a key");
            }
        }
        return certificate;
    }

    /// The same without what the primary key did not sign, and without what is not vouched for then.
    PgpCertificate provenPart() {
        byte[] key = primary.hashed();
        List<UserId> names = new ArrayList<>();
        for (UserId name : userIds) {
            byte[] hashed = hashed(name.packet);
            UserId proven = new UserId(
                    name.packet, proven(name.certifications, key, hashed), proven(name.revocations, key, hashed));
            if (!proven.certifications.isEmpty()) {
                names.add(proven);
            }
        }
        List<Subkey> bound = new ArrayList<>();
        for (Subkey subkey : subkeys) {
            byte[] hashed = subkey.key.hashed();
            Subkey proven = new Subkey(
                    subkey.key,
                    proven(subkey.bindings, key, hashed).stream()
                            .filter(binding -> !isForSigning(binding) || isConfirmed(subkey.key, binding))
                            .toList(),
                    proven(subkey.revocations, key, hashed));
            if (!proven.bindings.isEmpty()) {
                bound.add(proven);
            }
        }
        return new PgpCertificate(
                primary, proven(direct, key), proven(revocations, key), List.copyOf(names), List.copyOf(bound));
    }

    /// Everything that either holds.
    PgpCertificate with(PgpCertificate other) {
        List<UserId> names = new ArrayList<>(userIds);
        for (UserId theirs : other.userIds) {
            names.replaceAll(ours -> same(ours.packet, theirs.packet)
                    ? new UserId(
                            ours.packet,
                            union(ours.certifications, theirs.certifications),
                            union(ours.revocations, theirs.revocations))
                    : ours);
            if (names.stream().noneMatch(ours -> same(ours.packet, theirs.packet))) {
                names.add(theirs);
            }
        }
        List<Subkey> keys = new ArrayList<>(subkeys);
        for (Subkey theirs : other.subkeys) {
            keys.replaceAll(ours -> same(ours.key.packet(), theirs.key.packet())
                    ? new Subkey(
                            ours.key,
                            union(ours.bindings, theirs.bindings),
                            union(ours.revocations, theirs.revocations))
                    : ours);
            if (keys.stream().noneMatch(ours -> same(ours.key.packet(), theirs.key.packet()))) {
                keys.add(theirs);
            }
        }
        return new PgpCertificate(
                primary, union(direct, other.direct), union(revocations, other.revocations), names, keys);
    }

    void writeTo(ByteArrayOutputStream out) {
        primary.packet().writeTo(out);
        revocations.forEach(one -> one.writeTo(out));
        direct.forEach(one -> one.writeTo(out));
        for (UserId name : userIds) {
            name.packet.writeTo(out);
            name.revocations.forEach(one -> one.writeTo(out));
            name.certifications.forEach(one -> one.writeTo(out));
        }
        for (Subkey subkey : subkeys) {
            subkey.key.packet().writeTo(out);
            subkey.revocations.forEach(one -> one.writeTo(out));
            subkey.bindings.forEach(one -> one.writeTo(out));
        }
    }

    /// What the key ever said of itself: in version 6 with signatures on the key alone (RFC 9580 §10.1.1),
    /// before that also with those on its names.
    List<PgpSignature> selfSignatures() {
        List<PgpSignature> all = new ArrayList<>(direct);
        if (primary.version() == 4) {
            userIds.forEach(name -> all.addAll(name.certifications));
        }
        return all;
    }

    /// What the key says of itself at `time`; null when that has ended.
    @Nullable PgpSignature selfSignature(Instant time) {
        List<PgpSignature> standing = new ArrayList<>(direct);
        if (primary.version() == 4) {
            for (UserId name : userIds) {
                for (PgpSignature certification : name.certifications) {
                    if (name.revocations.stream()
                            .noneMatch(revocation -> !revocation.createdAt().isBefore(certification.createdAt())
                                    && !time.isBefore(revocation.createdAt()))) {
                        standing.add(certification);
                    }
                }
            }
        }
        return governing(standing, time);
    }

    /// The newest of `signatures` that was there at `time`. Programs that change the end of a key replace the
    /// old signature, so that the oldest one speaks for the time before it as well.
    static @Nullable PgpSignature governing(List<PgpSignature> signatures, Instant time) {
        List<PgpSignature> standing = signatures.stream()
                .filter(one -> one.isGoodAt(time))
                .sorted(Comparator.comparing(PgpSignature::createdAt))
                .toList();
        PgpSignature governing = standing.isEmpty() ? null : standing.getFirst();
        for (PgpSignature one : standing) {
            if (!one.createdAt().isAfter(time)) {
                governing = one;
            }
        }
        return governing;
    }

    /// RFC 9580 §5.2.3.29. A key without flags is not guessed about.
    static boolean isForSigning(PgpSignature self) {
        Integer flags = self.covered().keyFlags();
        return flags != null && (flags & SIGNING) != 0;
    }

    /// In seconds after the key's creation; null when it has no end.
    static @Nullable Long keyLifetime(PgpSignature self) {
        try {
            return self.covered().secondsOf(PgpSubpackets.KEY_EXPIRES);
        } catch (Breach _) {
            throw new IllegalStateException("such a signature is not kept");
        }
    }

    private void placeOnPrimary(PgpSignature signature) {
        switch (signature.type()) {
            case PgpSignature.DIRECT_KEY -> direct.add(signature);
            case PgpSignature.KEY_REVOCATION -> revocations.add(signature);
            default -> {}
        }
    }

    private Place newUserId(PgpPacket packet) {
        UserId name = new UserId(packet, new ArrayList<>(), new ArrayList<>());
        userIds.add(name);
        return signature -> {
            if (signature.isCertification()) {
                name.certifications.add(signature);
            } else if (signature.type() == PgpSignature.CERTIFICATION_REVOCATION) {
                name.revocations.add(signature);
            }
        };
    }

    private Place newSubkey(PgpPacket packet) {
        Subkey subkey;
        try {
            subkey = new Subkey(PgpPublicKey.read(packet), new ArrayList<>(), new ArrayList<>());
        } catch (Breach _) {
            // A subkey of a kind not known here signs nothing here.
            return _ -> {};
        }
        if (subkey.key.version() == primary.version()) {
            subkeys.add(subkey);
        }
        return signature -> {
            switch (signature.type()) {
                case PgpSignature.SUBKEY_BINDING -> subkey.bindings.add(signature);
                case PgpSignature.SUBKEY_REVOCATION -> subkey.revocations.add(signature);
                default -> {}
            }
        };
    }

    private static void place(PgpPacket packet, Place place) {
        try {
            PgpSignature signature = PgpSignature.read(packet);
            // Read once more than needed, so that what is kept can be asked without fear.
            signature.covered().secondsOf(PgpSubpackets.KEY_EXPIRES);
            place.take(signature);
        } catch (Breach _) {
            // Of another version, or of someone whose program writes it differently.
        }
    }

    /// Where signatures go that come next.
    private interface Place {
        void take(PgpSignature signature);
    }

    /// Those that the primary key made over itself and `about`. A revocation holds whatever else it says.
    private List<PgpSignature> proven(List<PgpSignature> signatures, byte[]... about) {
        return signatures.stream()
                .filter(one -> one.isRevocation() || !one.asksMoreThanIsUnderstood())
                .filter(one -> PgpMath.holds(primary, one, about))
                .toList();
    }

    /// Whether the subkey agrees, RFC 9580 §5.2.1.9: else anybody could call another's key a subkey of his own.
    private boolean isConfirmed(PgpPublicKey subkey, PgpSignature binding) {
        return binding.embedded().stream()
                .limit(4)
                .anyMatch(one -> one.type() == PgpSignature.PRIMARY_BINDING
                        && !one.asksMoreThanIsUnderstood()
                        && one.isGoodAt(Instant.MAX)
                        && PgpMath.holds(subkey, one, primary.hashed(), subkey.hashed()));
    }

    /// RFC 9580 §5.2.4.
    private static byte[] hashed(PgpPacket userId) {
        byte[] body = userId.body();
        return ByteBuffer.allocate(body.length + 5)
                .put((byte) 0xb4)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static boolean same(PgpPacket one, PgpPacket other) {
        return Arrays.equals(one.body(), other.body());
    }

    private static List<PgpSignature> union(List<PgpSignature> ours, List<PgpSignature> theirs) {
        List<PgpSignature> all = new ArrayList<>(ours);
        for (PgpSignature one : theirs) {
            if (all.stream().noneMatch(known -> same(known.packet(), one.packet()))) {
                all.add(one);
            }
        }
        return List.copyOf(all);
    }

    private static Breach secret() {
        return new Breach(
                Fault.PACKET,
                "this holds a secret key: enrol the public part alone (gpg --export), and consider making a new key");
    }
}
