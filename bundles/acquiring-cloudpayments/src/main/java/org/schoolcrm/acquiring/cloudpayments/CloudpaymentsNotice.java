package org.schoolcrm.acquiring.cloudpayments;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.BareAmount;
import org.schoolcrm.acquiring.spi.PreCheck;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.Signing;

/** Notifications, whose kind stands in the address and nowhere else. */
final class CloudpaymentsNotice {

    private static final String PAYMENT = "Payment";

    private CloudpaymentsNotice() {}

    /**
     * Over the bytes as they came: parsing and writing them again gives another digest. The digest over decoded text
     * does not tell separators from what was written in a value, so without the other one it vouches only for a text in
     * which decoding made none. What is rightly signed and can be read in two ways makes us ask.
     */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        var raw = webhook.method().equals("GET") ? webhook.query().getBytes(StandardCharsets.UTF_8) : webhook.body();
        var exact = webhook.header("content-hmac");
        var decoded = decoded(webhook, raw);
        boolean right = exact.isPresent()
                ? isSealed(account, raw, exact.get())
                : webhook.header("x-content-hmac")
                        .filter(seal -> isSealed(account, decoded, seal))
                        .isPresent();
        if (!right) {
            return Verification.REJECTED;
        }
        boolean isOneText = exact.isPresent() || separators(decoded) == separators(raw);
        var form = fields(webhook);
        return isOneText && !form.hasTwice() && !form.fields().isEmpty()
                ? Verification.VERIFIED
                : Verification.NEEDS_QUERY;
    }

    static boolean isQuestion(RawWebhook webhook) {
        return webhook.type().equalsIgnoreCase("check");
    }

    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var form = fields(webhook);
        var order = form.getOr("InvoiceId", "");
        var transaction = form.getOr("TransactionId", "");
        if (isQuestion(webhook) || (order.isEmpty() && transaction.isEmpty())) {
            return List.of();
        }
        boolean live = !isTrue(form.getOr("TestMode", account.live() ? "0" : "1"));
        var type = webhook.type().toLowerCase(Locale.ROOT);
        var event = switch (type) {
            case "pay", "confirm" -> paid(type, form, order, transaction, live);
            case "fail" -> unpaid(form, order, transaction, Stage.FAILED, live, "Fail " + form.getOr("Reason", ""));
            case "cancel" -> unpaid(form, order, transaction, Stage.CANCELLED, live, "Cancel");
            case "refund" -> refund(form, order, transaction, live);
            default -> ProviderEvent.notice(Kind.OTHER, order, transaction, live, webhook.type());
        };
        return List.of(transaction.isEmpty() ? event.asHint() : event);
    }

    /** A question that names no currency, which it always should, is taken to be in roubles: at worst it is refused. */
    static Optional<PreCheck> preCheck(RawWebhook webhook) {
        if (!isQuestion(webhook)) {
            return Optional.empty();
        }
        var form = fields(webhook);
        var amount = BankAmount.decimal(form.getOr("Amount", ""), form.getOr("Currency", "RUB"));
        return Optional.of(new PreCheck(form.getOr("InvoiceId", ""), amount.orElse(Money.of("0", "RUB"))));
    }

    /** A payment that is only held is not money yet, and a status that is missing proves nothing. */
    private static ProviderEvent paid(String type, FormFields form, String order, String transaction, boolean live) {
        var status = form.getOr("Status", type.equals("confirm") ? "Completed" : "");
        var stage = CloudpaymentsProfile.PROFILE.statuses().getOrDefault(status, Stage.UNKNOWN);
        var amount = amount(form).orElse(null);
        var event = ProviderEvent.payment(order, transaction, stage, amount, live, type + " " + status);
        return stage == Stage.UNKNOWN || amount == null || !isAbout(form, PAYMENT) ? event.asHint() : event;
    }

    private static ProviderEvent unpaid(
            FormFields form, String order, String transaction, Stage stage, boolean live, String detail) {
        var event =
                ProviderEvent.payment(order, transaction, stage, amount(form).orElse(null), live, detail);
        return isAbout(form, PAYMENT) ? event : event.asHint();
    }

    /** Money can go back by a payout too. How a refund by SBP ended stands in its status; one by card has none. */
    private static ProviderEvent refund(FormFields form, String order, String transaction, boolean live) {
        var status = form.getOr("Status", "Completed");
        boolean failed = Set.of("Declined", "Cancelled").contains(status);
        var event = ProviderEvent.refund(
                failed ? Kind.REFUND_FAILED : Kind.REFUND,
                order,
                form.getOr("PaymentTransactionId", ""),
                transaction,
                amount(form).orElse(null),
                live,
                "Refund " + status);
        var sum = form.getOr("Amount", "");
        var priced =
                form.get("Currency").isPresent() || sum.isEmpty() ? event : event.withBareAmount(new BareAmount(sum));
        boolean isFinal = failed || status.equals("Completed");
        return isFinal && isAbout(form, "Refund", "CardPayout") ? priced : priced.asHint();
    }

    /** One address may be entered for notifications of several kinds, and payouts are reported like payments. */
    private static boolean isAbout(FormFields form, String... operations) {
        return form.get("OperationType").stream().allMatch(List.of(operations)::contains);
    }

    private static Optional<Money> amount(FormFields form) {
        return BankAmount.decimal(form.getOr("Amount", ""), form.getOr("Currency", ""));
    }

    private static long separators(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .chars()
                .filter(one -> one == '&' || one == '=')
                .count();
    }

    private static boolean isTrue(String flag) {
        return flag.equals("1") || flag.equalsIgnoreCase("true");
    }

    private static FormFields fields(RawWebhook webhook) {
        var type = webhook.header("content-type").orElse("");
        if (webhook.method().equals("GET") || !type.contains("json")) {
            return FormFields.of(webhook);
        }
        List<FormFields.Field> fields = new ArrayList<>();
        Json.read(webhook.text())
                .ifPresent(root -> root.properties().forEach(field -> {
                    if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                        fields.add(new FormFields.Field(
                                field.getKey(), field.getValue().asText()));
                    }
                }));
        return new FormFields(fields);
    }

    private static byte[] decoded(RawWebhook webhook, byte[] raw) {
        if (webhook.header("content-type").orElse("").contains("json")) {
            return raw;
        }
        try {
            return URLDecoder.decode(new String(raw, StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static boolean isSealed(MerchantAccount account, byte[] message, String seal) {
        return message.length > 0
                && account.secrets("apiSecret").stream()
                        .map(secret -> Base64.getEncoder().encodeToString(Signing.hmacSha256(secret, message)))
                        .anyMatch(right -> Signing.same(right, seal));
    }
}
