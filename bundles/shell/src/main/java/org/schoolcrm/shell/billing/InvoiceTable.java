package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.util.List;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.shell.Tables;

/** Invoices, one a line. */
final class InvoiceTable {

    private InvoiceTable() {}

    static void print(PrintStream out, List<Invoice> invoices) {
        var table = Tables.of(
                "Id", "Number", "Customer", "Status", "Amount", "Paid", "Refunded", "Due", "Pay until", "Flags");
        for (var one : invoices) {
            var until = one.term().until();
            table.addRow()
                    .addContent(
                            one.id(),
                            one.number(),
                            one.customer(),
                            one.status(),
                            one.amount(),
                            one.paid(),
                            one.refunded(),
                            one.stillDue(),
                            until == null ? "не задан" : until,
                            one.flags().isEmpty() ? "" : one.flags());
        }
        table.print(out);
    }
}
