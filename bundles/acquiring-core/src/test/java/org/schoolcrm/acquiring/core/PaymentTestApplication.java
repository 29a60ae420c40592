package org.schoolcrm.acquiring.core;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.core.merchant.Banks;
import org.schoolcrm.acquiring.core.merchant.ConfiguredMerchantAccounts;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountAdministration;
import org.schoolcrm.acquiring.core.payment.CreditPostingJob;
import org.schoolcrm.acquiring.core.payment.FiscalReceipts;
import org.schoolcrm.acquiring.core.payment.JointSettlement;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.core.payment.PaymentStarter;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.core.payment.Settlement;
import org.schoolcrm.acquiring.core.refund.RefundProcessor;
import org.schoolcrm.acquiring.core.webhook.PreChecks;
import org.schoolcrm.acquiring.core.webhook.WebhookProcessor;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Online payment, wired as in the container, on memory and with a scripted bank. */
public final class PaymentTestApplication {

    public final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    public final FakeJobs jobs = new FakeJobs(clock);
    public final FakeBilling billing = new FakeBilling();
    public final InMemoryPayments stores = new InMemoryPayments();
    public final ScriptedBank bank = new ScriptedBank();
    public final List<Acquirer> adapters = new ArrayList<>(List.of(bank));
    public final Map<PaymentId, Posting> posted = new LinkedHashMap<>();
    public PostingAnswer onPost = PostingAnswer.posted();

    private final Transactions transactions = new DirectTransactions();

    public final Branch branch =
            new Branch(new BranchId(1), "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    public final FakeCustomers customers = new FakeCustomers();
    public final List<AuditRecord> trail = new ArrayList<>();
    private final Banks banks =
            new Banks(stores.accounts, adapters, path -> URI.create("https://school.test" + path), clock);
    private final PaymentPosting book = new PaymentPosting(stores.ledger, billing, () -> List.of(branch), clock);
    private final FiscalReceipts receipts = new FiscalReceipts(customers);
    private final Settlement settlement =
            new Settlement(stores.attempts, stores.refunds, book, transactions, jobs, clock);
    private final Reconciler reconciler = new Reconciler(stores.attempts, banks, settlement, clock);
    private final PreChecks preChecks = new PreChecks(stores.attempts, billing, () -> List.of(branch), clock);
    public final JointSettlement joint = new JointSettlement(stores.attempts, stores.inbox, book, transactions, clock);
    private final WebhookProcessor webhooks =
            new WebhookProcessor(banks, stores.inbox, joint, settlement, preChecks, transactions, jobs, clock);
    private final CreditPostingJob posting = new CreditPostingJob(stores.ledger, this::post, transactions, jobs, clock);
    private final RefundProcessor refundDesk = new RefundProcessor(
            stores.attempts, stores.refunds, banks, book, receipts, billing, transactions, jobs, trail::add, clock);

    public final PayerPayments desk = new PayerPayments(
            banks,
            new PaymentStarter(
                    billing,
                    () -> List.of(branch),
                    banks,
                    stores.attempts,
                    settlement,
                    receipts,
                    transactions,
                    jobs,
                    clock),
            reconciler,
            webhooks,
            stores.attempts,
            stores.ledger,
            clock);
    public final PaymentAdministration office = new PaymentAdministration(
            stores.attempts,
            stores.refunds,
            stores.ledger,
            banks,
            book,
            refundDesk,
            reconciler,
            billing,
            transactions,
            trail::add,
            clock);
    public final MerchantAccountAdministration merchants =
            new MerchantAccountAdministration(stores.accounts, stores.files, banks, transactions, trail::add);
    public final ConfiguredMerchantAccounts filed =
            new ConfiguredMerchantAccounts(stores.accounts, stores.files, merchants, transactions);
    public final MerchantAccount account = new MerchantAccount(
            stores.accounts.newId(), branch.id(), "scripted", "Банк", "hook-key", false, true, Map.of());

    public PaymentTestApplication() {
        stores.accounts.add(account);
    }

    public WebhookReply hear(String body) {
        return desk.receive(
                "scripted",
                "hook-key",
                new RawWebhook(
                        "POST", "", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", clock.now()));
    }

    public void runJobs() {
        jobs.runDue(List.<JobHandler>of(reconciler, webhooks, refundDesk));
        posting.run("one");
    }

    public JobOutcome reconcile(String attempt) {
        return reconciler.run(attempt);
    }

    public AttemptId attempt(String id) {
        return new AttemptId(Long.parseLong(id));
    }

    /** The adapter as everybody here calls it. */
    public Acquirer guarded(MerchantAccount account) {
        return banks.adapter(account).orElseThrow();
    }

    private PostingAnswer post(Posting one) {
        if (onPost.kind() == PostingAnswer.Kind.POSTED) {
            posted.put(one.id(), one);
        }
        return onPost;
    }
}
