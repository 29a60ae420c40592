package org.schoolcrm.acquiring.core;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.ConfiguredMerchantAccounts;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountAdministration;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.core.payment.AttemptOpening;
import org.schoolcrm.acquiring.core.payment.CreditPostingJob;
import org.schoolcrm.acquiring.core.payment.FiscalReceipts;
import org.schoolcrm.acquiring.core.payment.LateReceiptsJob;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.core.payment.PaymentStarter;
import org.schoolcrm.acquiring.core.payment.ReceiptTracking;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.core.payment.Reversals;
import org.schoolcrm.acquiring.core.payment.Settlement;
import org.schoolcrm.acquiring.core.payment.UnallocatedPayments;
import org.schoolcrm.acquiring.core.payment.UnknownOrders;
import org.schoolcrm.acquiring.core.refund.RefundDecisions;
import org.schoolcrm.acquiring.core.refund.RefundIntake;
import org.schoolcrm.acquiring.core.refund.RefundOutcomes;
import org.schoolcrm.acquiring.core.refund.RefundProcessor;
import org.schoolcrm.acquiring.core.refund.RefundRequests;
import org.schoolcrm.acquiring.core.webhook.PreChecks;
import org.schoolcrm.acquiring.core.webhook.WaitingWebhooks;
import org.schoolcrm.acquiring.core.webhook.WebhookProcessor;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.FakeAttentions;
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
    private final AcquirerRegistry acquirers = new AcquirerRegistry(adapters, clock);
    private final MerchantAccountRouter router =
            new MerchantAccountRouter(stores.accounts, acquirers, path -> URI.create("https://school.test" + path));
    private final PaymentPosting posting = new PaymentPosting(stores.ledger, billing, () -> List.of(branch), clock);
    public final FakeAttentions attentions = new FakeAttentions();
    private final Reversals reversals = new Reversals(stores.refunds, posting, attentions);
    private final ReceiptTracking receiptTracking = new ReceiptTracking(stores.refunds, attentions, trail::add);
    private final FiscalReceipts receipts = new FiscalReceipts(customers);
    public final Settlement settlement = new Settlement(
            stores.attempts, reversals, receiptTracking, stores.inbox, posting, transactions, jobs, clock);
    private final Reconciler reconciler =
            new Reconciler(stores.attempts, router, acquirers, settlement, attentions, clock);
    private final UnknownOrders unknownOrders =
            new UnknownOrders(router, acquirers, settlement, attentions, transactions, clock);
    private final PreChecks preChecks = new PreChecks(stores.attempts, billing, () -> List.of(branch), clock);
    private final WebhookProcessor webhooks = new WebhookProcessor(
            router,
            acquirers,
            settlement,
            preChecks,
            new WaitingWebhooks(stores.inbox, attentions, transactions, jobs, clock));
    private final CreditPostingJob creditPosting =
            new CreditPostingJob(stores.ledger, this::post, attentions, transactions, jobs, clock);
    private final LateReceiptsJob lateReceipts = new LateReceiptsJob(
            stores.attempts, stores.refunds, stores.receipts, router, receiptTracking, transactions, jobs, clock);
    private final RefundProcessor refunds = new RefundProcessor(
            stores.attempts,
            stores.refunds,
            router,
            acquirers,
            new RefundIntake(stores.attempts, stores.refunds, posting, transactions, jobs, trail::add, clock),
            new RefundRequests(stores.attempts, posting, receipts, billing, clock),
            new RefundOutcomes(stores.attempts, stores.refunds, posting, transactions, trail::add, attentions),
            clock);

    public final PayerPayments payer = new PayerPayments(
            router,
            new PaymentStarter(
                    billing,
                    new AttemptOpening(billing, () -> List.of(branch), stores.attempts, transactions, jobs, clock),
                    router,
                    acquirers,
                    settlement,
                    receipts,
                    clock),
            reconciler,
            webhooks,
            stores.attempts,
            stores.ledger,
            transactions,
            clock);
    public final PaymentAdministration administration = new PaymentAdministration(
            stores.attempts,
            stores.refunds,
            router,
            posting,
            new UnallocatedPayments(stores.ledger, stores.attempts, posting, billing, transactions, trail::add, clock),
            refunds,
            new RefundDecisions(stores.attempts, stores.refunds, posting, transactions, trail::add, attentions, clock),
            reconciler);
    public final MerchantAccountAdministration merchants = new MerchantAccountAdministration(
            stores.accounts,
            stores.files,
            acquirers,
            router,
            PaymentTestApplication::isPublic,
            transactions,
            trail::add);
    public final ConfiguredMerchantAccounts configured =
            new ConfiguredMerchantAccounts(stores.accounts, stores.files, merchants, transactions);
    public final MerchantAccount account = new MerchantAccount(
            stores.accounts.newId(), branch.id(), "scripted", "Банк", "hook-key", false, true, Map.of());

    private static boolean isPublic(URI address) {
        return "https".equals(address.getScheme());
    }

    public PaymentTestApplication() {
        stores.accounts.add(account);
    }

    /** From now on the bank prints receipts, and tells of them. */
    public void printReceiptsAtBank() {
        bank.capabilities = Stream.concat(bank.capabilities.stream(), Stream.of(Capability.RECEIPT_NOTICES))
                .collect(Collectors.toSet());
        stores.accounts.save(new MerchantAccount(
                account.id(),
                account.branch(),
                account.provider(),
                account.name(),
                account.hookKey(),
                account.live(),
                account.active(),
                account.settings(),
                new AccountTerms("", FiscalPolicy.BANK, 0, Set.of(), null, null)));
    }

    /** From now on the merchant account takes real money. */
    public void goLive() {
        stores.accounts.save(new MerchantAccount(
                account.id(),
                account.branch(),
                account.provider(),
                account.name(),
                account.hookKey(),
                true,
                account.active(),
                account.settings(),
                account.terms()));
    }

    public WebhookReply receive(String body) {
        return payer.receive(
                "scripted",
                "hook-key",
                new RawWebhook(
                        "POST", "", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", clock.now()));
    }

    public void runJobs() {
        jobs.runDue(List.<JobHandler>of(reconciler, unknownOrders, webhooks, refunds));
        creditPosting.run("one");
        lateReceipts.run("one");
    }

    public JobOutcome reconcile(String attempt) {
        return reconciler.run(attempt);
    }

    public AttemptId attempt(String id) {
        return new AttemptId(Long.parseLong(id));
    }

    /** The adapter as everybody here calls it. */
    public Acquirer guarded(MerchantAccount account) {
        return acquirers.adapter(account).orElseThrow();
    }

    private PostingAnswer post(Posting one) {
        if (onPost.kind() == PostingAnswer.Kind.POSTED) {
            posted.put(one.id(), one);
        }
        return onPost;
    }
}
