package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.JWK;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.signature.PgpCertificate.Subkey;
import org.caricom.conch.signature.Refused.Reason;
import org.jspecify.annotations.Nullable;

/// An OpenPGP certificate, RFC 9580 §10.1: a primary key, and what it says under its own signature of itself
/// and its subkeys. Signatures by anybody else are left out when it is enrolled.
public final class OpenPgpKey implements KeyMaterial {
    private final PgpCertificate certificate;
    private final JWK primary;

    private OpenPgpKey(PgpCertificate certificate, JWK primary) {
        this.certificate = certificate;
        this.primary = primary;
    }

    /// Whether a file looks like an OpenPGP key, public or secret.
    public static boolean isIn(byte[] file) {
        return PgpArmour.isIn(file, PgpArmour.PUBLIC_KEY)
                || PgpArmour.isIn(file, PgpArmour.PRIVATE_KEY)
                || (file.length > 0 && (file[0] & 0x80) != 0);
    }

    /// Reads a public key as programs export it, binary or armoured, and keeps what its primary key vouches
    /// for.
    ///
    /// @throws KeyRefused when it is no such key, holds a secret, or can sign nothing here
    public static OpenPgpKey read(byte[] file) throws KeyRefused {
        PgpCertificate certificate;
        try {
            certificate = PgpCertificate.read(file).provenPart();
        } catch (Breach breach) {
            throw new KeyRefused("not a usable OpenPGP key: " + breach.getMessage());
        }
        JWK primary = certificate.primary().jwk();
        if (primary == null) {
            throw new KeyRefused("the primary key is none of RSA with 3072 to 8192 bits, P-256, P-384, Ed25519");
        }
        if (certificate.selfSignatures().isEmpty()) {
            throw new KeyRefused("the key does not vouch for itself by a signature with SHA-256 or better");
        }
        OpenPgpKey key = new OpenPgpKey(certificate, primary);
        if (key.signers().isEmpty()) {
            throw new KeyRefused("no part of this key may sign: it, or a subkey that confirms it, needs the flag");
        }
        return key;
    }

    /// Reads back what [#document()] gave, without asking again what was asked then.
    public static OpenPgpKey stored(byte[] document) {
        try {
            PgpCertificate certificate = PgpCertificate.read(document);
            JWK primary = certificate.primary().jwk();
            if (primary == null) {
                throw new IllegalStateException("a stored OpenPGP key cannot be used");
            }
            return new OpenPgpKey(certificate, primary);
        } catch (Breach breach) {
            throw new IllegalStateException("a stored OpenPGP key cannot be read", breach);
        }
    }

    /// The certificate as packets, for keeping.
    public byte[] document() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        certificate.writeTo(out);
        return out.toByteArray();
    }

    /// The same in armour, for people and programs.
    public String armoured() {
        return PgpArmour.write(document(), PgpArmour.PUBLIC_KEY);
    }

    /// The primary key alone.
    public JWK primary() {
        return primary;
    }

    /// This with all that `other` knows besides: nothing is ever taken away, a revocation least of all.
    ///
    /// @throws KeyRefused when it is another key
    public OpenPgpKey with(OpenPgpKey other) throws KeyRefused {
        if (!thumbprint().equals(other.thumbprint())) {
            throw new KeyRefused("this is another key: its primary fingerprint differs");
        }
        return new OpenPgpKey(certificate.with(other.certificate), primary);
    }

    /// Of the primary key; a subkey may have another.
    @Override
    public KeyAlgorithm algorithm() {
        KeyAlgorithm algorithm = KeyAlgorithm.of(primary);
        if (algorithm == null) {
            throw new IllegalStateException("reading has seen to that");
        }
        return algorithm == KeyAlgorithm.PS256 ? KeyAlgorithm.RSA_PKCS1 : algorithm;
    }

    /// The primary key's fingerprint in capitals, as people compare it.
    @Override
    public String thumbprint() {
        return certificate.primary().toString();
    }

    /// The fingerprints of the primary key and of all subkeys that were ever meant to sign.
    @Override
    public Set<KeyHandle> handles() {
        Set<KeyHandle> handles = new HashSet<>();
        handles.add(KeyHandle.fingerprint(certificate.primary().fingerprint()));
        for (PgpPublicKey signer : signers()) {
            handles.add(KeyHandle.fingerprint(signer.fingerprint()));
        }
        return handles;
    }

    /// When the primary key ends, by its newest signature on itself; null when it has no end.
    @Override
    public @Nullable Instant notAfter() {
        PgpSignature self = certificate.selfSignature(Instant.MAX);
        return self == null ? null : end(certificate.primary(), self);
    }

    /// When the primary key revoked itself; null when it did not.
    @Override
    public @Nullable Instant revokedAt() {
        return certificate.revocations().stream()
                .map(PgpSignature::createdAt)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /// The primary key or the subkey of this fingerprint; null when there is none that could sign.
    @Nullable PgpPublicKey component(byte[] fingerprint) {
        if (certificate.primary().isNamed(fingerprint)) {
            return certificate.primary();
        }
        return certificate.subkeys().stream()
                .map(Subkey::key)
                .filter(key -> key.isNamed(fingerprint) && key.jwk() != null)
                .findFirst()
                .orElse(null);
    }

    /// Why `component` cannot be what signs a report at `time`; null when it can.
    @Nullable Reason unfitAt(PgpPublicKey component, Instant time) {
        PgpPublicKey primary = certificate.primary();
        if (isRevoked(certificate.revocations(), time)) {
            return Reason.KEY_REVOKED;
        }
        PgpSignature self = certificate.selfSignature(time);
        if (self == null) {
            return Reason.KEY_EXPIRED;
        }
        Reason ofPrimary = outside(primary, self, time);
        if (ofPrimary != null || component.isNamed(primary.fingerprint())) {
            return ofPrimary != null ? ofPrimary : notForSigning(self);
        }
        Subkey subkey = certificate.subkeys().stream()
                .filter(one -> one.key().isNamed(component.fingerprint()))
                .findFirst()
                .orElseThrow();
        if (isRevoked(subkey.revocations(), time)) {
            return Reason.KEY_REVOKED;
        }
        PgpSignature binding = PgpCertificate.governing(subkey.bindings(), time);
        if (binding == null) {
            return Reason.KEY_EXPIRED;
        }
        Reason ofSubkey = outside(subkey.key(), binding, time);
        return ofSubkey != null ? ofSubkey : notForSigning(binding);
    }

    private List<PgpPublicKey> signers() {
        List<PgpPublicKey> signers = new ArrayList<>();
        PgpPublicKey primary = certificate.primary();
        if (certificate.selfSignatures().stream().anyMatch(PgpCertificate::isForSigning)) {
            signers.add(primary);
        }
        for (Subkey subkey : certificate.subkeys()) {
            if (subkey.key().jwk() != null && subkey.bindings().stream().anyMatch(PgpCertificate::isForSigning)) {
                signers.add(subkey.key());
            }
        }
        return signers;
    }

    private static boolean isRevoked(List<PgpSignature> revocations, Instant time) {
        return revocations.stream().anyMatch(one -> one.isHard() || !time.isBefore(one.createdAt()));
    }

    private static @Nullable Reason outside(PgpPublicKey key, PgpSignature self, Instant time) {
        if (time.isBefore(key.createdAt())) {
            return Reason.KEY_NOT_YET_VALID;
        }
        Instant end = end(key, self);
        return end != null && !time.isBefore(end) ? Reason.KEY_EXPIRED : null;
    }

    private static @Nullable Reason notForSigning(PgpSignature self) {
        return PgpCertificate.isForSigning(self) ? null : Reason.KEY_NOT_FOR_SIGNING;
    }

    /// RFC 9580 §5.2.3.13: counted from the key's creation.
    private static @Nullable Instant end(PgpPublicKey key, PgpSignature self) {
        Long seconds = PgpCertificate.keyLifetime(self);
        return seconds == null ? null : key.createdAt().plusSeconds(seconds);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenPgpKey key && Arrays.equals(document(), key.document());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(document());
    }

    @Override
    public String toString() {
        return "OpenPgpKey " + thumbprint();
    }
}
