package org.schoolcrm.mailing.core;

import java.time.Instant;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.SkipReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides, for one customer of a run, which accounts are billed how much and which are skipped and why. */
public final class Assessment {

    private static final Logger LOG = LoggerFactory.getLogger(Assessment.class);

    private final Forecaster forecaster;

    public Assessment(Forecaster forecaster) {
        this.forecaster = forecaster;
    }

    /** One customer of a run, with all that is known of them. */
    record Case(
            MailingRun run, Branch branch, CustomerFacts customer, Credits credits, DateRange window, Instant asOf) {}

    void assess(Case one, PageResult result) {
        var customer = one.customer();
        var run = one.run();
        var address = Recipients.addressOf(customer, run.how().method());
        var accounts = customer.accounts().stream()
                .filter(account -> run.what().scope().includes(account.id()))
                .toList();
        if (address.isEmpty()) {
            result.skip(run.id(), customer.id(), customer.name(), SkipReason.NO_RECIPIENT);
        } else if (accounts.isEmpty()) {
            result.skip(run.id(), customer.id(), customer.name(), SkipReason.NO_ACCOUNT);
        } else if (accounts.stream()
                .anyMatch(account ->
                        one.credits().balanceOf(customer.id(), account).isEmpty())) {
            result.skip(run.id(), customer.id(), customer.name(), SkipReason.PAYMENT_IN_FLIGHT);
        } else {
            accounts.forEach(account -> assess(one, account, address.get(), result));
        }
    }

    private void assess(Case one, Account account, String address, PageResult result) {
        var run = one.run().id();
        var customer = one.customer();
        var balance = one.credits().balanceOf(customer.id(), account).orElseThrow();
        try {
            var forecast = forecaster.forecast(new ForecastRequest(
                    customer,
                    account.id(),
                    balance,
                    one.window(),
                    one.asOf(),
                    one.branch().zone()));
            if (forecast.amount().isPositive()) {
                result.bill(new Bill(draft(one, account, forecast), customer.name(), address));
            } else {
                result.skip(run, customer.id(), account.id(), customer.name(), SkipReason.NOTHING_TO_PAY);
            }
        } catch (RuntimeException e) {
            LOG.warn("Customer {} of run {} cannot be forecast", customer.id(), run, e);
            result.fail(run, customer.id(), account.id(), customer.name(), String.valueOf(e.getMessage()));
        }
    }

    private static InvoiceDraft draft(Case one, Account account, Forecast forecast) {
        var what = one.run().what();
        return new InvoiceDraft(
                one.branch().id(),
                one.customer().id(),
                account.id(),
                one.run().id().value(),
                what.method(),
                forecast.amount(),
                one.window(),
                what.term().from(one.run().issued()),
                what.repeatable(),
                new InvoiceExplanation(
                        forecast.lines().stream().map(InvoiceLine::of).toList(),
                        forecast.balance(),
                        forecast.snapshot()));
    }
}
