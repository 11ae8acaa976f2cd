package org.caricom.conch.signature;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.jspecify.annotations.Nullable;

/// The native ECDSA of Amazon Corretto Crypto Provider, about eight times as fast as the JDK's, where its library
/// loads.
/// It is handed to the calls that want it and never installed for the whole process.
final class FastProvider {
    private static final @Nullable Provider PROVIDER = load();

    private FastProvider() {}

    /// The provider; null means the JDK's own.
    static @Nullable Provider orNull() {
        return PROVIDER;
    }

    private static @Nullable Provider load() {
        try {
            Class<?> type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            if (!(type.getField("INSTANCE").get(null) instanceof Provider provider)) {
                return null;
            }
            return works(provider) ? provider : null;
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError _) {
            return null;
        }
    }

    private static boolean works(Provider provider) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        Signature signature = Signature.getInstance("SHA256withECDSA", provider);
        signature.initSign(pair.getPrivate());
        byte[] value = signature.sign();
        signature.initVerify(pair.getPublic());
        return signature.verify(value);
    }
}
