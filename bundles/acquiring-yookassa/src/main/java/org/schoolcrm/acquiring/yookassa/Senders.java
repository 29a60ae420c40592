package org.schoolcrm.acquiring.yookassa;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses and networks that notifications may come from: {@code 185.71.76.0/27, 77.75.156.11, 2a02:5180::/32}. */
final class Senders {

    static final List<String> PUBLISHED = List.of(
            "185.71.76.0/27",
            "185.71.77.0/27",
            "77.75.153.0/25",
            "77.75.154.128/25",
            "77.75.156.11",
            "77.75.156.35",
            "2a02:5180::/32");
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d{1,2})";
    /** Four numbers with dots, or what has a colon and may be of version 6: no name, which would be resolved. */
    private static final Pattern ADDRESS =
            Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "|(?=[^:]*:)[0-9a-fA-F:.]{2,45}");

    private Senders() {}

    /** Whether the address may send; an empty setting allows everybody, {@code published} the list of the documents. */
    static boolean isAllowed(String setting, String address) {
        if (setting.isBlank()) {
            return true;
        }
        var given = bytes(address);
        return networks(setting).anyMatch(network -> isIn(network, given));
    }

    /** Whether each entry is an address or a network, so that none is there that matches nothing. */
    static boolean isReadable(String setting) {
        return setting.isBlank()
                || (networks(setting).findAny().isPresent()
                        && networks(setting).allMatch(network -> length(network) >= 0));
    }

    private static Stream<String> networks(String setting) {
        return setting.trim().equals("published")
                ? PUBLISHED.stream()
                : Stream.of(setting.split("[,;\\s]+")).filter(network -> !network.isEmpty());
    }

    private static boolean isIn(String network, byte[] given) {
        var base = bytes(network.replaceFirst("/.*", ""));
        int length = length(network);
        if (length < 0 || base.length != given.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((base[bit / 8] & mask) != (given[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** How many bits of the network count, all of a single address; negative if it is none. */
    private static int length(String network) {
        var parts = network.split("/", -1);
        int bits = bytes(parts[0]).length * 8;
        if (bits == 0 || parts.length > 2) {
            return -1;
        }
        if (parts.length == 1) {
            return bits;
        }
        int length = parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : -1;
        return length > bits ? -1 : length;
    }

    private static byte[] bytes(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }
}
