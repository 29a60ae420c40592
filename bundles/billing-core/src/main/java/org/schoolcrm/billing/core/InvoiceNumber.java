package org.schoolcrm.billing.core;

import org.schoolcrm.host.spi.BranchId;

/** What people call an invoice: branch, year and a running number, such as {@code 2-2026-000017}. */
final class InvoiceNumber {

    private static final int DIGITS = 6;

    private InvoiceNumber() {}

    static String of(BranchId branch, int year, long running) {
        var digits = Long.toString(running);
        return branch.value() + "-" + year + "-" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }
}
