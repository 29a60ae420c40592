package org.schoolcrm.acquiring.spi;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.RefundId;

/** Receipts that are still waited for although the money moved long ago. Implemented by {@code persistence}. */
@ConsumerType
public interface LateReceipts {

    /** Payments whose money came before that moment. */
    List<AttemptId> ofPayments(Instant before, int limit);

    /** Refunds whose money went back before that moment. */
    List<RefundId> ofRefunds(Instant before, int limit);
}
