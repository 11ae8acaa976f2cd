package org.caricom.conch.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.caricom.conch.signature.Unreadable.Fault;

/// A clear-signed message, RFC 9580 §7: one document that people can read, and its signatures below.
///
/// What is signed, and what is parsed, is the text with dashes unescaped, white space cut from the end of each
/// line, CRLF between the lines and no line end after the last one (§7.2). It is nothing else than these bytes:
/// the text as it stood in the message is never looked at again.
final class PgpCleartext {
    static final String LABEL = "PGP SIGNED MESSAGE";

    private static final Pattern HASH = Pattern.compile("Hash: [A-Za-z0-9-]{1,20}(, ?[A-Za-z0-9-]{1,20}){0,7}");
    private static final int HASHES = 8;

    private PgpCleartext() {}

    static Pgp read(byte[] body, EnvelopeLimits limits) throws Breach {
        PgpLines lines = new PgpLines(body);
        lines.next();
        int headers = 0;
        for (String line = lines.text(); !"".equals(line); line = lines.text()) {
            // §7.1 allows no other header. This one says again what the signature says, and is not signed.
            if (line == null || ++headers > HASHES || !HASH.matcher(line).matches()) {
                throw new Breach(Fault.ARMOUR, "a clear-signed text has no headers but Hash, then an empty line");
            }
        }
        byte[] text = text(lines);
        List<PgpSignature> signatures = PgpReader.detached(PgpArmour.afterBegin(lines, PgpArmour.SIGNATURE), limits);
        for (PgpSignature signature : signatures) {
            if (signature.type() != PgpSignature.TEXT) {
                throw new Breach(Fault.FORM, "a clear-signed text has a signature over text (type 0x01)");
            }
        }
        return new Pgp(List.of(new Pgp.Content(text, text, null)), signatures, null);
    }

    private static byte[] text(PgpLines lines) throws Breach {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean first = true;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            int from = 0;
            if (line.length > 0 && line[0] == '-') {
                if (line.length > 1 && line[1] == ' ') {
                    from = 2;
                } else if (new String(line, StandardCharsets.ISO_8859_1)
                        .equals("-----BEGIN " + PgpArmour.SIGNATURE + "-----")) {
                    return text.toByteArray();
                } else {
                    throw new Breach(Fault.ARMOUR, "a line of the text begins with a dash that is not escaped");
                }
            }
            int to = line.length;
            while (to > from && (line[to - 1] == ' ' || line[to - 1] == '\t')) {
                to--;
            }
            if (!first) {
                text.write('\r');
                text.write('\n');
            }
            first = false;
            text.write(line, from, to - from);
        }
        throw new Breach(Fault.ARMOUR, "no signature follows the text");
    }
}
