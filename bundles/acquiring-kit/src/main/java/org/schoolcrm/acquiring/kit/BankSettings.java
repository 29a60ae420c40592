package org.schoolcrm.acquiring.kit;

import static org.schoolcrm.provider.api.SettingField.text;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.wire.PemCertificates;

/** The settings that many banks have in common. */
public final class BankSettings {

    public static final SettingField HOST = address("host", "Адрес банка", "Address of the bank");
    public static final SettingField TRUST = text("trust", "Доверенные сертификаты (PEM)", "Trusted certificates (PEM)")
            .optional()
            .deciding(SettingField.Use.IDENTITY);

    /** Named codes of fiscal receipts, such as {@code full_prepayment} and {@code service}. */
    public static final SettingField PAYMENT_METHOD = text(
                    "paymentMethod", "Признак способа расчета", "Payment method code")
            .optional();

    public static final SettingField PAYMENT_OBJECT = text(
                    "paymentObject", "Признак предмета расчета", "Payment object code")
            .optional();

    private BankSettings() {}

    /** The base of the bank's addresses, to be set only where it is not the usual one. */
    public static SettingField address(String name, String russian, String english) {
        return text(name, russian, english)
                .optional()
                .matching("https?://[A-Za-z0-9.-]+(:\\d{1,5})?/([A-Za-z0-9._~-]+/)*")
                .deciding(SettingField.Use.ADDRESS);
    }

    /** What the profile finds wrong, and certificates that cannot be read: with them no call would ever go out. */
    public static List<String> problemsOf(AcquirerProfile profile, Map<String, String> settings) {
        var wrong = new ArrayList<>(profile.problemsOf(settings));
        if (!PemCertificates.areReadable(settings.getOrDefault(TRUST.name(), ""))) {
            wrong.add(TRUST.name());
        }
        return wrong;
    }

    /** A path at the address that is set, or else at the usual one. */
    public static URI uri(MerchantAccount account, String usual, String path) {
        return URI.create(account.setting(HOST.name(), usual) + path);
    }
}
