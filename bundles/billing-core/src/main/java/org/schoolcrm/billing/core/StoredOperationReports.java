package org.schoolcrm.billing.core;

import java.util.List;
import java.util.Optional;
import org.schoolcrm.billing.api.report.OperationReport;
import org.schoolcrm.billing.api.report.OperationReports;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.billing.spi.ReportStore;
import org.schoolcrm.host.spi.BranchId;

/** Reports as the store has them; of a branch the latest hundred. */
public final class StoredOperationReports implements OperationReports {

    private static final int LATEST = 100;

    private final ReportStore store;

    public StoredOperationReports(ReportStore store) {
        this.store = store;
    }

    @Override
    public Optional<OperationReport> find(ReportId id) {
        return store.find(id);
    }

    @Override
    public List<OperationReport> of(BranchId branch) {
        return store.of(branch, LATEST);
    }

    @Override
    public List<OperationReport.Row> rows(ReportId report, long after, int limit) {
        return store.rows(report, after, limit);
    }
}
