package org.schoolcrm.billing.core;

import org.schoolcrm.host.spi.BranchId;

/** What people call an invoice: branch, year and a running number, such as {@code 2-2026-000017}. */
final class InvoiceNumber {

    private InvoiceNumber() {}

    static String of(BranchId branch, int year, long running) {
        return "%d-%d-%06d".formatted(branch.value(), year, running);
    }
}
