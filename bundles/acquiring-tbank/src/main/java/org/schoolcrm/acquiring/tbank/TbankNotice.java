package org.schoolcrm.acquiring.tbank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.ProviderEvent.Unproven;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.Signing;

/** T-Bank's notifications: payment, receipt, card and account binding, all at one address (acquirers.md 2.4). */
final class TbankNotice {

    private static final List<String> PAYMENT =
            List.of("OrderId", "Success", "Status", "PaymentId", "ErrorCode", "Amount");
    private static final List<String> BINDING = List.of("CustomerKey", "NotificationType", "RequestKey");

    private TbankNotice() {}

    /**
     * The token signs the values, joined without separators, and not the names (ADR 0252). Where a name of a payment is
     * missing its text may have become a part of another one, so that the bank is asked although the token is right.
     */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        return Json.read(webhook.text())
                .filter(root -> isOfTerminal(root, account) && isSigned(root, account))
                .map(root -> isWholePayment(root) || isBinding(root) ? Verification.VERIFIED : Verification.NEEDS_QUERY)
                .orElse(Verification.REJECTED);
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
        if (order.isEmpty() && payment.isEmpty()) {
            return Optional.empty();
        }
        if (status.equals("RECEIPT")) {
            return Optional.of(receipt(account, root, order, payment));
        }
        var stage = TbankStage.of(status);
        var amount = BankAmount.minor(root.path("Amount").asText(), "RUB").orElse(null);
        var event = ProviderEvent.payment(order, payment, stage, amount, account.live(), status)
                .unproven(Unproven.AMOUNT, Unproven.NUMBER);
        boolean isClear = switch (stage) {
            case PARTIALLY_REFUNDED, REFUNDED, UNKNOWN -> false;
            case PAID -> isWholePayment(root) && isSuccess(root);
            case NOT_SENT, PENDING, AUTHORIZED, FAILED, EXPIRED, CANCELLED, REVERSED -> isWholePayment(root);
        };
        return Optional.of(isClear ? event : event.asHint());
    }

    private static ProviderEvent receipt(MerchantAccount account, JsonNode root, String order, String payment) {
        boolean isRefund = root.path("Type").asText().equals("IncomeReturn");
        var amount = BankAmount.minor(root.path("Amount").asText(), "RUB").orElse(null);
        if (!root.path("Success").asText().equals("false")) {
            var printed = isRefund ? Kind.REFUND_RECEIPT : Kind.RECEIPT;
            return ProviderEvent.receipt(printed, order, payment, amount, account.live(), "RECEIPT");
        }
        var words = "RECEIPT " + root.path("ErrorCode").asText() + " "
                + root.path("ErrorMessage").asText();
        var failed = isRefund ? Kind.REFUND_RECEIPT_FAILED : Kind.RECEIPT_FAILED;
        return ProviderEvent.receipt(failed, order, payment, amount, account.live(), words.strip());
    }

    private static boolean isOfTerminal(JsonNode root, MerchantAccount account) {
        return root.path("TerminalKey").asText().equals(account.setting("terminalKey"));
    }

    /** A payment may gain any field over time; what names no order of ours is none. */
    private static boolean isBinding(JsonNode root) {
        return !isThere(root, "OrderId") && BINDING.stream().anyMatch(name -> isThere(root, name));
    }

    private static boolean isWholePayment(JsonNode root) {
        return PAYMENT.stream().allMatch(name -> isThere(root, name));
    }

    private static boolean isSuccess(JsonNode root) {
        return root.path("Success").asText().equals("true")
                && root.path("ErrorCode").asText().equals("0");
    }

    private static boolean isThere(JsonNode root, String name) {
        return root.path(name).isValueNode() && !root.path(name).asText().isEmpty();
    }

    private static boolean isSigned(JsonNode root, MerchantAccount account) {
        var token = root.path("Token").asText();
        var scalars = TbankApi.scalars(root);
        return account.secrets("password").stream()
                .anyMatch(password -> Signing.sameHex(TbankApi.token(scalars, password), token));
    }
}
