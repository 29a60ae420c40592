package org.schoolcrm.acquiring.rbs;

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

/** What the adapter says about itself (acquirers.md 1.3, 4). */
final class RbsProfile {

    static final AcquirerProfile PROFILE = new AcquirerProfile(
            "Сбербанк, Альфа-Банк (RBS)",
            "Sber, Alfa-Bank (RBS)",
            AcquirerProfile.Maturity.UNTESTED_AGAINST_THE_BANK,
            Set.of(
                    Capability.HOLD,
                    Capability.PARTIAL_CAPTURE,
                    Capability.REFUND,
                    Capability.PARTIAL_REFUND,
                    Capability.CANCEL_UNPAID,
                    Capability.QUERY_BY_PAYMENT,
                    Capability.QUERY_BY_ORDER,
                    Capability.RECEIPTS,
                    Capability.SIGNED_WEBHOOKS),
            List.of(
                    choice("dialect", "Диалект: alfa или sber", "Dialect: alfa or sber", "alfa", "sber"),
                    text("userName", "Логин API", "API login"),
                    secret("password", "Пароль API", "API password"),
                    secret("callbackKey", "Ключ уведомлений (HMAC)", "Callback key (HMAC)")
                            .optional(),
                    secret("callbackKeyPrevious", "Прежний ключ уведомлений", "Previous callback key")
                            .optional(),
                    text(
                                    RbsPublicKey.SETTING,
                                    "Открытый ключ или сертификат банка (PEM)",
                                    "Public key or certificate of the bank (PEM)")
                            .optional(),
                    BankSettings.HOST,
                    BankSettings.TRUST,
                    text("taxSystem", "Код системы налогообложения", "Tax system code")
                            .optional()
                            .matching("\\d"),
                    text("taxType", "Код ставки НДС", "VAT code").optional().matching("\\d{1,2}"),
                    text("paymentMethod", "Код способа расчета", "Payment method code")
                            .optional()
                            .matching("\\d{1,2}"),
                    text("paymentObject", "Код предмета расчета", "Payment object code")
                            .optional()
                            .matching("\\d{1,2}")),
            Map.ofEntries(
                    entry("0", Stage.PENDING),
                    entry("5", Stage.PENDING),
                    entry("7", Stage.PENDING),
                    entry("1", Stage.AUTHORIZED),
                    entry("2", Stage.PAID),
                    entry("4", Stage.PAID),
                    entry("8", Stage.PAID),
                    entry("3", Stage.REVERSED),
                    entry("6", Stage.FAILED),
                    entry("6:-2007", Stage.EXPIRED)),
            Set.of("RUB"),
            Duration.ofMinutes(20),
            PollPlan.of(Duration.ofDays(3), 1, 1, 1, 2, 3, 5, 5, 10, 10, 10, 30, 60, 360)
                    .askingAfterCapture(Duration.ofHours(36), Duration.ofDays(30)));

    private RbsProfile() {}
}
