package org.schoolcrm.billing.api.report;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;

/** «Протокол выполненных операций»: what bulk operations did, and how far those are that go on (R067). */
@ProviderType
public interface OperationReports {

    Optional<OperationReport> find(ReportId id);

    /** The latest hundred, newest first. */
    List<OperationReport> of(BranchId branch);

    /** The rows after the given place, in their order. */
    List<OperationReport.Row> rows(ReportId report, long after, int limit);
}
