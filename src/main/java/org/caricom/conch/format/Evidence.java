package org.caricom.conch.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Flaw;
import org.jspecify.annotations.Nullable;

/// The files that an abuse report brings along: decoded once to be measured and hashed, then known by their
/// hashes. The files themselves stay in the report as filed, and nowhere else.
final class Evidence {
    private static final Map<String, String> ALGORITHMS =
            Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

    private final List<Flaw> flaws;
    private final Remarks remarks;
    private final boolean secret;
    private final List<String> lines = new ArrayList<>();
    private final List<ReportedIndicator> hashes = new ArrayList<>();
    private final int mostBytes;
    private final int most;
    private long bytes;
    private int count;

    /// @param secret whether what was found must not even be known by its hash to those who read the report
    Evidence(List<Flaw> flaws, Remarks remarks, boolean secret, FormatLimits limits) {
        this.flaws = flaws;
        this.remarks = remarks;
        this.secret = secret;
        mostBytes = limits.of(FormatLimit.EVIDENCE);
        most = limits.of(FormatLimit.FILES);
    }

    /// Takes a file written in base64, with or without line ends and padding (RFC 4648 §4).
    ///
    /// @param what    what it is called in notes: its media type and description
    /// @param claimed its hash as the reporter writes it, `sha256:…`; null when none is told
    void base64(String payload, String pointer, String what, @Nullable String claimed) {
        if (tooMuch(payload.length() / 4 * 3L, pointer)) {
            return;
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(withoutSpace(payload));
        } catch (IllegalArgumentException _) {
            flaws.add(new Flaw(pointer, "not-base64", "This is not base64 (RFC 4648 §4)."));
            return;
        }
        take(decoded, pointer, what, claimed);
    }

    /// Takes a file written as text.
    void text(String payload, String pointer, String what, @Nullable String claimed) {
        if (!tooMuch(payload.length(), pointer)) {
            take(payload.getBytes(StandardCharsets.UTF_8), pointer, what, claimed);
        }
    }

    /// Takes a file as it is.
    void file(byte[] content, String pointer, String what) {
        if (!tooMuch(content.length, pointer)) {
            take(content, pointer, what, null);
        }
    }

    private void take(byte[] content, String pointer, String what, @Nullable String claimed) {
        String bomb = Archives.bomb(content);
        if (bomb != null) {
            flaws.add(new Flaw(pointer, "archive-bomb", bomb));
            return;
        }
        if (secret) {
            lines.add(OneLine.of(what) + ": " + content.length + " bytes, not kept");
            return;
        }
        String hash = Sha256.of(content).toString();
        if (claimed != null && !agrees(content, claimed)) {
            remarks.add(
                    pointer,
                    "hash-mismatch",
                    "This has not the hash that the report says; it is known by the hash that it has.");
        }
        lines.add(OneLine.of(what) + ": " + content.length + " bytes, SHA-256 " + hash);
        hashes.add(new ReportedIndicator(
                new Observable(ObservableType.SHA256, hash),
                false,
                Role.UNKNOWN,
                List.of(),
                List.of(),
                null,
                null,
                null,
                "Evidence: " + OneLine.of(what)));
    }

    private boolean tooMuch(long size, String pointer) {
        bytes += size;
        count++;
        if (bytes <= mostBytes && count <= most) {
            return false;
        }
        if (bytes - size <= mostBytes && count <= most + 1) {
            flaws.add(new Flaw(
                    pointer,
                    "too-much-evidence",
                    "At most " + most + " files of " + mostBytes + " bytes together can be in one report."));
        }
        return true;
    }

    private static boolean agrees(byte[] content, String claimed) {
        int colon = claimed.indexOf(':');
        String algorithm =
                ALGORITHMS.get(claimed.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT));
        if (algorithm == null) {
            return false;
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(content);
            return HexFormat.of().formatHex(digest).equalsIgnoreCase(claimed.substring(colon + 1));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + algorithm, e);
        }
    }

    private static String withoutSpace(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /// A line for each file.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// The hashes, by which other reports with the same evidence are found.
    List<ReportedIndicator> hashes() {
        return List.copyOf(hashes);
    }
}
