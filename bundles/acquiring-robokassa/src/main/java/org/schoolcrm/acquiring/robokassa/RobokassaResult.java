package org.schoolcrm.acquiring.robokassa;

import java.util.List;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.FormFields;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Signing;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;

/** The call of ResultURL: sent once money has come, signed with password #2. */
final class RobokassaResult {

    private RobokassaResult() {}

    /** The sum takes part as it was received, with however many zeros. */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var sum = form.getAnyCase("OutSum").orElse("");
        var invoice = form.getAnyCase("InvId").orElse("");
        var signature = form.getAnyCase("SignatureValue").orElse("");
        if (!sum.matches("\\d{1,13}(\\.\\d{1,10})?") || !invoice.matches("\\d{1,18}")) {
            return Verification.REJECTED;
        }
        return account.secrets("password2").stream()
                        .map(password -> RobokassaSignature.of(
                                account, List.of(sum, invoice, password), RobokassaSignature.own(form)))
                        .anyMatch(right -> Signing.sameHex(right, signature))
                ? Verification.VERIFIED
                : Verification.REJECTED;
    }

    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var invoice = form.getAnyCase("InvId").orElse("");
        var sum = BankAmount.decimal(form.getAnyCase("OutSum").orElse(""), "RUB");
        if (invoice.isEmpty() || sum.isEmpty()) {
            return List.of();
        }
        return List.of(ProviderEvent.payment(invoice, invoice, Stage.PAID, sum.get(), account.live(), "ResultURL"));
    }
}
