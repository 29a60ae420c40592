package org.schoolcrm.acquiring.paykeeper;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.FormFields;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Signing;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;

/**
 * The call about a payment that came: MD5 over four fields and the secret word, with nothing between them. Digits could
 * be moved from one field to the next without changing the digest, so our order number carries the sum along.
 */
final class PaykeeperNotice {

    private static final Pattern SUM = Pattern.compile("(0|[1-9]\\d{0,12})(\\.\\d{1,2})?");
    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");
    private static final Pattern PINNED = Pattern.compile("(.+)\\.(\\d{1,15})");

    private PaykeeperNotice() {}

    /** Our order number as PayKeeper gets it. */
    static String pinned(String orderId, Money amount) {
        return orderId + "." + amount.minor();
    }

    /** The secret word that signed the call, the present one or the one before. */
    static Optional<String> signer(MerchantAccount account, FormFields form) {
        var id = form.getOr("id", "");
        var sum = form.getOr("sum", "");
        if (!ID.matcher(id).matches() || !SUM.matcher(sum).matches()) {
            return Optional.empty();
        }
        var signed = id + sum + form.getOr("clientid", "") + form.getOr("orderid", "");
        var key = form.getOr("key", "");
        return account.secrets("secretWord").stream()
                .filter(secret -> Signing.sameHex(Signing.hex("MD5", signed + secret), key))
                .findFirst();
    }

    static String acknowledgement(FormFields form, String secret) {
        return "OK " + Signing.hex("MD5", form.getOr("id", "") + secret);
    }

    /** A sum that is not the one we asked for only makes us ask. */
    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var id = form.getOr("id", "");
        var text = form.getOr("sum", "");
        var sum = SUM.matcher(text).matches() ? BankAmount.decimal(text, "RUB") : Optional.<Money>empty();
        if (sum.isEmpty() || !ID.matcher(id).matches()) {
            return List.of();
        }
        var order = form.getOr("orderid", "");
        var pin = PINNED.matcher(order);
        if (!pin.matches()) {
            return List.of(ProviderEvent.payment(order, id, Stage.PAID, sum.get(), account.live(), "paid"));
        }
        var event = ProviderEvent.payment(pin.group(1), id, Stage.PAID, sum.get(), account.live(), "paid");
        return List.of(pin.group(2).equals(String.valueOf(sum.get().minor())) ? event : event.asHint());
    }
}
