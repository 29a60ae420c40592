package org.schoolcrm.acquiring.rbs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.FormFields;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.Signing;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;

/** Callbacks, signed over all parameters with a shared key or the bank's own, or not signed at all. */
final class RbsCallback {

    private RbsCallback() {}

    /** A semicolon in a parameter could shift what the signature means. */
    static Verification verify(MerchantAccount account, RawWebhook webhook) {
        var form = FormFields.of(webhook);
        var publicKey = account.setting("callbackPublicKey", "");
        if (account.secrets("callbackKey").isEmpty() && publicKey.isEmpty()) {
            return form.fields().isEmpty() ? Verification.REJECTED : Verification.NEEDS_QUERY;
        }
        var checksum = form.get("checksum").orElse("");
        if (form.hasTwice()
                || !checksum.matches("[0-9a-fA-F]{2,2048}")
                || form.fields().stream()
                        .anyMatch(field ->
                                field.name().contains(";") || field.value().contains(";"))) {
            return Verification.REJECTED;
        }
        var text = canonical(form);
        boolean right = account.secrets("callbackKey").stream()
                        .anyMatch(key -> Signing.sameHex(
                                Signing.hex(Signing.hmacSha256(key, text.getBytes(StandardCharsets.UTF_8))), checksum))
                || (!publicKey.isEmpty() && isSignedByBank(publicKey, text, checksum));
        return right ? Verification.VERIFIED : Verification.REJECTED;
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
        var payment = form.getAnyCase("mdOrder").orElse("");
        var operation = form.getOr("operation", "");
        if (payment.isEmpty() || operation.isEmpty()) {
            return List.of();
        }
        if (operation.startsWith("binding")) {
            return List.of(ProviderEvent.notice(Kind.BINDING, order, payment, account.live(), operation));
        }
        boolean worked = form.getOr("status", "").equals("1");
        var stage = stage(operation, worked);
        var amount = BankAmount.minor(form.getOr("amount", ""), "RUB").orElse(null);
        var event = ProviderEvent.payment(
                order, payment, stage, amount, account.live(), operation + " " + form.getOr("status", ""));
        boolean moves = stage == Stage.PAID || stage == Stage.UNKNOWN;
        return List.of(moves && (amount == null || stage == Stage.UNKNOWN) ? event.asHint() : event);
    }

    /** The status 1 says that the operation worked, not that anything was paid; how much went back is not said. */
    private static Stage stage(String operation, boolean worked) {
        return switch (operation) {
            case "approved" -> worked ? Stage.AUTHORIZED : Stage.FAILED;
            case "deposited" -> worked ? Stage.PAID : Stage.FAILED;
            case "reversed" -> worked ? Stage.CANCELLED : Stage.UNKNOWN;
            case "declinedByTimeout" -> Stage.EXPIRED;
            case "declinedCardPresent" -> Stage.FAILED;
            default -> Stage.UNKNOWN;
        };
    }

    /** SHA-512 with RSA, whatever the alias in the call says (acquirers.md 4.2). */
    private static boolean isSignedByBank(String pem, String text, String checksum) {
        try {
            var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            var signature = Signature.getInstance("SHA512withRSA");
            signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(HexFormat.of().parseHex(checksum));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
