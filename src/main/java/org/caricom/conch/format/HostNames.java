package org.caricom.conch.format;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Host names in their one form: A-labels (RFC 5890) in lower case, without a trailing dot.
final class HostNames {
    /// What a label may hold. The underscore is no host name by RFC 1123, but it is in the DNS, and malware
    /// uses it.
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    private static final Pattern NUMERIC = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /// Names that no registry delegates and reports hold all the same (RFC 2606, RFC 6761, RFC 7686, RFC
    /// 9476).
    private static final Set<String> SPECIAL =
            Set.of("example", "test", "invalid", "localhost", "onion", "local", "internal", "alt", "bit", "i2p");

    private HostNames() {}

    /// The one form of a host name of at least two labels; null when it is none.
    static @Nullable String normalise(String text) {
        String name = text.strip();
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.isEmpty() || name.length() > 1024) {
            return null;
        }
        // RFC 3490 §3.1: these are dots too.
        name = name.replace('\u3002', '.').replace('\uff0e', '.').replace('\uff61', '.');
        if (!isAscii(name)) {
            try {
                name = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException _) {
                return null;
            }
        }
        name = name.toLowerCase(Locale.ROOT);
        return isHostName(name) ? name : null;
    }

    /// Whether the last label is one that somebody delegates, so that bare text may be taken for a host
    /// name.
    static boolean hasKnownSuffix(String normalised) {
        String last = normalised.substring(normalised.lastIndexOf('.') + 1);
        if (SPECIAL.contains(last)) {
            return true;
        }
        return InternetDomainName.isValid(normalised)
                && InternetDomainName.from(normalised).hasRegistrySuffix();
    }

    private static boolean isHostName(String name) {
        if (name.length() > 253) {
            return false;
        }
        String[] labels = name.split("\\.", -1);
        if (labels.length < 2 || NUMERIC.matcher(labels[labels.length - 1]).matches()) {
            return false;
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
