package org.schoolcrm.host.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The branches of the school. */
@ConsumerType
public interface Branches {

    /** In the order in which people expect them. */
    List<Branch> all();

    default Optional<Branch> find(BranchId id) {
        return all().stream().filter(branch -> branch.id().equals(id)).findFirst();
    }
}
