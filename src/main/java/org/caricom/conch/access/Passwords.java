package org.caricom.conch.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Password hashes: Argon2id (RFC 9106), with the parameters in the hash, so that they can grow.
///
/// The text is the usual one, `$argon2id$v=19$m=47104,t=1,p=1$salt$hash`. Hashing takes a tenth of a second of
/// processor and 46 MiB on purpose.
final class Passwords {
    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})\\$([^$]+)\\$([^$]+)");
    private static final Parameters CURRENT = new Parameters(46 * 1024, 1, 1);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What an unknown user's password is compared with: no password has this hash but by chance, and it takes as
    /// long as any.
    private static final String NOBODYS = text(CURRENT, new byte[SALT_BYTES], new byte[HASH_BYTES]);

    private record Parameters(int kibibytes, int passes, int lanes) {}

    private Passwords() {}

    static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return text(CURRENT, salt, compute(CURRENT, salt, password, HASH_BYTES));
    }

    static boolean matches(String password, String hash) {
        Matcher parts = parts(hash);
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(expected, compute(parameters(parts), salt, password, expected.length));
    }

    /// Takes as long as [#matches] and never does.
    static void matchNobody(String password) {
        var _ = matches(password, NOBODYS);
    }

    /// Whether the hash was made with parameters of an earlier time.
    static boolean isDated(String hash) {
        return !parameters(parts(hash)).equals(CURRENT);
    }

    private static byte[] compute(Parameters parameters, byte[] salt, String password, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(parameters.kibibytes)
                .withIterations(parameters.passes)
                .withParallelism(parameters.lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        // One form for what looks the same, whatever the keyboard sent (RFC 8265 §4.2).
        String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(normal.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static Matcher parts(String hash) {
        Matcher parts = FORM.matcher(hash);
        if (!parts.matches()) {
            throw new IllegalStateException("a stored password hash cannot be read");
        }
        return parts;
    }

    private static Parameters parameters(Matcher parts) {
        return new Parameters(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    private static String text(Parameters parameters, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + parameters.kibibytes + ",t=" + parameters.passes + ",p=" + parameters.lanes + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
