package org.schoolcrm.acquiring.tbank;

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
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.Stage;

/** What the adapter says about itself (acquirers.md 1.3, 2). */
final class TbankProfile {

    static final String HOST = "https://securepay.tinkoff.ru/v2/";

    static final AcquirerProfile PROFILE = new AcquirerProfile(
            "Т-Банк",
            "T-Bank",
            AcquirerProfile.Maturity.UNTESTED_AGAINST_THE_BANK,
            Set.of(
                    Capability.SBP,
                    Capability.HOLD,
                    Capability.PARTIAL_CAPTURE,
                    Capability.REFUND,
                    Capability.PARTIAL_REFUND,
                    Capability.REFUND_TAKES_TIME,
                    Capability.CANCEL_UNPAID,
                    Capability.QUERY_BY_PAYMENT,
                    Capability.QUERY_BY_ORDER,
                    Capability.RECEIPTS,
                    Capability.RECEIPT_NOTICES,
                    Capability.SIGNED_WEBHOOKS),
            List.of(
                    text("terminalKey", "Ключ терминала", "Terminal key").matching(".{1,20}"),
                    secret("password", "Пароль терминала", "Terminal password"),
                    secret("passwordPrevious", "Прежний пароль", "Previous password")
                            .optional(),
                    PaymentMethod.setting(PaymentMethod.SBP),
                    BankSettings.HOST,
                    BankSettings.TRUST,
                    choice(
                            "taxation",
                            "Система налогообложения",
                            "Taxation",
                            "osn",
                            "usn_income",
                            "usn_income_outcome",
                            "esn",
                            "patent"),
                    text("tax", "Ставка НДС", "VAT code").optional().matching("[a-z0-9]+"),
                    BankSettings.PAYMENT_METHOD,
                    BankSettings.PAYMENT_OBJECT),
            statuses(),
            Set.of("RUB"),
            Duration.ofDays(90),
            PollPlan.USUAL.askingAfterCapture(Duration.ofHours(36), Duration.ofDays(30)));

    private TbankProfile() {}

    private static Map<String, Stage> statuses() {
        return Map.ofEntries(
                entry("NEW", Stage.PENDING),
                entry("FORM_SHOWED", Stage.PENDING),
                entry("AUTHORIZING", Stage.PENDING),
                entry("3DS_CHECKING", Stage.PENDING),
                entry("3DS_CHECKED", Stage.PENDING),
                entry("PAY_CHECKING", Stage.PENDING),
                entry("CONFIRMING", Stage.PENDING),
                entry("AUTHORIZED", Stage.AUTHORIZED),
                entry("PARTIAL_REVERSED", Stage.AUTHORIZED),
                entry("CONFIRMED", Stage.PAID),
                entry("REJECTED", Stage.FAILED),
                entry("AUTH_FAIL", Stage.FAILED),
                entry("DEADLINE_EXPIRED", Stage.EXPIRED),
                entry("ATTEMPTS_EXPIRED", Stage.EXPIRED),
                entry("REVERSED", Stage.CANCELLED),
                entry("CANCELED", Stage.CANCELLED),
                entry("REVERSING", Stage.AUTHORIZED),
                entry("REFUNDING", Stage.PAID),
                entry("ASYNC_REFUNDING", Stage.PAID),
                entry("PARTIAL_REFUNDED", Stage.PARTIALLY_REFUNDED),
                entry("REFUNDED", Stage.REFUNDED));
    }
}
