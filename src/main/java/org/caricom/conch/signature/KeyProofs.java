package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.caricom.conch.json.Json;

/// Proofs that somebody holds the private part of a key: a text of the hub's choosing, signed in the key's own form
/// (JWS for a JSON Web Key, CMS for a certificate, an OpenPGP message for an OpenPGP key).
public final class KeyProofs {
    /// What the `typ` of a proof in JWS says, so that a proof is no report and a report no proof.
    public static final String PROOF_TYPE = "conch-key-proof+jws";

    private static final EnvelopeLimits LIMITS = new EnvelopeLimits(256 * 1024, 16 * 1024, 8);
    private static final String PEM = "-----BEGIN ";
    private static final String PEM_CMS = "PEM of application/cms";

    private KeyProofs() {}

    /// Opens a proof. Its form is found by looking: taken for another one, it opens as nothing.
    public static Opened open(byte[] message) {
        try {
            return switch (type(message)) {
                case PEM_CMS -> Envelopes.open(fromPem(message), "application/cms", LIMITS);
                case Envelopes.JOSE -> JwsReader.compact(trimmed(message), PROOF_TYPE, LIMITS);
                case Envelopes.JOSE_JSON -> JwsReader.json(message, PROOF_TYPE, LIMITS);
                case String type -> Envelopes.open(message, type, LIMITS);
            };
        } catch (Breach breach) {
            return breach.unreadable();
        }
    }

    /// Signs `text` with JSON Web Keys, several when one takes over from another.
    public static byte[] sign(String text, List<JwsSigner> signers) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        if (signers.size() == 1) {
            JwsSigner signer = signers.getFirst();
            return signer.compact(header(signer), payload).getBytes(StandardCharsets.US_ASCII);
        }
        ObjectNode proof = Json.object();
        proof.put("payload", Base64Url.encode(payload));
        var signatures = proof.putArray("signatures");
        signers.forEach(signer -> signatures.add(signer.signature(header(signer), payload)));
        return Json.write(proof);
    }

    private static ObjectNode header(JwsSigner signer) {
        return signer.header(PROOF_TYPE, "text/plain", null, null, null);
    }

    private static String type(byte[] message) {
        if (message.length == 0) {
            return Envelopes.JOSE;
        }
        // RFC 9580 §4.2: the first octet of a packet has its highest bit set. DER begins with a SEQUENCE.
        if ((message[0] & 0x80) != 0) {
            return "application/pgp";
        }
        if (message[0] == 0x30) {
            return "application/cms";
        }
        if (message[0] == '{') {
            return Envelopes.JOSE_JSON;
        }
        String begin = new String(message, 0, Math.min(message.length, 64), StandardCharsets.US_ASCII);
        if (begin.startsWith(PEM + "PGP ")) {
            return "application/pgp";
        }
        return begin.startsWith(PEM + "CMS-") || begin.startsWith(PEM + "PKCS7-") ? PEM_CMS : Envelopes.JOSE;
    }

    /// RFC 7468 §3, of one object.
    private static byte[] fromPem(byte[] message) throws Breach {
        String text = new String(message, StandardCharsets.US_ASCII).strip();
        int begin = text.indexOf('\n');
        int end = text.lastIndexOf("\n-----END ");
        if (begin < 0 || end <= begin) {
            throw new Breach(Unreadable.Fault.FORM, "the PEM text has no end");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(begin, end).strip());
        } catch (IllegalArgumentException _) {
            throw new Breach(Unreadable.Fault.FORM, "the PEM text is no base64");
        }
    }

    /// Files of one line end in a line end.
    private static byte[] trimmed(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1);
    }
}
