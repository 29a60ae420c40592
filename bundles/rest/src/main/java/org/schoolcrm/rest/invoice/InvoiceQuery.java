package org.schoolcrm.rest.invoice;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.rest.http.Parameters;

/** Which invoices, as an address says it; a parameter that is absent does not narrow. */
public class InvoiceQuery {

    @QueryParam("branch")
    long branch;

    @QueryParam("customer")
    @Nullable
    Long customer;

    /** Statuses with commas between them. */
    @QueryParam("status")
    @Nullable
    String status;

    @QueryParam("method")
    @Nullable
    String method;

    /** First day of issue, in the branch's time. */
    @QueryParam("issuedFrom")
    @Nullable
    String issuedFrom;

    /** Last day of issue. */
    @QueryParam("issuedTo")
    @Nullable
    String issuedTo;

    /** Only those that are unpaid although their term is over. */
    @QueryParam("expired")
    @DefaultValue("false")
    boolean expired;

    /** A part of the number. */
    @QueryParam("number")
    @Nullable
    String number;

    /** {@code issued}, {@code amount} or {@code customer}, with a minus for the greatest first. */
    @QueryParam("sort")
    @DefaultValue("-issued")
    String sort = "-issued";

    BranchId branch() {
        return new BranchId(branch);
    }

    InvoiceFilter filter(Branch where, LocalDate today) {
        var from = issuedFrom == null || issuedFrom.isEmpty() ? null : Parameters.required("issuedFrom", issuedFrom);
        var to = issuedTo == null || issuedTo.isEmpty() ? null : Parameters.required("issuedTo", issuedTo);
        return new InvoiceFilter(
                where.id(),
                customer == null ? null : new CustomerId(customer),
                statuses(),
                Parameters.choice("method", method, CalculationMethod.class),
                from == null ? null : from.atStartOfDay(where.zone()).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(where.zone()).toInstant(),
                expired ? today : null,
                number);
    }

    InvoiceSort order() {
        boolean descending = sort.startsWith("-");
        var key = Parameters.choice("sort", descending ? sort.substring(1) : sort, InvoiceSort.Key.class);
        return key == null ? InvoiceSort.NEWEST_FIRST : new InvoiceSort(key, descending);
    }

    private Set<InvoiceStatus> statuses() {
        return Stream.ofNullable(status)
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .flatMap(name -> Stream.ofNullable(Parameters.choice("status", name, InvoiceStatus.class)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(InvoiceStatus.class)));
    }
}
