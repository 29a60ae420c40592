package org.schoolcrm.acquiring.robokassa;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.Signing;

/** Digests over values joined by colons, the school's own {@code Shp} fields behind them by name (acquirers.md 6.1). */
final class RobokassaSignature {

    private RobokassaSignature() {}

    static String of(MerchantAccount account, List<String> parts, List<FormFields.Field> own) {
        return hash(account.setting("hash", "MD5"), base(parts, own));
    }

    static String hash(String algorithm, String base) {
        return Signing.hex(algorithm, base);
    }

    static String base(List<String> parts, List<FormFields.Field> own) {
        return String.join(":", parts)
                + own.stream()
                        .sorted(Comparator.comparing(FormFields.Field::name))
                        .map(field -> ":" + field.name() + "=" + field.value())
                        .collect(Collectors.joining());
    }

    /** Old shops write {@code shp} without an underscore. */
    static List<FormFields.Field> own(FormFields form) {
        return form.fields().stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).startsWith("shp"))
                .toList();
    }
}
