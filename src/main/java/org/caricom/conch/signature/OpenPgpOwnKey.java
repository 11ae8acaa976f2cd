package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPairGeneratorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// One of the hub's own OpenPGP keys: members encrypt to its subkey. Version 4 on Curve25519, which every
/// program of the last ten years can encrypt to. It signs nothing but itself.
public final class OpenPgpOwnKey {
    private static final int VERSION = 4;

    private final PGPSecretKeyRing ring;

    private OpenPgpOwnKey(PGPSecretKeyRing ring) {
        this.ring = ring;
    }

    /// A new key.
    ///
    /// @param name what people see when they import it
    public static OpenPgpOwnKey generate(String name, Instant now) {
        try {
            var pairs = new BcPGPKeyPairGeneratorProvider().get(VERSION, Date.from(now));
            PGPKeyPair primary = pairs.generateLegacyEd25519KeyPair();
            PGPSignatureSubpacketGenerator ofPrimary = new PGPSignatureSubpacketGenerator();
            ofPrimary.setKeyFlags(true, KeyFlags.CERTIFY_OTHER);
            // What this hub reads: no other compression, and integrity protection of both versions.
            ofPrimary.setPreferredSymmetricAlgorithms(false, new int[] {
                SymmetricKeyAlgorithmTags.AES_256, SymmetricKeyAlgorithmTags.AES_192, SymmetricKeyAlgorithmTags.AES_128
            });
            ofPrimary.setPreferredHashAlgorithms(
                    false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA256});
            ofPrimary.setPreferredCompressionAlgorithms(false, new int[] {2, 1, 0});
            ofPrimary.setFeature(false, (byte) (Features.FEATURE_MODIFICATION_DETECTION | Features.FEATURE_SEIPD_V2));
            PGPSignatureSubpacketGenerator ofSubkey = new PGPSignatureSubpacketGenerator();
            ofSubkey.setKeyFlags(true, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE);
            PGPKeyRingGenerator generator = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    primary,
                    name,
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    ofPrimary.generate(),
                    null,
                    new BcPGPContentSignerBuilder(primary.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                    null);
            generator.addSubKey(pairs.generateLegacyX25519KeyPair(), ofSubkey.generate(), null);
            return new OpenPgpOwnKey(generator.generateSecretKeyRing());
        } catch (PGPException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    /// Reads [#stored()] back.
    public static OpenPgpOwnKey readBack(byte[] stored) {
        try {
            return new OpenPgpOwnKey(new PGPSecretKeyRing(stored, new BcKeyFingerprintCalculator()));
        } catch (IOException | PGPException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }

    /// Private part and all, for the database.
    public byte[] stored() {
        try {
            return ring.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("the key has no packets", e);
        }
    }

    /// The public part, armoured.
    public String published() {
        try {
            return PgpArmour.write(ring.toCertificate().getEncoded(), PgpArmour.PUBLIC_KEY);
        } catch (IOException e) {
            throw new IllegalStateException("the key has no packets", e);
        }
    }

    /// Of the primary key, in capitals.
    public String fingerprint() {
        return HexFormat.of().withUpperCase().formatHex(ring.getPublicKey().getFingerprint());
    }

    @Override
    public String toString() {
        return "OpenPgpOwnKey " + fingerprint();
    }

    /// What was encrypted, and to which of the hub's keys.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Decrypted(byte[] content, byte[] recipient) {}

    /// Decrypts a message, RFC 9580 §10.3: session keys, then the data, protected against changes and nothing
    /// after it.
    ///
    /// Everything that can go wrong with ciphertext is one and the same refusal: which of the steps failed is
    /// what somebody who probes for the content wants to learn (RFC 9580 §13.5). Nothing is given out before
    /// all of it is known to be unchanged.
    static Decrypted decrypt(List<PgpPacket> packets, List<OpenPgpOwnKey> ownKeys, EnvelopeLimits limits)
            throws Breach {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < packets.size(); i++) {
            PgpPacket packet = packets.get(i);
            boolean last = i == packets.size() - 1;
            boolean fits = last
                    ? packet.tag() == PgpPacket.ENCRYPTED
                    : packet.tag() == PgpPacket.PUBLIC_KEY_SESSION_KEY
                            || packet.tag() == PgpPacket.PASSPHRASE_SESSION_KEY;
            if (!fits) {
                throw new Breach(
                        Fault.FORM, "an encrypted message is: session keys, then data protected against changes");
            }
            packet.writeTo(bytes);
        }
        try {
            for (PGPEncryptedData one : new PGPEncryptedDataList(bytes.toByteArray())) {
                Decrypted decrypted =
                        one instanceof PGPPublicKeyEncryptedData toKey ? decrypt(toKey, ownKeys, limits) : null;
                if (decrypted != null) {
                    return decrypted;
                }
            }
        } catch (IOException | PGPException | RuntimeException _) {
            // Told below.
        }
        throw new Breach(Fault.ENCRYPTED, "this is not encrypted to a key of this hub, or was changed on its way");
    }

    private static @Nullable Decrypted decrypt(
            PGPPublicKeyEncryptedData data, List<OpenPgpOwnKey> ownKeys, EnvelopeLimits limits)
            throws IOException, PGPException {
        for (OpenPgpOwnKey own : ownKeys) {
            BcPublicKeyDataDecryptorFactory fitting = fitting(data, own);
            if (fitting == null) {
                continue;
            }
            byte[] content;
            try (InputStream in = data.getDataStream(fitting)) {
                content = in.readNBytes(limits.bytes() + 1);
            }
            if (content.length > limits.bytes() || !data.isIntegrityProtected() || !data.verify()) {
                return null;
            }
            return new Decrypted(content, own.ring.getPublicKey().getFingerprint());
        }
        return null;
    }

    /// The subkey of `own` that gets the session key out, if it is encrypted to one, by name or without saying
    /// to whom.
    private static @Nullable BcPublicKeyDataDecryptorFactory fitting(
            PGPPublicKeyEncryptedData data, OpenPgpOwnKey own) {
        for (PGPSecretKey key : own.ring) {
            KeyIdentifier named = data.getKeyIdentifier();
            if (!key.getPublicKey().isEncryptionKey()
                    || !(named.isWildcard() || named.matchesExplicit(key.getKeyIdentifier()))) {
                continue;
            }
            try {
                var factory = new BcPublicKeyDataDecryptorFactory(key.extractPrivateKey(null));
                if (data.getSessionKey(factory).getKey().length > 0) {
                    return factory;
                }
            } catch (PGPException | RuntimeException _) {
                // Another key may fit.
            }
        }
        return null;
    }
}
