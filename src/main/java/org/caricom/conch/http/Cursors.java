package org.caricom.conch.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes and reads cursors: a place in a list, opaque and sealed with the hub's secret, so that no caller can write
/// one.
public final class Cursors {
    private static final int SEAL = 16;
    private static final char BETWEEN = '\u001f';
    private final SecretKeySpec key;

    /// With the hub's secret.
    ///
    /// @param secret at least 32 bytes, the same in every process of one hub
    public Cursors(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("the secret is too short");
        }
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /// A cursor that goes on after `position`.
    ///
    /// @param list     which list this is a place in; a cursor of one list opens no other
    /// @param position the sort keys of the last item shown
    public String seal(String list, List<String> position) {
        byte[] content = String.join(String.valueOf(BETWEEN), position).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(mac(list, content), SEAL + content.length);
        System.arraycopy(content, 0, all, SEAL, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// The position that a cursor holds.
    ///
    /// @throws Problem when we did not make this cursor, or made it for another list
    public List<String> open(String list, String cursor) throws Problem {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException _) {
            throw unknown();
        }
        if (all.length < SEAL) {
            throw unknown();
        }
        byte[] content = Arrays.copyOfRange(all, SEAL, all.length);
        if (!MessageDigest.isEqual(mac(list, content), Arrays.copyOf(all, SEAL))) {
            throw unknown();
        }
        return List.of(new String(content, StandardCharsets.UTF_8).split(String.valueOf(BETWEEN), -1));
    }

    private static Problem unknown() {
        return Problem.badRequest("This cursor is not one of this list; begin again without it.");
    }

    private byte[] mac(String list, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(content), SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing", e);
        }
    }
}
