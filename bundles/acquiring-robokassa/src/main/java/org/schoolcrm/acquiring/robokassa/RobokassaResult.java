package org.schoolcrm.acquiring.robokassa;

import java.util.List;
import java.util.regex.Pattern;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.Signing;

/** The call of ResultURL: sent once money has come, signed with password #2. */
final class RobokassaResult {

    private static final Pattern SUM = Pattern.compile("\\d{1,13}(\\.\\d{1,10})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private RobokassaResult() {}

    /**
     * The sum takes part as it was received, with however many zeros. A right signature over a sum or a number that we
     * cannot read only makes us ask.
     */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var sum = form.getAnyCase("OutSum").orElse("");
        var invoice = form.getAnyCase("InvId").orElse("");
        var signature = form.getAnyCase("SignatureValue").orElse("");
        boolean right = account.secrets("password2").stream()
                .map(password ->
                        RobokassaSignature.of(account, List.of(sum, invoice, password), RobokassaSignature.own(form)))
                .anyMatch(expected -> Signing.sameHex(expected, signature));
        if (!right) {
            return Verification.REJECTED;
        }
        return SUM.matcher(sum).matches() && NUMBER.matcher(invoice).matches()
                ? Verification.VERIFIED
                : Verification.NEEDS_QUERY;
    }

    /** What is not known by a number and a sum of our own is a hint. */
    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var invoice = form.getAnyCase("InvId").orElse("");
        var text = form.getAnyCase("OutSum").orElse("");
        if (invoice.isEmpty() && text.isEmpty()) {
            return List.of();
        }
        var sum = BankAmount.decimal(text, "RUB").orElse(null);
        boolean live = account.live() && !isTest(form);
        var event = ProviderEvent.payment(invoice, invoice, Stage.PAID, sum, live, "ResultURL");
        return List.of(sum == null || !NUMBER.matcher(invoice).matches() ? event.asHint() : event);
    }

    /** Nobody paid real money, whatever the merchant account is for. */
    private static boolean isTest(FormFields form) {
        return form.getAnyCase("IsTest").filter(flag -> flag.equals("1")).isPresent();
    }
}
