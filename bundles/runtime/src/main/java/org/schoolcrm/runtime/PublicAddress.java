package org.schoolcrm.runtime;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Which addresses belong to the public network: all but those that are reserved for something else (RFC 6890). */
final class PublicAddress {

    private static final List<Block> RESERVED = List.of(
            new Block("0.0.0.0", 8),
            new Block("10.0.0.0", 8),
            new Block("100.64.0.0", 10),
            new Block("127.0.0.0", 8),
            new Block("169.254.0.0", 16),
            new Block("172.16.0.0", 12),
            new Block("192.0.0.0", 24),
            new Block("192.0.2.0", 24),
            new Block("192.88.99.0", 24),
            new Block("192.168.0.0", 16),
            new Block("198.18.0.0", 15),
            new Block("198.51.100.0", 24),
            new Block("203.0.113.0", 24),
            new Block("224.0.0.0", 3));
    private static final Block GLOBAL_6 = new Block("2000::", 3);
    private static final List<Block> RESERVED_6 = List.of(
            new Block("2001::", 23), new Block("2001:db8::", 32), new Block("2002::", 16), new Block("3fff::", 20));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return address instanceof Inet4Address
                ? RESERVED.stream().noneMatch(block -> block.contains(address))
                : GLOBAL_6.contains(address) && RESERVED_6.stream().noneMatch(block -> block.contains(address));
    }

    /** So many leading bits in common. */
    private static final class Block {

        private final byte[] first;
        private final int bits;

        Block(String first, int bits) {
            try {
                this.first = InetAddress.getByName(first).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(first, e);
            }
            this.bits = bits;
        }

        boolean contains(InetAddress address) {
            var bytes = address.getAddress();
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return bytes.length == first.length
                    && Arrays.equals(bytes, 0, whole, first, 0, whole)
                    && (rest == 0
                            || (bytes[whole] & 0xff) >> (Byte.SIZE - rest)
                                    == (first[whole] & 0xff) >> (Byte.SIZE - rest));
        }
    }
}
