package org.schoolcrm.runtime.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What happens in this node, counted for whoever watches it. Nothing depends on it: it never fails, and what is rolled back
 * afterwards stays counted.
 *
 * <p>Labels are names and values in turn. A value is one of few, such as a state or the name of an adapter: never a number,
 * a person, an account or an address.
 */
@ProviderType
public interface Meters {

    default void count(String what, String... labels) {
        count(1, what, labels);
    }

    void count(long many, String what, String... labels);

    /** How long one of it took. */
    void time(Duration took, String what, String... labels);
}
