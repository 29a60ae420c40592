package org.schoolcrm.http.guard;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Addresses as a setting lists them, between commas; a {@code *} stands for anything, slashes included. */
final class AddressPatterns {

    private final List<Pattern> patterns;
    private final List<String> mounts;

    private AddressPatterns(List<String> listed) {
        this.patterns = listed.stream().map(AddressPatterns::pattern).toList();
        this.mounts = listed.stream().map(AddressPatterns::mount).distinct().toList();
    }

    static AddressPatterns of(String setting) {
        return new AddressPatterns(Arrays.stream(setting.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList());
    }

    boolean match(String address) {
        return patterns.stream().anyMatch(one -> one.matcher(address).matches());
    }

    /** Whether a servlet at that path is one that these addresses are meant for, rather than one that gets what is left. */
    boolean areServedBy(String servletPath) {
        return mounts.stream().anyMatch(mount -> servletPath.equals(mount) || servletPath.startsWith(mount + "/"));
    }

    private static Pattern pattern(String listed) {
        var parts = Arrays.stream(listed.split("\\*", -1)).map(Pattern::quote);
        return Pattern.compile(parts.collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    /** The folder in front of what varies. */
    private static String mount(String listed) {
        int star = listed.indexOf('*');
        var fixed = star < 0 ? listed : listed.substring(0, star);
        return fixed.substring(0, Math.max(fixed.lastIndexOf('/'), 0));
    }
}
