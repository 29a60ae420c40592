package org.schoolcrm.acquiring.core.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.PaymentLedger.Settled;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings credits to the CRM, page by page, until it says that each stands in its books. The queue is the rows
 * themselves, written with the payment, so that a payment costs no job of its own.
 */
public final class CreditPostingJob implements JobHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CreditPostingJob.class);
    private static final String KIND = "payment-posting";
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final int PAGE = 200;

    private final PaymentLedger ledger;
    private final Accounts accounts;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public CreditPostingJob(
            PaymentLedger ledger, Accounts accounts, Transactions transactions, Jobs jobs, Clock clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Begins to bring credits; where that goes on already, nothing changes. */
    public void start() {
        transactions.run(() -> jobs.schedule(new JobId(KIND, "one"), clock.now()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        int brought;
        do {
            brought = bringPage();
        } while (brought == PAGE);
        return JobOutcome.again(clock.now().plus(BEAT));
    }

    /** A process that dies before the end brings the page once more, which the CRM takes in once (I3). */
    private int bringPage() {
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
                unknown.forEach(
                        posting -> ledger.postpone(posting.id(), clock.now().plus(PAUSE)));
            });
        }
        return page.size();
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
            LOG.warn("The CRM broke on credit {}; it is tried again", posting.id(), e);
            return PostingAnswer.unknown("the CRM broke");
        }
    }
}
