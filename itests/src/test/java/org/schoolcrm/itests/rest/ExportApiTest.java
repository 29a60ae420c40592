package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Exports as large as they come. */
class ExportApiTest {

    private static final int INVOICES = 100_000;
    private static final int BATCH = 1000;
    private static final int PAGES = INVOICES / 500;
    private static final LocalDate TODAY = LocalDate.parse("2026-09-10");

    @Test
    @DisplayName(
            "100,000 invoices leave as they are read: the first are with the caller long before the last are asked for")
    void a_hundred_thousand_invoices_are_never_held_together() throws IOException {
        try (var database = TestDatabase.postgres();
                var application = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 20);
                var server = application.server()) {
            for (int i = 0; i < INVOICES / BATCH; i++) {
                application
                        .the(Transactions.class)
                        .run(() -> application
                                .the(Billing.class)
                                .issueAll(Collections.nCopies(BATCH, draft()), Actor.SYSTEM));
            }
            application.statements();

            try (var lines = new BufferedReader(
                    new InputStreamReader(server.user(1).stream("invoices/export?branch=1"), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).startsWith("\uFEFFНомер;");
                assertThat(lines.readLine()).contains("1500,00");
                long early = pages(application);

                assertThat(lines.lines().distinct().count()).isEqualTo(INVOICES - 1);

                assertThat(early).isLessThan(PAGES);
                assertThat(early + pages(application)).isEqualTo(PAGES);
            }
        }
    }

    /** How many pages of invoices the database was asked for since the last call. */
    private static long pages(TestApplication application) {
        return application.statements().stream()
                .filter(statement -> statement.matches("select i\\.id, .* from invoice i where .* limit .*"))
                .count();
    }

    private static InvoiceDraft draft() {
        return new InvoiceDraft(
                new BilledAccount(new BranchId(1), new CustomerId(1), AccountId.BASE),
                new InvoicedAmount(CalculationMethod.MANUAL, Money.of("1500", "RUB"), new DateRange(TODAY, TODAY)),
                new PaymentTerm(TODAY, null),
                false,
                null,
                new InvoiceExplanation(
                        Collections.emptyList(), Money.zero(Money.of("1", "RUB").currency())));
    }
}
