package org.schoolcrm.problem;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One way of saying no. Implemented by an enum per capability, which is that capability's catalogue.
 *
 * <p>Its words stand in a resource bundle named like the enum: {@code NAME} is the title,
 * {@code NAME.detail} (optional) the sentence that says what to do, with {@code {0}} for the arguments;
 * {@code NAME.detail.2} (optional) says it where there are two arguments.
 */
@ConsumerType
public interface ProblemType {

    /** The constant's own name; it is part of the interface and never changes. */
    String name();

    /** The HTTP status that edges answer with. */
    int status();

    /** Stable and machine-readable, for example {@code invoice-is-paid}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    default URI uri() {
        return URI.create("urn:problem:" + code());
    }

    default ProblemException refuse(Object... arguments) {
        return new ProblemException(this, List.of(arguments), List.of());
    }

    default String title(Locale language) {
        return Words.of(getClass()).in(language, name(), List.of());
    }

    default String detail(Locale language, List<?> arguments) {
        var words = Words.of(getClass());
        return Stream.of(name() + ".detail." + arguments.size(), name() + ".detail")
                .filter(words::knows)
                .findFirst()
                .map(key -> words.in(language, key, arguments))
                .orElseGet(() -> title(language));
    }
}
