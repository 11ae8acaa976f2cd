package org.caricom.conch.scrub;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Addresses: which of them could never be an attacker's, and which lie in given networks.
///
/// The documentation ranges (RFC 5737, RFC 3849) are not among the reserved ones here: they stand for attackers in
/// samples and exercises, and harm nobody.
final class Networks {
    /// IANA's special-purpose registries (RFC 6890 and its updates), multicast and the rest that is not global.
    private static final List<IPAddress> RESERVED = addresses(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/3",
            "::/96",
            "::ffff:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/32",
            "2002::/16",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8"));

    private static final int WIDEST_IPV4 = 16;
    private static final int WIDEST_IPV6 = 32;

    private Networks() {}

    /// Reads an address or a prefix; null when it is neither.
    static @Nullable IPAddress parse(String text) {
        if (text.isEmpty() || text.indexOf('*') >= 0 || text.indexOf(',') >= 0) {
            return null;
        }
        IPAddress address = new IPAddressString(text).getAddress();
        return address == null ? null : address.toPrefixBlock();
    }

    static List<IPAddress> addresses(List<String> texts) {
        return texts.stream().map(Networks::parse).filter(Objects::nonNull).toList();
    }

    static boolean isReserved(IPAddress address) {
        return RESERVED.stream().anyMatch(range -> overlap(range, address));
    }

    /// Whether a prefix holds so many addresses that it could only hurt bystanders.
    static boolean isTooWide(IPAddress address) {
        Integer length = address.getNetworkPrefixLength();
        return length != null && length < (address.isIPv4() ? WIDEST_IPV4 : WIDEST_IPV6);
    }

    static boolean liesIn(IPAddress address, List<IPAddress> networks) {
        return networks.stream().anyMatch(network -> overlap(network, address));
    }

    private static boolean overlap(IPAddress one, IPAddress other) {
        return one.isIPv4() == other.isIPv4() && (one.contains(other) || other.contains(one));
    }
}
