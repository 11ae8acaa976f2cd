package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// ASCII armour, RFC 9580 §6: one block and nothing beside it. Its checksum is not looked at, as §6.1 demands;
/// what it would find, the signature finds.
final class PgpArmour {
    static final String MESSAGE = "PGP MESSAGE";
    static final String SIGNATURE = "PGP SIGNATURE";
    static final String PUBLIC_KEY = "PGP PUBLIC KEY BLOCK";
    static final String PRIVATE_KEY = "PGP PRIVATE KEY BLOCK";

    private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z0-9-]{0,31}): ([\\x20-\\x7e]{0,200})");
    private static final Pattern DATA = Pattern.compile("[A-Za-z0-9+/]{1,76}={0,2}");
    private static final Pattern CHECKSUM = Pattern.compile("=[A-Za-z0-9+/]{4}");
    private static final int HEADERS = 16;

    private PgpArmour() {}

    /// Whether bytes begin as armour of this label does.
    static boolean isIn(byte[] bytes, String label) {
        byte[] begin = begin(label).getBytes(StandardCharsets.US_ASCII);
        return bytes.length >= begin.length && Arrays.equals(bytes, 0, begin.length, begin, 0, begin.length);
    }

    /// What is inside one block of this label.
    static byte[] read(byte[] bytes, String label) throws Breach {
        PgpLines lines = new PgpLines(bytes);
        if (!begin(label).equals(lines.text())) {
            throw new Breach(Fault.ARMOUR, "this does not begin with " + begin(label));
        }
        return afterBegin(lines, label);
    }

    /// The same when the first line is read already. Nothing may stand after the block.
    static byte[] afterBegin(PgpLines lines, String label) throws Breach {
        int headers = 0;
        for (String line = lines.text(); !"".equals(line); line = lines.text()) {
            header(line);
            if (++headers > HEADERS) {
                throw new Breach(Fault.ARMOUR, "there are too many armour headers");
            }
        }
        ByteArrayOutputStream base64 = new ByteArrayOutputStream();
        String line = lines.text();
        for (boolean padded = false; line != null && DATA.matcher(line).matches(); line = lines.text()) {
            if (padded) {
                throw new Breach(Fault.ARMOUR, "the armour goes on after its padding");
            }
            padded = line.endsWith("=");
            base64.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        }
        if (line != null && CHECKSUM.matcher(line).matches()) {
            line = lines.text();
        }
        if (!("-----END " + label + "-----").equals(line)) {
            throw new Breach(Fault.ARMOUR, "the armour's lines are no base64, or its end is missing");
        }
        for (line = lines.text(); line != null; line = lines.text()) {
            if (!line.isEmpty()) {
                throw new Breach(Fault.BESIDE, "something stands after the armour");
            }
        }
        return decode(base64.toByteArray());
    }

    /// RFC 9580 §6.2.2. They are not signed, so that none may matter: not even the character set.
    private static void header(@Nullable String line) throws Breach {
        Matcher header = HEADER.matcher(line == null ? "" : line);
        if (!header.matches()) {
            throw new Breach(Fault.ARMOUR, "an armour header is no name with a value, or no empty line ends them");
        }
        if (header.group(1).equalsIgnoreCase("Charset") && !header.group(2).equalsIgnoreCase("UTF-8")) {
            throw new Breach(Fault.ARMOUR, "text is UTF-8, and an armour header says otherwise");
        }
    }

    private static byte[] decode(byte[] base64) throws Breach {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new Breach(Fault.ARMOUR, "the armour is no base64");
        }
        // The decoder lets missing padding and spare bits pass; both can only be in the last four characters.
        byte[] tail = Base64.getEncoder()
                .encode(Arrays.copyOfRange(decoded, Math.max(0, (decoded.length - 1) / 3 * 3), decoded.length));
        if (base64.length % 4 != 0
                || !Arrays.equals(tail, Arrays.copyOfRange(base64, base64.length - tail.length, base64.length))) {
            throw new Breach(Fault.ARMOUR, "the armour's base64 has spare bits or lacks padding");
        }
        return decoded;
    }

    /// Armour around bytes, without headers and checksum.
    static String write(byte[] bytes, String label) {
        return begin(label) + "\n\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + label + "-----\n";
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }
}
