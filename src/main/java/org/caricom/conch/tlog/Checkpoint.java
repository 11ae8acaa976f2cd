package org.caricom.conch.tlog;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a log commits to at one moment, as the text of a signed note says it (C2SP tlog-checkpoint).
///
/// @param origin the name of the log, one line
/// @param size   how many entries it has
/// @param root   the root of the tree over them
public record Checkpoint(String origin, long size, TreeHash root) {
    private static final Pattern FORM = Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n");

    public Checkpoint {
        if (origin.isBlank() || origin.contains("\n")) {
            throw new IllegalArgumentException("the origin is one line");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a log has no negative size");
        }
    }

    /// Three lines, each ended: origin, size in decimal, root in base64.
    public String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }

    /// Reads [#text()] and nothing else; null when it is not that.
    public static @Nullable Checkpoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || matcher.group(1).isBlank()) {
            return null;
        }
        try {
            TreeHash root = TreeHash.of(Base64.getDecoder().decode(matcher.group(3)));
            var checkpoint = new Checkpoint(matcher.group(1), Long.parseLong(matcher.group(2)), root);
            return checkpoint.text().equals(text) ? checkpoint : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
