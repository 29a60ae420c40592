package org.schoolcrm.http.guard;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who counts as one client: an IPv4 address, or the half of an IPv6 address that a provider gives to one line. */
final class Clients {

    private Clients() {}

    static String of(String address) {
        return address.indexOf(':') < 0
                ? address
                : Arrays.stream(address.split(":", -1)).limit(4).collect(Collectors.joining(":"));
    }
}
