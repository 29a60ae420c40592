package org.schoolcrm.problem;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The words of one class in every language we speak: {@code Name.properties} beside it is Russian,
 * {@code Name_en.properties} English. A language we do not speak is answered in Russian.
 */
public final class Words {

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Class<?> owner;

    private Words(Class<?> owner) {
        this.owner = owner;
    }

    public static Words of(Class<?> owner) {
        return new Words(owner);
    }

    /** The sentence under the key; arguments are shown as they print, without grouping of digits. */
    public String in(Locale language, String key, List<?> arguments) {
        var pattern = bundle(language).getString(key);
        var shown = arguments.stream().map(String::valueOf).toArray();
        return new MessageFormat(pattern, language).format(shown);
    }

    public boolean knows(String key) {
        return bundle(Locale.ROOT).containsKey(key);
    }

    private ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(owner.getName(), language, owner.getClassLoader(), NO_FALLBACK);
    }
}
