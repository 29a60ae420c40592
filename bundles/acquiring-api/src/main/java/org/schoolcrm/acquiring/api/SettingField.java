package org.schoolcrm.acquiring.api;

import java.util.Set;

/**
 * A setting of a merchant account, as a screen asks for it.
 *
 * @param pattern a regular expression that the whole value matches; empty for anything
 * @param options the values to choose from; empty for anything
 */
public record SettingField(
        String name,
        String russian,
        String english,
        boolean required,
        boolean secret,
        String pattern,
        Set<String> options) {

    public SettingField {
        options = Set.copyOf(options);
    }

    public static SettingField text(String name, String russian, String english) {
        return new SettingField(name, russian, english, true, false, "", Set.of());
    }

    public static SettingField secret(String name, String russian, String english) {
        return new SettingField(name, russian, english, true, true, "", Set.of());
    }

    public static SettingField choice(String name, String russian, String english, String... options) {
        return new SettingField(name, russian, english, false, false, "", Set.of(options));
    }

    public SettingField optional() {
        return new SettingField(name, russian, english, false, secret, pattern, options);
    }

    public SettingField matching(String regex) {
        return new SettingField(name, russian, english, required, secret, regex, options);
    }

    /** Whether the value will do; an empty one is no value. */
    public boolean accepts(String value) {
        if (value.isEmpty()) {
            return !required;
        }
        return (pattern.isEmpty() || value.matches(pattern)) && (options.isEmpty() || options.contains(value));
    }
}
