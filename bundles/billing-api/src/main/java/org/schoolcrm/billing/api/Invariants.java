package org.schoolcrm.billing.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Looks at everything that is stored and says where it contradicts itself. Implemented by {@code persistence}. */
@ProviderType
public interface Invariants {

    /** Every invariant, held or not, in their order. */
    List<Finding> check();

    /**
     * One invariant.
     *
     * @param name such as {@code I2}
     * @param promise what must hold
     * @param violations how many rows contradict it
     * @param examples the first of them, in words for an operator
     */
    record Finding(String name, String promise, long violations, List<String> examples) {

        public Finding {
            examples = List.copyOf(examples);
        }
    }
}
