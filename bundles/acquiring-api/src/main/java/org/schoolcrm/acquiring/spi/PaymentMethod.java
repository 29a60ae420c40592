package org.schoolcrm.acquiring.spi;

import java.util.Arrays;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.provider.api.SettingField;

/** How the payer is to pay. */
public enum PaymentMethod {
    /** As the payer chooses on the bank's form. */
    ANY,
    CARD,
    /** The Faster Payments System (СБП). */
    SBP;

    private static final String SETTING = "payBy";

    /** The setting of a bank that can open payments of one method only. */
    public static SettingField setting(PaymentMethod... offered) {
        var names = Arrays.stream(offered).map(PaymentMethod::name).toArray(String[]::new);
        return SettingField.choice(SETTING, "Только этим способом", "By this method only", names);
    }

    /** What the merchant account is for. */
    public static PaymentMethod of(MerchantAccount account) {
        var wanted = account.setting(SETTING, ANY.name());
        return Arrays.stream(values())
                .filter(method -> method.name().equals(wanted))
                .findFirst()
                .orElse(ANY);
    }
}
