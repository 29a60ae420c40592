package org.schoolcrm.acquiring.spi;

import java.util.regex.Pattern;
import org.schoolcrm.acquiring.api.MerchantAccount;

/** Takes the values of secret settings, signatures, card numbers and addresses out of a text. */
final class Redaction {

    private static final Pattern CARD = Pattern.compile("\\b(\\d{6})\\d{3,9}(\\d{4})\\b");
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+(@|%40)[\\w.-]+");
    private static final Pattern SIGNED = Pattern.compile(
            "(?i)(\"?(?:token|signaturevalue|signature|checksum|password|crc|phone|cardholder\\w*|name)\"?\\s*[:=]\\s*\"?)"
                    + "[^\"&,}\\s]+");

    private Redaction() {}

    static String of(AcquirerProfile profile, MerchantAccount account, String text) {
        var safe = text;
        for (var setting : account.settings().entrySet()) {
            if (profile.isSecret(setting.getKey()) && setting.getValue().length() >= 4) {
                safe = safe.replace(setting.getValue(), "***");
            }
        }
        safe = SIGNED.matcher(safe).replaceAll("$1***");
        safe = CARD.matcher(safe).replaceAll("$1***$2");
        return EMAIL.matcher(safe).replaceAll("***");
    }
}
