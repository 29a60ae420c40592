package org.schoolcrm.persistence.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.IssuerVersion;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/** The shape of the invoice table; what is written once beside it (link, explanation) is not part of it. */
@Entity
@Table(name = "invoice")
@SuppressWarnings("NullAway.Init")
public class InvoiceRow {

    @Id
    private long id;

    @Column(name = "branch_id")
    private long branch;

    @Column(name = "customer_id")
    private long customer;

    @Column(name = "account_id")
    private long account;

    @Column(name = "run_id")
    private @Nullable Long run;

    private String number;

    @Enumerated(EnumType.STRING)
    private CalculationMethod method;

    private long amount;
    private String currency;

    @Column(name = "period_begin")
    private LocalDate periodBegin;

    @Column(name = "period_end")
    private @Nullable LocalDate periodEnd;

    @Column(name = "pay_from")
    private LocalDate payFrom;

    @Column(name = "pay_until")
    private @Nullable LocalDate payUntil;

    private boolean repeatable;

    @Enumerated(EnumType.STRING)
    private InvoiceStatus status;

    private long paid;
    private String flags;

    @Column(name = "issued_at")
    private Instant issuedAt;

    @Column(name = "issuer_branch_id")
    private @Nullable Long issuerBranch;

    @Column(name = "issuer_version")
    private @Nullable Long issuerVersion;

    @Version
    private int version;

    protected InvoiceRow() {}

    Invoice toInvoice() {
        var money = Currency.getInstance(currency);
        return new Invoice(
                new InvoiceId(id),
                number,
                new BranchId(branch),
                new CustomerId(customer),
                new AccountId(account),
                run,
                method,
                new Money(amount, money),
                new DateRange(periodBegin, periodEnd),
                new PaymentTerm(payFrom, payUntil),
                repeatable,
                status,
                new Money(paid, money),
                flagsOf(flags),
                issuedAt,
                versionOf(issuerBranch, issuerVersion));
    }

    static @Nullable IssuerVersion versionOf(@Nullable Long branch, @Nullable Long version) {
        return branch == null || version == null ? null : new IssuerVersion(new IssuerScope(branch), version);
    }

    static String textOf(Set<InvoiceFlag> flags) {
        return flags.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    static Set<InvoiceFlag> flagsOf(String text) {
        return text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(",")).map(InvoiceFlag::valueOf).collect(Collectors.toSet());
    }
}
