package org.schoolcrm.http.guard;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Addresses as a setting lists them, between commas; a {@code *} stands for anything, slashes included. */
final class AddressPatterns {

    private final List<Pattern> patterns;

    private AddressPatterns(List<String> listed) {
        this.patterns = listed.stream().map(AddressPatterns::pattern).toList();
    }

    static AddressPatterns of(String setting) {
        return new AddressPatterns(listed(setting));
    }

    static List<String> listed(String setting) {
        return Arrays.stream(setting.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    boolean match(String address) {
        return patterns.stream().anyMatch(one -> one.matcher(address).matches());
    }

    private static Pattern pattern(String listed) {
        var parts = Arrays.stream(listed.split("\\*", -1)).map(Pattern::quote);
        return Pattern.compile(parts.collect(Collectors.joining(".*")), Pattern.DOTALL);
    }
}
