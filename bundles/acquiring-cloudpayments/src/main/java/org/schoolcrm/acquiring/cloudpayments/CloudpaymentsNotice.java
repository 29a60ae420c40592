package org.schoolcrm.acquiring.cloudpayments;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.kit.Json;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.FormFields;
import org.schoolcrm.acquiring.spi.PreCheck;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.Signing;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.money.Money;

/** Notifications, whose kind stands in the address and nowhere else. */
final class CloudpaymentsNotice {

    private CloudpaymentsNotice() {}

    /** Over the bytes as they came: parsing and writing them again gives another digest. */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        var raw = webhook.method().equals("GET") ? webhook.query().getBytes(StandardCharsets.UTF_8) : webhook.body();
        var exact = webhook.header("content-hmac");
        boolean right = exact.isPresent()
                ? isSealed(account, raw, exact.get())
                : webhook.header("x-content-hmac")
                        .filter(seal -> isSealed(account, decoded(webhook, raw), seal))
                        .isPresent();
        return right && !fields(webhook).hasTwice() ? Verification.VERIFIED : Verification.REJECTED;
    }

    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var form = fields(webhook);
        var transaction = form.getOr("TransactionId", "");
        if (transaction.isEmpty()) {
            return List.of();
        }
        var order = form.getOr("InvoiceId", "");
        boolean live = !isTrue(form.getOr("TestMode", account.live() ? "0" : "1"));
        var amount = amount(form).orElse(null);
        return switch (webhook.type().toLowerCase(Locale.ROOT)) {
            case "pay", "confirm" -> List.of(paid(webhook, form, order, transaction, amount, live));
            case "fail" ->
                List.of(ProviderEvent.payment(
                        order, transaction, Stage.FAILED, amount, live, "Fail " + form.getOr("Reason", "")));
            case "cancel" ->
                List.of(ProviderEvent.payment(order, transaction, Stage.CANCELLED, amount, live, "Cancel"));
            case "refund" ->
                List.of(ProviderEvent.refund(
                        Kind.REFUND,
                        order,
                        form.getOr("PaymentTransactionId", ""),
                        transaction,
                        amount,
                        live,
                        "Refund"));
            case "check" -> List.of();
            default -> List.of(ProviderEvent.notice(Kind.OTHER, order, transaction, live, webhook.type()));
        };
    }

    static Optional<PreCheck> preCheck(RawWebhook webhook) {
        if (!webhook.type().equalsIgnoreCase("check")) {
            return Optional.empty();
        }
        var form = fields(webhook);
        var nothing = Money.of("0", "RUB");
        return Optional.of(
                new PreCheck(form.getOr("InvoiceId", ""), amount(form).orElse(nothing)));
    }

    /** A payment that is only held is not money yet, and a status that is missing proves nothing. */
    private static ProviderEvent paid(
            RawWebhook webhook,
            FormFields form,
            String order,
            String transaction,
            @Nullable Money amount,
            boolean live) {
        var status = form.getOr("Status", webhook.type().equalsIgnoreCase("confirm") ? "Completed" : "");
        var stage = CloudpaymentsProfile.PROFILE.statuses().getOrDefault(status, Stage.UNKNOWN);
        var event = ProviderEvent.payment(order, transaction, stage, amount, live, webhook.type() + " " + status);
        return stage == Stage.UNKNOWN || amount == null ? event.asHint() : event;
    }

    private static Optional<Money> amount(FormFields form) {
        return BankAmount.decimal(form.getOr("Amount", ""), form.getOr("Currency", "RUB"));
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
