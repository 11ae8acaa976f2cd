package org.caricom.conch.signature;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.crypto.impl.AESKW;
import com.nimbusds.jose.crypto.impl.ConcatKDF;
import com.nimbusds.jose.crypto.impl.ContentCryptoProvider;
import com.nimbusds.jose.crypto.impl.ECDH;
import com.nimbusds.jose.jca.JWEJCAContext;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Decrypts one message with the hub's keys, RFC 7516 §5.2.
///
/// Where a content key cannot be unwrapped, a random one takes its place and the rest goes on as ever (RFC 7516 §11.5):
/// neither an answer nor a stopwatch tells a broken padding from a broken seal.
final class JweMath {
    /// How many of our keys are tried for a message that names none.
    private static final int KEYS = 4;

    private static final int GCM_IV = 12;
    private static final int BLOCK = 16;

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private JweMath() {}

    /// The parts of a message, decoded.
    ///
    /// @param aad the additional authenticated data as they stand in the message, in ASCII
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Parts(byte[] encryptedKey, byte[] iv, byte[] ciphertext, byte[] tag, byte[] aad) {}

    /// What is inside; null when none of the keys opens it.
    static byte @Nullable [] decrypt(JweHeader header, Parts parts, Decryption decryption) {
        String algorithm = header.ephemeralKey() == null ? "RSA" : "EC";
        List<OwnKey> keys = decryption.keys().stream()
                .filter(key -> algorithm.equals(key.publicKey().getAlgorithm()))
                .filter(key -> header.kid() == null || header.kid().equals(key.keyId()))
                .limit(KEYS)
                .toList();
        for (OwnKey key : keys) {
            byte[] content = content(header, parts, contentKey(header, parts.encryptedKey(), key.privateKey()));
            if (content != null) {
                return content;
            }
        }
        return null;
    }

    private static SecretKey contentKey(JweHeader header, byte[] encryptedKey, PrivateKey own) {
        int length = header.enc().cekBitLength() / 8;
        byte[] random = new byte[length];
        new SecureRandom().nextBytes(random);
        SecretKey stand = new SecretKeySpec(random, "AES");
        try {
            SecretKey key = unwrapped(header, encryptedKey, own);
            return key != null && key.getEncoded().length == length ? key : stand;
        } catch (GeneralSecurityException | JOSEException _) {
            return stand;
        }
    }

    private static @Nullable SecretKey unwrapped(JweHeader header, byte[] encryptedKey, PrivateKey own)
            throws GeneralSecurityException, JOSEException {
        ECKey ephemeral = header.ephemeralKey();
        if (ephemeral == null) {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
            cipher.init(Cipher.DECRYPT_MODE, own, OAEP);
            return new SecretKeySpec(cipher.doFinal(encryptedKey), "AES");
        }
        SecretKey agreed = ECDH.deriveSharedKey(
                header.library(),
                ECDH.deriveSharedSecret(ephemeral.toECPublicKey(), own, null),
                new ConcatKDF("SHA-256"));
        if (header.alg().equals(JWEAlgorithm.ECDH_ES)) {
            // RFC 7516 §5.2 step 10: agreed directly, so there is nothing to unwrap.
            return encryptedKey.length == 0 ? agreed : null;
        }
        return AESKW.unwrapCEK(agreed, encryptedKey, null);
    }

    private static byte @Nullable [] content(JweHeader header, Parts parts, SecretKey key) {
        boolean gcm =
                header.enc().equals(EncryptionMethod.A128GCM) || header.enc().equals(EncryptionMethod.A256GCM);
        int tag = header.enc().equals(EncryptionMethod.A256CBC_HS512) ? 32 : BLOCK;
        if (parts.iv().length != (gcm ? GCM_IV : BLOCK) || parts.tag().length != tag) {
            return null;
        }
        try {
            return ContentCryptoProvider.decrypt(
                    header.library(),
                    parts.aad(),
                    null,
                    Base64URL.encode(parts.iv()),
                    Base64URL.encode(parts.ciphertext()),
                    Base64URL.encode(parts.tag()),
                    key,
                    new JWEJCAContext(),
                    0);
        } catch (JOSEException _) {
            return null;
        }
    }
}
