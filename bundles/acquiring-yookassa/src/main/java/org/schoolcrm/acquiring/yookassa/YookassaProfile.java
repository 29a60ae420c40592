package org.schoolcrm.acquiring.yookassa;

import static java.util.Map.entry;
import static org.schoolcrm.provider.api.SettingField.secret;
import static org.schoolcrm.provider.api.SettingField.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.Stage;

/** What the adapter says about itself (acquirers.md 1.3, 3). */
final class YookassaProfile {

    static final String HOST = "https://api.yookassa.ru/v3/";

    static final AcquirerProfile PROFILE = new AcquirerProfile(
            "ЮKassa",
            "YooKassa",
            AcquirerProfile.Maturity.UNTESTED_AGAINST_THE_BANK,
            Set.of(
                    Capability.SBP,
                    Capability.HOLD,
                    Capability.PARTIAL_CAPTURE,
                    Capability.REFUND,
                    Capability.PARTIAL_REFUND,
                    Capability.REFUND_TAKES_TIME,
                    Capability.QUERY_BY_PAYMENT,
                    Capability.RECEIPTS),
            List.of(
                    text("shopId", "Идентификатор магазина", "Shop id").matching("\\d{1,20}"),
                    secret("secretKey", "Секретный ключ", "Secret key"),
                    text("senders", "Адреса отправителя уведомлений", "Addresses of the notifier")
                            .optional(),
                    PaymentMethod.setting(PaymentMethod.CARD, PaymentMethod.SBP),
                    BankSettings.HOST,
                    BankSettings.TRUST,
                    text("taxSystem", "Код системы налогообложения", "Tax system code")
                            .optional()
                            .matching("\\d{1,2}"),
                    text("vatCode", "Код ставки НДС", "VAT code").optional().matching("\\d{1,2}"),
                    text("paymentMode", "Признак способа расчета", "Payment mode")
                            .optional(),
                    text("paymentSubject", "Признак предмета расчета", "Payment subject")
                            .optional()),
            Map.ofEntries(
                    entry("pending", Stage.PENDING),
                    entry("waiting_for_capture", Stage.AUTHORIZED),
                    entry("succeeded", Stage.PAID),
                    entry("canceled", Stage.FAILED),
                    entry("canceled:expired_on_confirmation", Stage.EXPIRED),
                    entry("canceled:expired_on_capture", Stage.EXPIRED),
                    entry("canceled:canceled_by_merchant", Stage.CANCELLED)),
            Set.of("RUB"),
            Duration.ofHours(1),
            PollPlan.USUAL);

    private YookassaProfile() {}
}
