package org.schoolcrm.acquiring.core.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.PaymentLedger.Settled;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings credits to the CRM, page by page, until it says that each stands in its books. The queue is the rows
 * themselves, written with the payment, so that a payment costs no job of its own.
 */
public final class CreditPostingJob extends RecurringJob {

    private static final Logger LOG = LoggerFactory.getLogger(CreditPostingJob.class);
    private static final String KIND = "payment-posting";
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration STUCK = Duration.ofMinutes(10);
    private static final int PAGE = 200;

    private final PaymentLedger ledger;
    private final Accounts accounts;
    private final Attentions attentions;
    private final Transactions transactions;
    private final Clock clock;

    public CreditPostingJob(
            PaymentLedger ledger,
            Accounts accounts,
            Attentions attentions,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.ledger = ledger;
        this.accounts = accounts;
        this.attentions = attentions;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    protected boolean runOnce() {
        int posted;
        do {
            posted = postPage();
        } while (posted == PAGE);
        return false;
    }

    /** A process that dies before the end posts the page once more, which the CRM takes in once (I3). */
    private int postPage() {
        var page = transactions.inTransaction(() -> ledger.queued(clock.now(), PAGE));
        List<Settled> settled = new ArrayList<>();
        List<Posting> unknown = new ArrayList<>();
        var answers = postAll(page);
        for (int i = 0; i < page.size(); i++) {
            var posting = page.get(i);
            var answer = answers.get(i);
            switch (answer.kind()) {
                case POSTED -> settled.add(new Settled(posting.id(), true, answer.detail()));
                case REFUSED -> settled.add(new Settled(posting.id(), false, answer.detail()));
                case UNKNOWN -> unknown.add(posting);
            }
        }
        if (!page.isEmpty()) {
            transactions.run(() -> {
                ledger.settle(settled, clock.now());
                unknown.forEach(this::postpone);
            });
        }
        return page.size();
    }

    /** The longer the CRM does not take a credit, the longer it is left alone; in the end a person looks. */
    private void postpone(Posting posting) {
        var now = clock.now();
        var age = Duration.between(posting.receivedAt(), now);
        ledger.postpone(posting.id(), now.plus(pause(age)));
        if (age.compareTo(STUCK) > 0) {
            attentions.raise(new Attention(
                    posting.branch().value(),
                    "posting.stuck",
                    "bank-operation:" + posting.id(),
                    posting.amount() + " for customer " + posting.customer() + " since " + posting.receivedAt()));
        }
    }

    private static Duration pause(Duration age) {
        var quarter = age.dividedBy(4);
        return quarter.compareTo(PAUSE) < 0 ? PAUSE : quarter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : quarter;
    }

    private List<PostingAnswer> postAll(List<Posting> page) {
        try {
            return accounts.postAll(page);
        } catch (RuntimeException e) {
            LOG.warn("The CRM broke on {} credits together; they are tried one by one", page.size(), e);
            return page.stream().map(this::post).toList();
        }
    }

    /** One credit that the CRM cannot stomach keeps none of the others waiting. */
    private PostingAnswer post(Posting posting) {
        try {
            return accounts.post(posting);
        } catch (RuntimeException e) {
            LOG.warn("The CRM broke on credit {}; it is tried again: {}", posting.id(), e.toString());
            return PostingAnswer.unknown("the CRM broke");
        }
    }
}
