package org.schoolcrm.persistence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** Rows to put into tables. */
final class Samples {

    static final BranchId BRANCH = new BranchId(2);
    static final Instant NOW = Instant.parse("2026-09-01T08:30:00.123456Z");
    static final InvoiceExplanation EXPLANATION = new InvoiceExplanation(
            List.of(
                    new InvoiceLine(
                            LocalDate.parse("2026-09-03"),
                            new SubscriptionId(12),
                            new SubjectId(4),
                            Money.of("500", "RUB"),
                            Money.of("50", "RUB"),
                            ForecastLine.Kind.LESSON),
                    new InvoiceLine(
                            LocalDate.parse("2026-09-05"),
                            null,
                            null,
                            Money.of("0.01", "RUB"),
                            Money.of("0", "RUB"),
                            null)),
            Money.of("-1500", "RUB"),
            new ForecastSnapshot("{\"v\":1,\"zone\":\"Europe/Moscow\"}", "a".repeat(64)));

    private Samples() {}

    static NewInvoice invoice(InvoiceId id, CustomerId customer) {
        return new NewInvoice(
                new Invoice(
                        id,
                        "2-2026-" + id,
                        new BilledAccount(BRANCH, customer, new AccountId(17)),
                        new InvoicedAmount(
                                CalculationMethod.FORECAST,
                                Money.of("1500.01", "RUB"),
                                new DateRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"))),
                        new PaymentTerm(LocalDate.parse("2026-09-01"), null),
                        new PaymentState(
                                InvoiceStatus.AWAITING_PAYMENT,
                                Money.of("0.01", "RUB"),
                                Money.of("0", "RUB"),
                                true,
                                Set.of(InvoiceFlag.PAID_LATE, InvoiceFlag.OVERPAID),
                                null),
                        new Issuance(NOW, null)),
                ("hash of " + id).getBytes(StandardCharsets.UTF_8),
                "sealed " + id,
                EXPLANATION);
    }

    static MerchantAccount account(StoreTestApplication stores) {
        var account = newAccount(stores);
        stores.transactions().run(() -> stores.accounts().add(account));
        return account;
    }

    static MerchantAccount newAccount(StoreTestApplication stores) {
        return new MerchantAccount(
                stores.accounts().newId(),
                BRANCH,
                "sandbox",
                "Sandbox",
                "key" + System.nanoTime(),
                false,
                true,
                Map.of("secret", "канарейка"));
    }
}
