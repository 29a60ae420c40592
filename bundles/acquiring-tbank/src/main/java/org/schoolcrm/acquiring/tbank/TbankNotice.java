package org.schoolcrm.acquiring.tbank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.kit.Json;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.Signing;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;

/** T-Bank's notifications: payment, receipt, card and account binding, all at one address (acquirers.md 2.4). */
final class TbankNotice {

    private static final List<String> PAYMENT = List.of("OrderId", "Success", "Status", "PaymentId", "Amount");

    private TbankNotice() {}

    /**
     * The token signs values, not names: a payment whose names do not all stand there may have been changed, and is
     * refused although its token is right.
     */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        return Json.read(webhook.text())
                        .filter(root -> isOfTerminal(root, account)
                                && (isBinding(root) || isWholePayment(root))
                                && isSigned(root, account))
                        .isPresent()
                ? Verification.VERIFIED
                : Verification.REJECTED;
    }

    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return Json.read(webhook.text()).flatMap(root -> event(account, root)).stream()
                .toList();
    }

    private static Optional<ProviderEvent> event(MerchantAccount account, JsonNode root) {
        var order = root.path("OrderId").asText();
        var payment = root.path("PaymentId").asText();
        var status = root.path("Status").asText();
        if (isBinding(root)) {
            return Optional.of(ProviderEvent.notice(Kind.BINDING, "", payment, account.live(), status));
        }
        if (order.isEmpty() || payment.isEmpty()) {
            return Optional.empty();
        }
        if (status.equals("RECEIPT")) {
            return Optional.of(ProviderEvent.notice(Kind.RECEIPT, order, payment, account.live(), status));
        }
        var stage = TbankProfile.PROFILE.statuses().getOrDefault(status, Stage.UNKNOWN);
        var amount = BankAmount.minor(root.path("Amount").asText(), "RUB").orElse(null);
        var event = ProviderEvent.payment(order, payment, stage, amount, account.live(), status);
        return Optional.of(
                switch (stage) {
                    case PARTIALLY_REFUNDED, REFUNDED, UNKNOWN -> event.asHint();
                    case NOT_SENT, PENDING, AUTHORIZED, PAID, FAILED, EXPIRED, CANCELLED, REVERSED -> event;
                });
    }

    private static boolean isOfTerminal(JsonNode root, MerchantAccount account) {
        return root.path("TerminalKey").asText().equals(account.setting("terminalKey"));
    }

    private static boolean isBinding(JsonNode root) {
        return root.hasNonNull("CustomerKey") || root.hasNonNull("NotificationType");
    }

    private static boolean isWholePayment(JsonNode root) {
        return PAYMENT.stream()
                .allMatch(name -> root.path(name).isValueNode()
                        && !root.path(name).asText().isEmpty());
    }

    private static boolean isSigned(JsonNode root, MerchantAccount account) {
        var token = root.path("Token").asText();
        var scalars = TbankApi.scalars(root);
        return account.secrets("password").stream()
                .anyMatch(password -> Signing.sameHex(TbankApi.token(scalars, password), token));
    }
}
