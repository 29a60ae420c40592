package org.schoolcrm.acquiring.yookassa;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Networks that notifications may come from, such as {@code 185.71.76.0/27, 2a02:5180::/32}. */
final class Senders {

    static final List<String> PUBLISHED = List.of(
            "185.71.76.0/27",
            "185.71.77.0/27",
            "77.75.153.0/25",
            "77.75.154.128/25",
            "77.75.156.11/32",
            "77.75.156.35/32",
            "2a02:5180::/32");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Senders() {}

    /** Whether the address may send; an empty setting allows everybody, {@code published} the list of the documents. */
    static boolean isAllowed(String setting, String address) {
        if (setting.isBlank()) {
            return true;
        }
        var networks = setting.trim().equals("published") ? PUBLISHED : Arrays.asList(setting.split("[,\\s]+"));
        return networks.stream().anyMatch(network -> isIn(network, address));
    }

    private static boolean isIn(String network, String address) {
        var parts = network.split("/");
        if (parts.length != 2 || !parts[1].matches("\\d{1,3}")) {
            return false;
        }
        var base = bytes(parts[0]);
        var given = bytes(address);
        int length = Integer.parseInt(parts[1]);
        if (base.length == 0 || base.length != given.length || length > base.length * 8) {
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

    /** Only what is written as an address is looked at: nothing is resolved. */
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
