package org.schoolcrm.acquiring.core.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.core.payment.PaymentReport;
import org.schoolcrm.acquiring.core.payment.Settlement;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks of banks: verified, read once, settled together with the others of the same moment, and only then
 * acknowledged. A webhook for an adapter that is absent is kept, and replayed when the adapter is back.
 */
public final class WebhookProcessor implements JobHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookProcessor.class);
    private static final Duration COME_BACK = Duration.ofSeconds(30);
    private static final int GROUP = 32;

    private final MerchantAccountRouter merchants;
    private final AcquirerRegistry acquirers;
    private final Settlement settlement;
    private final PreChecks preChecks;
    private final WaitingWebhooks waiting;
    private final GroupCommit<PaymentReport, Acknowledgement> group;

    public WebhookProcessor(
            MerchantAccountRouter merchants,
            AcquirerRegistry acquirers,
            Settlement settlement,
            PreChecks preChecks,
            WaitingWebhooks waiting) {
        this.merchants = merchants;
        this.acquirers = acquirers;
        this.settlement = settlement;
        this.preChecks = preChecks;
        this.waiting = waiting;
        this.group = new GroupCommit<>(GROUP, settlement::settle);
    }

    public WebhookReply receive(String provider, String hookKey, RawWebhook webhook) {
        var account = merchants.accountOfWebhook(provider, hookKey);
        if (account.isEmpty()) {
            return WebhookReply.text(404, "Not found");
        }
        return acquirers
                .adapter(account.get())
                .map(adapter -> receive(account.get(), adapter, webhook))
                .orElseGet(() -> keepForLater(account.get(), webhook));
    }

    private WebhookReply receive(MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        var verification = verified(account, adapter, webhook);
        if (verification.isEmpty()) {
            return keepForLater(account, webhook);
        }
        return switch (verification.get()) {
            case REJECTED -> adapter.acknowledge(account, webhook, Acknowledgement.BAD_SIGNATURE);
            case VERIFIED ->
                adapter.preCheck(account, webhook)
                        .map(question -> adapter.answer(account, webhook, preChecks.verdict(account, question)))
                        .orElseGet(() -> settle(account, adapter, webhook, true));
            case NEEDS_QUERY -> settle(account, adapter, webhook, false);
        };
    }

    private WebhookReply settle(MerchantAccount account, Acquirer adapter, RawWebhook webhook, boolean verified) {
        var acknowledgement = parsed(account, adapter, webhook)
                .map(events -> group.submit(PaymentReport.of(account, webhook, events, verified)))
                .orElseGet(() -> unreadable(account, webhook, verified));
        return adapter.acknowledge(account, webhook, acknowledgement);
    }

    /** The bank would only repeat the very same bytes; what anybody may have sent is not kept. */
    private Acknowledgement unreadable(MerchantAccount account, RawWebhook webhook, boolean verified) {
        if (verified) {
            waiting.setAside(account, webhook);
        }
        return verified ? Acknowledgement.ACCEPTED : Acknowledgement.IGNORED;
    }

    /** Nothing if the adapter broke or was taken away meanwhile, which must not lose the webhook. */
    private static Optional<Verification> verified(MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        try {
            return Optional.of(adapter.verify(account, webhook));
        } catch (RuntimeException e) {
            LOG.error("A webhook of merchant account {} waits: its adapter could not verify it", account.id(), e);
            return Optional.empty();
        }
    }

    /** Nothing if the adapter cannot make sense of it. */
    private static Optional<List<ProviderEvent>> parsed(MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        try {
            return Optional.of(adapter.parse(account, webhook));
        } catch (RuntimeException e) {
            LOG.error("A webhook of merchant account {} cannot be read", account.id(), e);
            return Optional.empty();
        }
    }

    private WebhookReply keepForLater(MerchantAccount account, RawWebhook webhook) {
        waiting.keep(account, webhook);
        return WebhookReply.later(COME_BACK);
    }

    @Override
    public String kind() {
        return WaitingWebhooks.KIND;
    }

    /** Replays a webhook that could not be read when it came. */
    @Override
    public JobOutcome run(String key) {
        long id = Long.parseLong(key);
        var call = waiting.find(id);
        if (call.isEmpty()) {
            return JobOutcome.done();
        }
        var account = merchants.account(call.get().account());
        return acquirers
                .adapter(account)
                .map(adapter -> replay(id, account, adapter, call.get().webhook()))
                .orElseGet(waiting::untilTheAdapterIsThere);
    }

    private JobOutcome replay(long id, MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        var verification = verified(account, adapter, webhook);
        if (verification.isEmpty()) {
            return waiting.untilTheAdapterWorks();
        }
        if (verification.get() == Verification.REJECTED) {
            waiting.reject(id);
            return JobOutcome.done();
        }
        var events = parsed(account, adapter, webhook);
        if (events.isEmpty()) {
            return waiting.untilItCanBeRead();
        }
        settlement.settle(
                List.of(PaymentReport.of(account, webhook, events.get(), verification.get() == Verification.VERIFIED)));
        return JobOutcome.done();
    }
}
