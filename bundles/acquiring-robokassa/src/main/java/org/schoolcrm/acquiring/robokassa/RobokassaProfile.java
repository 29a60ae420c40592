package org.schoolcrm.acquiring.robokassa;

import static java.util.Map.entry;
import static org.schoolcrm.provider.api.SettingField.choice;
import static org.schoolcrm.provider.api.SettingField.secret;
import static org.schoolcrm.provider.api.SettingField.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.Stage;

/** What the adapter says about itself (acquirers.md 1.3, 6). */
final class RobokassaProfile {

    static final String HOST = "https://auth.robokassa.ru/Merchant/";
    static final String REFUNDS = "https://services.robokassa.ru/RefundService/";

    static final AcquirerProfile PROFILE = new AcquirerProfile(
            "Robokassa",
            "Robokassa",
            AcquirerProfile.Maturity.UNTESTED_AGAINST_THE_BANK,
            Set.of(
                    Capability.REFUND,
                    Capability.PARTIAL_REFUND,
                    Capability.REFUND_TAKES_TIME,
                    Capability.QUERY_BY_PAYMENT,
                    Capability.QUERY_BY_ORDER,
                    Capability.RECEIPTS,
                    Capability.NUMERIC_ORDER_ID,
                    Capability.SIGNED_WEBHOOKS,
                    Capability.REFUNDS_HAVE_IDS),
            List.of(
                    text("merchantLogin", "Идентификатор магазина", "Merchant login"),
                    secret("password1", "Пароль №1", "Password #1"),
                    secret("password2", "Пароль №2", "Password #2"),
                    secret("password2Previous", "Прежний пароль №2", "Previous password #2")
                            .optional(),
                    secret("password3", "Пароль №3 (возвраты)", "Password #3 (refunds)")
                            .optional(),
                    choice(
                            "hash",
                            "Алгоритм подписи",
                            "Signature digest",
                            "MD5",
                            "SHA-1",
                            "SHA-256",
                            "SHA-384",
                            "SHA-512"),
                    BankSettings.address("host", "Адрес Robokassa", "Address of Robokassa"),
                    BankSettings.address("refundHost", "Адрес возвратов", "Address of refunds"),
                    BankSettings.TRUST,
                    text("sno", "Система налогообложения", "Taxation").optional(),
                    text("tax", "Ставка НДС", "VAT code").optional(),
                    BankSettings.PAYMENT_METHOD,
                    BankSettings.PAYMENT_OBJECT),
            Map.ofEntries(
                    entry("5", Stage.PENDING),
                    entry("50", Stage.PENDING),
                    entry("80", Stage.PENDING),
                    entry("20", Stage.AUTHORIZED),
                    entry("100", Stage.PAID),
                    entry("60", Stage.FAILED),
                    entry("10", Stage.EXPIRED)),
            Set.of("RUB"),
            Duration.ofDays(3),
            PollPlan.USUAL);

    private RobokassaProfile() {}
}
