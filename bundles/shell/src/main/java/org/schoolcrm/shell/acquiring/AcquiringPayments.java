package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.PaymentList;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Lists the online payments of a branch. */
@Service
@Command(scope = "acquiring", name = "payments", description = "The online payments of a branch, newest first")
public final class AcquiringPayments extends ServiceCommand<PaymentList> {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--status", description = "INTENT, UNKNOWN, PENDING, DECLINED or CAPTURED only")
    public @Nullable String status;

    @Option(name = "--before", description = "Only those before the payment of that number")
    public long before;

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Reference
    @Nullable
    PaymentList payments;

    @Override
    protected @Nullable PaymentList service() {
        return payments;
    }

    @Override
    public void run(PrintStream out, PaymentList source, Actor operator) {
        var table =
                Tables.of("Id", "Invoice", "Through", "Status", "Amount", "Received", "Sent back", "Receipt", "Begun");
        var wanted = status == null ? null : AttemptStatus.valueOf(status.toUpperCase(Locale.ROOT));
        var last = before == 0 ? null : new AttemptId(before);
        for (var one : source.of(new BranchId(branch), wanted, last, limit)) {
            table.addRow()
                    .addContent(
                            one.id(),
                            one.number(),
                            one.account(),
                            one.status(),
                            one.amount(),
                            one.captured(),
                            one.refunded(),
                            one.receipt() == ReceiptStatus.NONE ? "" : one.receipt(),
                            one.startedAt());
        }
        table.print(out);
    }
}
