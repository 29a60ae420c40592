package org.schoolcrm.shell.billing;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.ConsoleAction;
import org.schoolcrm.shell.Moments;

/** Which invoices of a branch, as the options of a command say it; what is left out does not narrow. */
public abstract class InvoiceSelection extends ConsoleAction {

    @Option(name = "--branch", description = "Number of the branch, which has to be said")
    public long branch;

    @Option(name = "--customer", description = "Of that customer only")
    public long customer;

    @Option(name = "--status", description = "AWAITING_PAYMENT, PAID or ARCHIVED, or several with commas between them")
    public @Nullable String status;

    @Option(name = "--method", description = "MANUAL, FORECAST or SUBSCRIPTION_COST")
    public @Nullable String method;

    @Option(name = "--issued-from", description = "First day of issue, such as 2026-09-01")
    public @Nullable String issuedFrom;

    @Option(name = "--issued-to", description = "Last day of issue, such as 2026-09-30")
    public @Nullable String issuedTo;

    @Option(name = "--expired", description = "Unpaid although the term is over")
    public boolean expired;

    @Option(name = "--number", description = "Whose number contains that")
    public @Nullable String number;

    public InvoiceFilter filter(Branches known, Clock clock) {
        needs("--branch", branch != 0);
        var where = known.find(new BranchId(branch)).orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(branch));
        return new InvoiceFilter(
                where.id(),
                customer == 0 ? null : new CustomerId(customer),
                statuses(),
                method == null ? null : CalculationMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                issuedFrom == null ? null : Moments.instant(issuedFrom, where.zone()),
                issuedTo == null
                        ? null
                        : LocalDate.parse(issuedTo)
                                .plusDays(1)
                                .atStartOfDay(where.zone())
                                .toInstant(),
                expired ? clock.today(where.zone()) : null,
                number);
    }

    private Set<InvoiceStatus> statuses() {
        return Stream.ofNullable(status)
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(name -> InvoiceStatus.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(InvoiceStatus.class)));
    }
}
