package org.schoolcrm.acquiring.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.ListedRefund;
import org.schoolcrm.acquiring.kit.RefundLookup;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.Clock;

/** Refunds at Stripe, which lists them and knows an idempotency key for a day (ADR 0251). */
final class StripeRefunds {

    private static final String OUR_NUMBER = "refund";

    private final StripeApi api;
    private final Clock clock;

    StripeRefunds(StripeApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    RefundOutcome send(MerchantAccount account, RefundRequest request) {
        if (request.payment().providerId() == null) {
            return RefundOutcome.refused("Stripe's number of the session is not known");
        }
        var session = api.session(account, request.payment().providerId());
        if (session.session().isEmpty()) {
            return RefundOutcome.notSent(session.message());
        }
        var intent = StripeSession.intent(session.session().get());
        return intent.isEmpty() ? RefundOutcome.refused("The session has no payment") : send(account, request, intent);
    }

    RefundOutcome query(MerchantAccount account, RefundRequest request) {
        if (request.providerRefundId() != null) {
            return byNumber(account, request, request.providerRefundId());
        }
        var session = request.payment().providerId() == null
                ? Optional.<JsonNode>empty()
                : api.session(account, request.payment().providerId()).session();
        var intent = session.map(StripeSession::intent).orElse("");
        if (intent.isEmpty()) {
            return RefundOutcome.unanswered("Stripe does not name the payment of the session");
        }
        return new RefundLookup(
                        cursor -> page(account, intent, cursor),
                        number -> byNumber(account, request, number),
                        () -> send(account, request, intent))
                .query(request, clock.now());
    }

    private RefundOutcome send(MerchantAccount account, RefundRequest request, String intent) {
        var form = FormFields.of(
                "payment_intent",
                intent,
                "amount",
                Long.toString(request.amount().minor()),
                "metadata[" + OUR_NUMBER + "]",
                request.key());
        return outcome(account, request, api.post(account, "refunds", request.key(), form));
    }

    private RefundOutcome byNumber(MerchantAccount account, RefundRequest request, String number) {
        return outcome(account, request, api.get(account, "refunds/" + BankRequests.encoded(number)));
    }

    /** The next one begins behind the last refund of this one. */
    private Optional<RefundLookup.Page> page(MerchantAccount account, String intent, String cursor) {
        var path = "refunds?limit=100&payment_intent=" + BankRequests.encoded(intent);
        return api.get(account, cursor.isEmpty() ? path : path + "&starting_after=" + BankRequests.encoded(cursor))
                .list()
                .flatMap(list -> {
                    var refunds = new ArrayList<ListedRefund>();
                    var last = "";
                    for (var refund : list.path("data")) {
                        last = refund.path("id").asText();
                        if (StripeSession.intent(refund).equals(intent)) {
                            refunds.add(listed(refund));
                        }
                    }
                    boolean isLast = !list.path("has_more").asBoolean();
                    return isLast || !last.isEmpty()
                            ? Optional.of(new RefundLookup.Page(refunds, isLast ? "" : last))
                            : Optional.empty();
                });
    }

    private static ListedRefund listed(JsonNode refund) {
        return new ListedRefund(
                refund.path("id").asText(),
                refund.path("metadata").path(OUR_NUMBER).asText(),
                StripeSession.amount(refund, "amount").orElse(null),
                refund.path("created").canConvertToLong()
                        ? Instant.ofEpochSecond(refund.path("created").asLong())
                        : null,
                !isFailed(refund));
    }

    private RefundOutcome outcome(MerchantAccount account, RefundRequest request, StripeApi.Reply reply) {
        var refund = reply.object("refund");
        if (refund.isEmpty()) {
            return unclear(reply);
        }
        var id = refund.get().path("id").asText();
        var status = refund.get().path("status").asText();
        return switch (status) {
            case "succeeded" ->
                refundedInAll(account, request)
                        .map(total -> RefundOutcome.done(id, request.refundedAfter(total), status))
                        .orElse(RefundOutcome.pending(id, status));
            case "pending", "requires_action" -> RefundOutcome.pending(id, status);
            case "failed", "canceled" -> RefundOutcome.refused(status);
            default -> RefundOutcome.unknown("Stripe says " + status);
        };
    }

    /** Whether the money is still ours, or ours again. */
    static boolean isFailed(JsonNode refund) {
        var status = refund.path("status").asText();
        return status.equals("failed") || status.equals("canceled");
    }

    /** A key that came before with other data says that the first request arrived. */
    private static RefundOutcome unclear(StripeApi.Reply reply) {
        if (reply.isUsedKey()) {
            return RefundOutcome.unknown(reply.message());
        }
        return reply.isRefusal() ? RefundOutcome.refused(reply.message()) : TransportFailures.refund(reply.http());
    }

    /** Read from the charge, whoever sent it back. */
    private Optional<Money> refundedInAll(MerchantAccount account, RefundRequest request) {
        var session = String.valueOf(request.payment().providerId());
        return api.session(account, session)
                .session()
                .flatMap(found ->
                        Optional.ofNullable(StripeSession.outcome(found).refunded()));
    }
}
