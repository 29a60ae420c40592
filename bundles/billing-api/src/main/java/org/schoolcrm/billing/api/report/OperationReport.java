package org.schoolcrm.billing.api.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/**
 * «Протокол выполненных операций»: what a bulk operation did to each of its invoices (R067).
 *
 * @param finishedAt null while it goes on
 * @param total how many rows it has
 * @param done how many of them have been carried out
 * @param refused how many were not, by a rule or by a fault
 */
public record OperationReport(
        ReportId id,
        BranchId branch,
        Operation operation,
        Actor actor,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long total,
        long done,
        long refused) {

    /** What was asked for. */
    public enum Operation {
        ARCHIVE
    }

    /** How a row ended. */
    public enum Outcome {
        WAITING,
        DONE,
        REFUSED,
        FAILED
    }

    /**
     * One invoice of the operation.
     *
     * @param place of the row in its report, from one
     * @param number the invoice's, null where there is no such invoice
     * @param problem why it was refused, or what a person should know although it was done
     */
    public record Row(
            ReportId report,
            long place,
            InvoiceId invoice,
            @Nullable String number,
            Outcome outcome,
            @Nullable BillingProblem problem) {

        public Row ended(Outcome how, @Nullable BillingProblem why) {
            return new Row(report, place, invoice, number, how, why);
        }
    }
}
