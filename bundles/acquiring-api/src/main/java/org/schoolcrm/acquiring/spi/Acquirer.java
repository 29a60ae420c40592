package org.schoolcrm.acquiring.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;

/**
 * Translates between us and one bank. Keeps no state and never throws for what a bank or a network does: every answer,
 * or lack of one, is a {@link PaymentOutcome}.
 */
@ConsumerType
public interface Acquirer {

    /** Lower-case and permanent: it is stored with every merchant account and part of its address. */
    String provider();

    /** Opens a payment. */
    PaymentOutcome create(MerchantAccount account, CreatePayment payment);

    /** What became of an attempt; by our own order number, because after a timeout it is the only one we have. */
    PaymentOutcome query(MerchantAccount account, PaymentAttempt attempt);

    /** Looks at the bytes as they came, before anybody reads meaning into them. */
    Verification verify(MerchantAccount account, RawWebhook webhook);

    /** What the call reports; nothing if it is about something else. Called only for what was not rejected. */
    List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook);

    /** The answer that this bank understands. */
    WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement);
}
