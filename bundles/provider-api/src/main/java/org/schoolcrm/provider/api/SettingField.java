package org.schoolcrm.provider.api;

import java.util.Set;

/**
 * A setting of a merchant account, as a screen asks for it.
 *
 * @param pattern a regular expression that the whole value matches; empty for anything
 * @param options the values to choose from; empty for anything
 * @param use what the value decides beside itself
 */
public record SettingField(
        String name,
        String russian,
        String english,
        boolean required,
        boolean secret,
        String pattern,
        Set<String> options,
        Use use) {

    /** What a value decides; whoever changes where or as whom secrets are sent must enter those again. */
    public enum Use {
        /** Nothing but itself. */
        VALUE,
        /** Where the secrets are sent. */
        ADDRESS,
        /** As whom, or trusting whom, they are sent. */
        IDENTITY
    }

    public SettingField {
        options = Set.copyOf(options);
    }

    public static SettingField text(String name, String russian, String english) {
        return new SettingField(name, russian, english, true, false, "", Set.of(), Use.IDENTITY);
    }

    public static SettingField secret(String name, String russian, String english) {
        return new SettingField(name, russian, english, true, true, "", Set.of(), Use.VALUE);
    }

    public static SettingField choice(String name, String russian, String english, String... options) {
        return new SettingField(name, russian, english, false, false, "", Set.of(options), Use.VALUE);
    }

    public SettingField optional() {
        return new SettingField(name, russian, english, false, secret, pattern, options, Use.VALUE);
    }

    public SettingField matching(String regex) {
        return new SettingField(name, russian, english, required, secret, regex, options, use);
    }

    public SettingField deciding(Use what) {
        return new SettingField(name, russian, english, required, secret, pattern, options, what);
    }

    /** Whether the value will do; an empty one is no value. */
    public boolean accepts(String value) {
        if (value.isEmpty()) {
            return !required;
        }
        return (pattern.isEmpty() || value.matches(pattern)) && (options.isEmpty() || options.contains(value));
    }
}
