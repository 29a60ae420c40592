package org.schoolcrm.acquiring.rbs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.Signing;

/** Callbacks, signed over all parameters with a shared key or the bank's own, or not signed at all. */
final class RbsCallback {

    private static final Set<String> ROUBLES = Set.of("643", "810", "RUB", "RUR");

    private RbsCallback() {}

    /**
     * A wrong checksum is refused. A right one over names or values with a semicolon, or over a name that comes twice,
     * may have been made of other parameters: such a call only makes us ask.
     */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var publicKey = account.setting(RbsPublicKey.SETTING, "");
        if (account.secrets("callbackKey").isEmpty() && publicKey.isEmpty()) {
            return form.fields().isEmpty() ? Verification.REJECTED : Verification.NEEDS_QUERY;
        }
        var checksum = form.getOr("checksum", "");
        if (!checksum.matches("[0-9a-fA-F]{2,2048}") || !isSealed(account, publicKey, canonical(form), checksum)) {
            return Verification.REJECTED;
        }
        return isUnambiguous(form) ? Verification.VERIFIED : Verification.NEEDS_QUERY;
    }

    private static boolean isSealed(MerchantAccount account, String publicKey, String text, String checksum) {
        var message = text.getBytes(StandardCharsets.UTF_8);
        return account.secrets("callbackKey").stream()
                        .anyMatch(key -> Signing.sameHex(Signing.hex(Signing.hmacSha256(key, message)), checksum))
                || RbsPublicKey.read(publicKey)
                        .filter(key -> isSignedByBank(key, message, checksum))
                        .isPresent();
    }

    private static boolean isUnambiguous(FormFields form) {
        return !form.hasTwice()
                && form.fields().stream()
                        .noneMatch(field ->
                                field.name().contains(";") || field.value().contains(";"));
    }

    static String canonical(FormFields form) {
        return form.fields().stream()
                .filter(field ->
                        !field.name().equals("checksum") && !field.name().equals("sign_alias"))
                .sorted(Comparator.comparing(FormFields.Field::name))
                .map(field -> field.name() + ";" + field.value() + ";")
                .collect(Collectors.joining());
    }

    static List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var order = form.getOr("orderNumber", "");
        var payment = form.get("mdOrder").or(() -> form.getAnyCase("mdOrder")).orElse("");
        var operation = form.getOr("operation", "");
        if (order.isEmpty() && payment.isEmpty()) {
            return List.of();
        }
        if (operation.startsWith("binding")) {
            return List.of(ProviderEvent.notice(Kind.BINDING, order, payment, account.live(), operation));
        }
        var status = form.getOr("status", "");
        var stage = stage(operation, status.equals("1"));
        var amount = amount(form).orElse(null);
        var event = ProviderEvent.payment(order, payment, stage, amount, account.live(), operation + " " + status);
        return List.of(isComplete(form, payment, stage, amount) ? event : event.asHint());
    }

    /** The status 1 says that the operation worked, not that anything was paid; how much went back is not said. */
    private static Stage stage(String operation, boolean worked) {
        return switch (operation) {
            case "approved" -> worked ? Stage.AUTHORIZED : Stage.FAILED;
            case "deposited" -> worked ? Stage.PAID : Stage.FAILED;
            case "reversed" -> worked ? Stage.REVERSED : Stage.UNKNOWN;
            case "declinedByTimeout" -> Stage.EXPIRED;
            case "declinedCardPresent" -> Stage.FAILED;
            default -> Stage.UNKNOWN;
        };
    }

    /** What was taken where the bank was asked to tell it; else what was registered, which is taken whole. */
    private static Optional<Money> amount(FormFields form) {
        return BankAmount.minor(
                form.get("depositedAmount").or(() -> form.get("amount")).orElse(""), "RUB");
    }

    /**
     * Whether it can be taken at its word. Orders are registered in roubles, a payment has a sum, and of what was
     * reversed nothing is left.
     */
    private static boolean isComplete(FormFields form, String payment, Stage stage, @Nullable Money amount) {
        boolean hasSum = amount != null && amount.isPositive();
        boolean isWhole = stage == Stage.PAID ? hasSum : stage != Stage.REVERSED || !isPartly(form);
        var names = form.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase("mdOrder"))
                .map(FormFields.Field::value)
                .distinct()
                .count();
        return stage != Stage.UNKNOWN
                && isWhole
                && !payment.isEmpty()
                && names == 1
                && ROUBLES.contains(form.getOr("currency", "643"));
    }

    private static boolean isPartly(FormFields form) {
        return BankAmount.minor(form.getOr("depositedAmount", ""), "RUB")
                .filter(Money::isPositive)
                .isPresent();
    }

    /** SHA-512 with RSA, whatever the alias in the call says (acquirers.md 4.2). */
    private static boolean isSignedByBank(PublicKey key, byte[] message, String checksum) {
        try {
            var signature = Signature.getInstance("SHA512withRSA");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(HexFormat.of().parseHex(checksum));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
