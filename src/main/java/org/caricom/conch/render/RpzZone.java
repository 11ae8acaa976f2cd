package org.caricom.conch.render;

import com.google.common.net.InternetDomainName;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// Writes a response policy zone: names and addresses that a resolver answers as if they did not exist. All owner names
/// are relative, so that it can be loaded under any name of up to [#ROOM] octets.
///
/// Of URLs nothing is written: their host may serve others too.
public final class RpzZone implements IndicatorWriter {
    /// Octets left for the name of the zone: together they are at most 255 (RFC 1035 §2.3.4).
    private static final int ROOM = 60;

    private static final int LONGEST = 253 - ROOM - 2;
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /// Names that the zone takes for something else than names: `1.0.0.0.128.rpz-ip` would block half of all addresses.
    private static final Pattern TRIGGER = Pattern.compile(".*\\.rpz-[^.]*");

    private final Lines lines;
    private final Instant now;

    /// Writes the head of the zone.
    ///
    /// @param serial RFC 1982: greater whenever the zone is another
    public RpzZone(OutputStream out, Tlp tlp, long serial, Instant now) {
        this.lines = new Lines(out);
        this.now = now;
        lines.line("; CARICOM cyber incident exchange: response policy zone, at most " + tlp.label());
        lines.line("$TTL 300");
        lines.line("@ IN SOA localhost. hostmaster.localhost. ( " + (serial & 0xffff_ffffL) + " 3600 600 604800 300 )");
        lines.line("@ IN NS localhost.");
    }

    @Override
    public void write(ClearedIndicator indicator) {
        for (Observable value : indicator.activeValues(now)) {
            String owner = switch (value.type()) {
                case DOMAIN_NAME -> name(value.value());
                case IPV4_ADDR -> ipv4(value.value());
                case IPV6_ADDR -> ipv6(value.value());
                default -> null;
            };
            if (owner == null) {
                lines.leaveOut();
                continue;
            }
            lines.line(owner + " CNAME .");
            if (value.type() == ObservableType.DOMAIN_NAME) {
                lines.line("*." + owner + " CNAME .");
            }
        }
    }

    @Override
    public void close() {
        lines.lineAboutLeftOut(";");
        lines.close();
    }

    /// A host name in letters, digits, hyphens and underscores, and not one under which others have theirs: blocking
    /// `com` or `gov.tt` would block a country.
    private static @Nullable String name(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.length() > LONGEST
                || !NAME.matcher(lower).matches()
                || TRIGGER.matcher(lower).matches()) {
            return null;
        }
        return InternetDomainName.isValid(lower)
                        && InternetDomainName.from(lower).isPublicSuffix()
                ? null
                : lower;
    }

    /// `32.7.113.0.203.rpz-ip` for 203.0.113.7.
    private static @Nullable String ipv4(String address) {
        if (!Values.isIpv4(address)) {
            return null;
        }
        List<String> octets = List.of(address.split("\\.", -1)).reversed();
        return "32." + String.join(".", octets) + ".rpz-ip";
    }

    /// `128.1.zz.db8.2001.rpz-ip` for 2001:db8::1: the words in reverse, the longest run of zeros as `zz`.
    private static @Nullable String ipv6(String address) {
        byte[] octets = Values.ipv6(address);
        if (octets == null) {
            return null;
        }
        int[] words = new int[8];
        for (int i = 0; i < 8; i++) {
            words[i] = ((octets[2 * i] & 0xff) << 8) | (octets[2 * i + 1] & 0xff);
        }
        int from = 0;
        int length = 0;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && words[i + run] == 0) {
                run++;
            }
            if (run > length) {
                from = i;
                length = run;
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            if (length > 1 && i == from) {
                names.add("zz");
                i += length - 1;
            } else {
                names.add(Integer.toHexString(words[i]));
            }
        }
        return "128." + String.join(".", names.reversed()) + ".rpz-ip";
    }
}
