package org.schoolcrm.acquiring.core.payment;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.acquiring.spi.WebhookInbox.State;
import org.schoolcrm.runtime.api.Clock;

/** Keeps webhooks in the inbox and tells which of them were settled before; the same bytes count once. */
final class ReportDeduplication {

    private final WebhookInbox inbox;
    private final Clock clock;

    ReportDeduplication(WebhookInbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Whether each report is a repeat, in the order of the reports; an answer to a query never is. */
    List<Boolean> keep(List<PaymentReport> reports) {
        var calls = new LinkedHashMap<CallKey, WebhookInbox.Call>();
        for (var report : reports) {
            var key = CallKey.of(report);
            var webhook = report.webhook();
            if (key != null && webhook != null) {
                calls.putIfAbsent(key, new WebhookInbox.Call(key.account(), webhook));
            }
        }
        var settled = calls.isEmpty() ? new HashSet<CallKey>() : settledBefore(calls);
        return reports.stream()
                .map(CallKey::of)
                .map(key -> key != null && !settled.add(key))
                .toList();
    }

    private Set<CallKey> settledBefore(Map<CallKey, WebhookInbox.Call> calls) {
        var settled = new HashSet<CallKey>();
        var kept = inbox.keepAll(List.copyOf(calls.values()), State.PROCESSED).iterator();
        for (var key : calls.keySet()) {
            var call = kept.next();
            if (!call.isNew() && call.state() == State.PROCESSED) {
                settled.add(key);
            } else if (!call.isNew()) {
                inbox.done(call.id(), State.PROCESSED, clock.now());
            }
        }
        return settled;
    }

    /** Two calls are the same to the inbox if they come to the same account with the same address and bytes. */
    private record CallKey(MerchantAccountId account, String method, String type, String query, ByteBuffer body) {

        static @Nullable CallKey of(PaymentReport report) {
            var webhook = report.webhook();
            return webhook == null
                    ? null
                    : new CallKey(
                            report.account().id(),
                            webhook.method(),
                            webhook.type(),
                            webhook.query(),
                            ByteBuffer.wrap(webhook.body()));
        }
    }
}
