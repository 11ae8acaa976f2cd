package org.caricom.conch.format;

import inet.ipaddr.AddressStringParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// IP addresses and prefixes in their one form: dotted decimal, RFC 5952, `/n` only where it says
/// something.
final class Addresses {
    /// One address or one CIDR prefix as RFC 4291 and RFC 4632 write them: no octal, no short forms, no
    /// ranges, no zones.
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .setRangeOptions(AddressStringParameters.RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowBase85(false)
            .allowBinary(false)
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    private Addresses() {}

    /// Reads one address or prefix of either version; null when it is neither.
    static @Nullable Observable parse(String text) {
        String value = text.strip();
        if (value.isEmpty() || value.length() > 64 || !(value.contains(".") || value.contains(":"))) {
            return null;
        }
        IPAddressString string = new IPAddressString(value, STRICT);
        if (!string.isValid()) {
            return null;
        }
        IPAddress address = string.getAddress();
        if (address == null) {
            return null;
        }
        Integer bits = address.getNetworkPrefixLength();
        String canonical;
        if (bits == null || bits == address.getBitCount()) {
            canonical = address.withoutPrefixLength().toCanonicalString();
        } else {
            canonical = address.toPrefixBlock().getLower().withoutPrefixLength().toCanonicalString() + "/" + bits;
        }
        ObservableType type = address.isIPv4() ? ObservableType.IPV4_ADDR : ObservableType.IPV6_ADDR;
        return new Observable(type, canonical);
    }
}
