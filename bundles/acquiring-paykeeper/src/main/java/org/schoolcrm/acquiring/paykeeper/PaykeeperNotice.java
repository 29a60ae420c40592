package org.schoolcrm.acquiring.paykeeper;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Unproven;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.Signing;

/**
 * The call about a payment that came: MD5 over four fields and the secret word, with nothing between them. Text could be
 * moved from one field to the next without changing the digest, so our order number, the last of them, carries the sum
 * and its own length along.
 */
final class PaykeeperNotice {

    private static final Pattern SUM = Pattern.compile("(0|[1-9]\\d{0,12})(\\.\\d{1,2})?");
    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");
    private static final Pattern PINNED = Pattern.compile("(.+)\\.(\\d{1,17})");

    private PaykeeperNotice() {}

    /** Our order number as PayKeeper gets it: {@code order1.15000006} is {@code order1}, six characters, 1500.00. */
    static String pinned(String orderId, Money amount) {
        return orderId + "." + amount.minor() + String.format(Locale.ROOT, "%02d", orderId.length());
    }

    /** A wrong digest is refused; a right one over a text that says nothing definite only makes us ask. */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        if (signer(account, form).isEmpty()) {
            return Verification.REJECTED;
        }
        return sum(form).isPresent() && !isLikeAcknowledgement(form) ? Verification.VERIFIED : Verification.NEEDS_QUERY;
    }

    /** The secret word that signed the call, the present one or the one before. */
    static Optional<String> signer(MerchantAccount account, FormFields form) {
        if (!ID.matcher(form.getOr("id", "")).matches()) {
            return Optional.empty();
        }
        var signed = signed(form);
        var key = form.getOr("key", "");
        return account.secrets("secretWord").stream()
                .filter(secret -> Signing.sameHex(Signing.hex("MD5", signed + secret), key))
                .findFirst();
    }

    static String acknowledgement(FormFields form, String secret) {
        return "OK " + Signing.hex("MD5", form.getOr("id", "") + secret);
    }

    /**
     * Of a payment of ours the order's number tells where it begins and which sum was written how: then every character
     * has its place. What else the digest may have been made over makes us ask.
     */
    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var id = form.getOr("id", "");
        if (!ID.matcher(id).matches()) {
            return List.of();
        }
        var order = form.getOr("orderid", "");
        var sum = sum(form).orElse(null);
        var pin = PINNED.matcher(order);
        var number = pin.matches() ? pin.group(1) : order;
        var event = ProviderEvent.payment(number, id, Stage.PAID, sum, account.live(), "paid");
        if (sum == null || (pin.matches() && !(order.equals(pinned(number, sum)) && isAsWeWrite(form, sum)))) {
            return List.of(event.asHint());
        }
        return List.of(pin.matches() ? event : event.unproven(Unproven.AMOUNT, Unproven.NUMBER));
    }

    private static boolean isAsWeWrite(FormFields form, Money sum) {
        return form.getOr("sum", "").equals(sum.toDecimal());
    }

    /** What we answered once, a digest over a number alone, is no word of PayKeeper's about money. */
    private static boolean isLikeAcknowledgement(FormFields form) {
        return ID.matcher(signed(form)).matches();
    }

    private static String signed(FormFields form) {
        return form.getOr("id", "") + form.getOr("sum", "") + form.getOr("clientid", "") + form.getOr("orderid", "");
    }

    private static Optional<Money> sum(FormFields form) {
        var text = form.getOr("sum", "");
        return SUM.matcher(text).matches() ? BankAmount.decimal(text, "RUB") : Optional.empty();
    }
}
