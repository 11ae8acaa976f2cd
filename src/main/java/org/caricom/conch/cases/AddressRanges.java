package org.caricom.conch.cases;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ranges of addresses, sorted and joined where they overlap: 32 bytes a range, and a search that halves them.
final class AddressRanges {
    /// An address as an unsigned number of 128 bits; one of IPv4 has its 32 bits in `low`.
    private record Address(long high, long low) {
        static final Comparator<Address> ORDER = Comparator.comparing(Address::high, Long::compareUnsigned)
                .thenComparing(Address::low, Long::compareUnsigned);

        static Address of(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return bytes.length == 4
                    ? new Address(0, Integer.toUnsignedLong(buffer.getInt()))
                    : new Address(buffer.getLong(), buffer.getLong());
        }
    }

    private record Range(Address first, Address last) {}

    private final long[] four;
    private final long[] six;

    private AddressRanges(long[] four, long[] six) {
        this.four = four;
        this.six = six;
    }

    static AddressRanges of(List<String> entries) {
        List<Range> four = new ArrayList<>();
        List<Range> six = new ArrayList<>();
        for (String entry : entries) {
            IPAddress address = new IPAddressString(entry).getAddress();
            if (address != null) {
                IPAddress block = address.toPrefixBlock();
                (address.isIPv4() ? four : six)
                        .add(new Range(
                                Address.of(block.getLower().getBytes()),
                                Address.of(block.getUpper().getBytes())));
            }
        }
        return new AddressRanges(joined(four), joined(six));
    }

    /// Why an entry is no range of addresses; null when it is one.
    static @Nullable String wrong(String entry) {
        IPAddress address = new IPAddressString(entry).getAddress();
        if (address == null || (address.isMultiple() && !address.isPrefixBlock())) {
            return "An entry is an address or a range such as 203.0.113.0/24.";
        }
        Integer length = address.getNetworkPrefixLength();
        return length != null && length == 0 ? "This range holds every address." : null;
    }

    boolean contains(String text) {
        boolean address =
                text.indexOf(':') >= 0 || (!text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1)));
        IPAddress read = address ? new IPAddressString(text).getAddress() : null;
        if (read == null || read.isMultiple()) {
            return false;
        }
        return contains(read.isIPv4() ? four : six, Address.of(read.getBytes()));
    }

    private static boolean contains(long[] ranges, Address address) {
        int low = 0;
        int high = ranges.length / 4 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Address.ORDER.compare(address, new Address(ranges[4 * middle], ranges[4 * middle + 1])) < 0) {
                high = middle - 1;
            } else if (Address.ORDER.compare(address, new Address(ranges[4 * middle + 2], ranges[4 * middle + 3]))
                    > 0) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    private static long[] joined(List<Range> ranges) {
        ranges.sort(Comparator.comparing(Range::first, Address.ORDER));
        List<Range> joined = new ArrayList<>();
        for (Range range : ranges) {
            Range before = joined.isEmpty() ? null : joined.getLast();
            if (before == null || Address.ORDER.compare(range.first(), before.last()) > 0) {
                joined.add(range);
            } else if (Address.ORDER.compare(range.last(), before.last()) > 0) {
                joined.set(joined.size() - 1, new Range(before.first(), range.last()));
            }
        }
        long[] numbers = new long[4 * joined.size()];
        int at = 0;
        for (Range range : joined) {
            numbers[at++] = range.first().high();
            numbers[at++] = range.first().low();
            numbers[at++] = range.last().high();
            numbers[at++] = range.last().low();
        }
        return numbers;
    }
}
