package org.schoolcrm.mailing.api;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;

/**
 * What a run did about one account of one customer.
 *
 * @param customerName as it was then
 * @param reason of a skip, null otherwise
 * @param error of a failure, null otherwise
 * @param invoice that was issued, null otherwise
 */
public record RunEntry(
        RunId run,
        CustomerId customer,
        AccountId account,
        String customerName,
        Outcome outcome,
        @Nullable SkipReason reason,
        @Nullable String error,
        @Nullable InvoiceId invoice,
        @Nullable Money amount) {

    /** How it ended for the account. */
    public enum Outcome {
        BILLED,
        SKIPPED,
        FAILED
    }

    public static RunEntry billed(
            RunId run, CustomerId customer, AccountId account, String name, InvoiceId invoice, Money amount) {
        return new RunEntry(run, customer, account, name, Outcome.BILLED, null, null, invoice, amount);
    }

    /** What a run would bill, if it were no dry run. */
    public static RunEntry wouldBill(RunId run, CustomerFacts customer, AccountId account, Money amount) {
        return new RunEntry(run, customer.id(), account, customer.name(), Outcome.BILLED, null, null, null, amount);
    }

    public static RunEntry skipped(RunId run, CustomerId customer, AccountId account, String name, SkipReason reason) {
        return new RunEntry(run, customer, account, name, Outcome.SKIPPED, reason, null, null, null);
    }

    public static RunEntry failed(RunId run, CustomerId customer, AccountId account, String name, String error) {
        return new RunEntry(run, customer, account, name, Outcome.FAILED, null, error, null, null);
    }
}
