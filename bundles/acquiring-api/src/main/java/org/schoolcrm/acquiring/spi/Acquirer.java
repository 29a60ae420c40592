package org.schoolcrm.acquiring.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;

/**
 * Translates between us and one bank. Keeps no state and never throws for what a bank or a network does: every answer,
 * or lack of one, is a {@link PaymentOutcome}. What a bank does not offer is left as it stands here, and the
 * {@link Capability} is left out of the profile.
 */
@ConsumerType
public interface Acquirer {

    /** Lower-case and permanent: it is stored with every merchant account and part of its address. */
    String provider();

    /** What the adapter can do and which settings it needs. */
    AcquirerProfile profile();

    /**
     * Names of the settings that are missing, malformed or unknown; asked before an account is saved. An adapter whose
     * settings must make sense together, or be readable as a key or a list, adds what its profile cannot say.
     */
    default List<String> problemsOf(Map<String, String> settings) {
        return profile().problemsOf(settings);
    }

    /** Tries the settings without moving money. */
    ConnectionReport test(MerchantAccount account);

    /** Opens a payment. */
    PaymentOutcome create(MerchantAccount account, CreatePayment payment);

    /** What became of a payment: by the bank's number if we know it and the bank takes it, else by ours. */
    PaymentOutcome query(MerchantAccount account, PaymentRef payment);

    /** The same by our own number alone, because after a timeout it is the only one we have. */
    default PaymentOutcome find(MerchantAccount account, String orderId) {
        return query(account, new PaymentRef(orderId, null));
    }

    /** Takes a held amount, or a part of it. */
    default PaymentOutcome capture(MerchantAccount account, PaymentRef payment, Money amount) {
        return PaymentOutcome.misconfigured("Not offered by " + provider());
    }

    /** Closes a form that nobody paid. */
    default PaymentOutcome cancel(MerchantAccount account, PaymentRef payment) {
        return PaymentOutcome.misconfigured("Not offered by " + provider());
    }

    /** Lets a held amount go. */
    default PaymentOutcome release(MerchantAccount account, PaymentRef payment) {
        return PaymentOutcome.misconfigured("Not offered by " + provider());
    }

    /** Sends money back; safe to repeat only as far as the outcome's {@link Remedy} says. */
    default RefundOutcome refund(MerchantAccount account, RefundRequest order) {
        return RefundOutcome.misconfigured("Not offered by " + provider());
    }

    /** What became of a refund. */
    default RefundOutcome queryRefund(MerchantAccount account, RefundRequest order) {
        return RefundOutcome.unknown("Not offered by " + provider());
    }

    /** Looks at the bytes as they came, before anybody reads meaning into them. */
    Verification verify(MerchantAccount account, RawWebhook webhook);

    /** What the call reports; nothing if it is about something else. Called only for what was not rejected. */
    List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook);

    /** The bank's question before it takes money, if this call is one. Called only for what was verified. */
    default Optional<PreCheck> preCheck(MerchantAccount account, RawWebhook webhook) {
        return Optional.empty();
    }

    /** The answer to such a question. */
    default WebhookReply answer(MerchantAccount account, RawWebhook webhook, PreCheck.Verdict verdict) {
        return acknowledge(account, webhook, Acknowledgement.IGNORED);
    }

    /** The answer that this bank understands. */
    WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement);

    /** Takes secrets and personal data out of a text, so that people may read it and logs may keep it. */
    default String redact(MerchantAccount account, String text) {
        return Redaction.of(profile(), account, text);
    }
}
