package org.schoolcrm.acquiring.core.payment;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.api.PaymentStart.Kind;
import org.schoolcrm.acquiring.core.merchant.Banks;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** Opens payments at banks: our own row is committed first, the bank is called after. */
public final class PaymentStarter {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration FORM_LIVES = Duration.ofMinutes(30);
    private static final Duration CALL_MAY_TAKE = Duration.ofMinutes(1);

    private final Billing billing;
    private final Branches branches;
    private final Banks banks;
    private final AttemptStore attempts;
    private final Settlement settlement;
    private final FiscalReceipts receipts;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public PaymentStarter(
            Billing billing,
            Branches branches,
            Banks banks,
            AttemptStore attempts,
            Settlement settlement,
            FiscalReceipts receipts,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.billing = billing;
        this.branches = branches;
        this.banks = banks;
        this.attempts = attempts;
        this.settlement = settlement;
        this.receipts = receipts;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    public PaymentStart start(InvoiceId id, String returnTo) {
        var invoice = billing.find(id).orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(id));
        if (payability(invoice) != Payability.PAYABLE) {
            return PaymentStart.without(Kind.NOT_PAYABLE);
        }
        var account = banks.accountFor(invoice);
        if (account.isEmpty()) {
            return PaymentStart.without(Kind.NOT_CONNECTED);
        }
        return banks.adapter(account.get())
                .map(adapter -> start(invoice, account.get(), adapter, returnTo))
                .orElse(PaymentStart.without(Kind.TRY_LATER));
    }

    private PaymentStart start(Invoice invoice, MerchantAccount account, Acquirer adapter, String returnTo) {
        var turn = transactions.inTransaction(() -> takeTurn(invoice, account, adapter));
        if (turn.isEmpty()) {
            return PaymentStart.without(Kind.TRY_LATER);
        }
        var attempt = turn.get();
        if (attempt.payAt() != null) {
            return PaymentStart.form(attempt.payAt());
        }
        var receipt = receipts.of(account, invoice, attempt.amount(), clock.now());
        var answer = receipts.areWanted(account) && receipt.isEmpty()
                ? PaymentOutcome.misconfigured("Nobody to send the receipt to")
                : adapter.create(account, order(attempt, invoice, account, returnTo, receipt.orElse(null)));
        if (answer.remedy() == Remedy.CORRECT_SETTINGS) {
            banks.line(account.id()).noteFailure(answer.detail());
        }
        var opened = settlement.apply(account, attempt, closedIfNotSent(answer));
        return opened.payAt() == null ? PaymentStart.without(Kind.TRY_LATER) : PaymentStart.form(opened.payAt());
    }

    /** The open form if there is one, a new attempt if there is none, nothing while another click is under way. */
    private Optional<PaymentAttempt> takeTurn(Invoice invoice, MerchantAccount account, Acquirer adapter) {
        billing.lockCustomers(invoice.branch(), List.of(invoice.customer()));
        var now = clock.now();
        var due = billing.find(invoice.id()).orElseThrow().stillDue();
        var latest = attempts.latestOf(invoice.id());
        if (latest.isPresent()
                && latest.get().isUsable(now)
                && latest.get().account().equals(account.id())
                && latest.get().amount().equals(due)) {
            return latest;
        }
        if (latest.isPresent() && isUnderWay(latest.get(), now)) {
            return Optional.empty();
        }
        var id = attempts.newId();
        var attempt = new PaymentAttempt(
                id,
                account.id(),
                invoice.id(),
                adapter.profile().can(Capability.NUMERIC_ORDER_ID) ? id.toString() : orderId(),
                due,
                AttemptStatus.INTENT,
                null,
                null,
                "",
                now,
                closes(invoice, now));
        attempts.add(attempt);
        jobs.schedule(Reconciler.job(attempt.id()), now.plus(CALL_MAY_TAKE));
        return Optional.of(attempt);
    }

    /** What never reached the bank cannot be paid there: the next click may open another. */
    private static PaymentOutcome closedIfNotSent(PaymentOutcome answer) {
        return answer.status() == PaymentOutcome.Status.NOT_SENT
                ? PaymentOutcome.declined(null, answer.detail())
                : answer;
    }

    private static boolean isUnderWay(PaymentAttempt attempt, Instant now) {
        return attempt.status() == AttemptStatus.INTENT
                && now.isBefore(attempt.startedAt().plus(CALL_MAY_TAKE));
    }

    private CreatePayment order(
            PaymentAttempt attempt,
            Invoice invoice,
            MerchantAccount account,
            String returnTo,
            @Nullable FiscalReceipt receipt) {
        return new CreatePayment(
                attempt.orderId(),
                attempt.amount(),
                invoice.number(),
                URI.create(returnTo),
                banks.webhookOf(account),
                attempt.validUntil(),
                false,
                PaymentMethod.of(account),
                "ru",
                receipt);
    }

    /** The bank's form ends with the invoice's term, so that late money is the exception. */
    private Instant closes(Invoice invoice, Instant now) {
        var usual = now.plus(FORM_LIVES);
        var lastDay = invoice.term().until();
        if (lastDay == null) {
            return usual;
        }
        var over = lastDay.plusDays(1).atStartOfDay(zone(invoice)).toInstant();
        return over.isBefore(usual) ? over : usual;
    }

    private Payability payability(Invoice invoice) {
        return invoice.payability(clock.today(zone(invoice)));
    }

    private ZoneId zone(Invoice invoice) {
        return branches.find(invoice.branch()).orElseThrow().zone();
    }

    private static String orderId() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
