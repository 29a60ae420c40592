package org.schoolcrm.observability.check;

import java.util.List;
import java.util.stream.Stream;

/** Names in a setting, between commas. */
final class Names {

    private Names() {}

    static List<String> in(String setting) {
        return Stream.of(setting.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
