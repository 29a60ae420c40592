package org.schoolcrm.runtime;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.schoolcrm.runtime.api.AddressPolicy;

/** Only https at hosts of the public network, unless the node is set up to call its own network too. */
public final class PublicAddressPolicy implements AddressPolicy {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\\.)+[a-z][a-z0-9-]+\\.?");

    /** Names that lead into the own network wherever they are asked for (RFC 6761, RFC 6762, RFC 8375). */
    private static final Set<String> PRIVATE_ZONES =
            Set.of("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion");

    private final boolean privateToo;

    /** @param privateToo admits private hosts and plain HTTP */
    public PublicAddressPolicy(boolean privateToo) {
        this.privateToo = privateToo;
    }

    @Override
    public boolean admits(URI address) {
        var host = address.getHost();
        if (host == null || address.getUserInfo() != null) {
            return false;
        }
        if (privateToo) {
            return "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        }
        return "https".equals(address.getScheme()) && isPublic(host.toLowerCase(Locale.ROOT));
    }

    /** Whether every address that the host has now is public; what cannot be resolved is left to the caller. */
    boolean reaches(URI address) {
        if (privateToo) {
            return true;
        }
        try {
            return admits(address)
                    && Arrays.stream(InetAddress.getAllByName(address.getHost()))
                            .allMatch(PublicAddress::is);
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static boolean isPublic(String host) {
        if (host.startsWith("[") || IPV4.matcher(host).matches()) {
            return isPublicLiteral(host);
        }
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return NAME.matcher(name).matches() && !PRIVATE_ZONES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static boolean isPublicLiteral(String host) {
        try {
            return PublicAddress.is(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
