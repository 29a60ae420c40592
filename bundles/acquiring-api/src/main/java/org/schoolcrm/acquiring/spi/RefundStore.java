package org.schoolcrm.acquiring.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;

/** Where refunds live. Implemented by {@code persistence}. */
@ConsumerType
public interface RefundStore {

    RefundId newId();

    void add(Refund refund);

    Optional<Refund> find(RefundId id);

    /** In the order in which they were asked for. */
    List<Refund> of(AttemptId attempt);

    /** Locks, steps and saves as one. */
    Optional<Refund> change(RefundId id, UnaryOperator<Refund> step);
}
