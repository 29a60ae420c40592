package org.schoolcrm.acquiring.cloudpayments;

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

/** What the adapter says about itself (acquirers.md 1.3, 5). */
final class CloudpaymentsProfile {

    static final String HOST = "https://api.cloudpayments.ru/";

    static final AcquirerProfile PROFILE = new AcquirerProfile(
            "CloudPayments",
            "CloudPayments",
            AcquirerProfile.Maturity.UNTESTED_AGAINST_THE_BANK,
            Set.of(
                    Capability.SBP,
                    Capability.HOLD,
                    Capability.PARTIAL_CAPTURE,
                    Capability.REFUND,
                    Capability.PARTIAL_REFUND,
                    Capability.REFUND_TAKES_TIME,
                    Capability.CANCEL_UNPAID,
                    Capability.QUERY_BY_ORDER,
                    Capability.PRE_CHECK,
                    Capability.RECEIPTS,
                    Capability.SIGNED_WEBHOOKS,
                    Capability.REFUNDS_HAVE_IDS),
            List.of(
                    text("publicId", "Public ID сайта", "Public id of the site"),
                    secret("apiSecret", "Пароль для API", "API secret"),
                    secret("apiSecretPrevious", "Прежний пароль для API", "Previous API secret")
                            .optional(),
                    PaymentMethod.setting(PaymentMethod.SBP),
                    BankSettings.HOST,
                    BankSettings.TRUST,
                    text("taxationSystem", "Код системы налогообложения", "Tax system code")
                            .optional()
                            .matching("\\d"),
                    text("vat", "Ставка НДС", "VAT rate").optional().matching("\\d{1,3}"),
                    text("method", "Код способа расчета", "Payment method code")
                            .optional()
                            .matching("\\d{1,2}"),
                    text("object", "Код предмета расчета", "Payment object code")
                            .optional()
                            .matching("\\d{1,2}")),
            Map.ofEntries(
                    entry("Created", Stage.PENDING),
                    entry("AwaitingAuthentication", Stage.PENDING),
                    entry("Authorized", Stage.AUTHORIZED),
                    entry("Completed", Stage.PAID),
                    entry("Declined", Stage.FAILED),
                    entry("Cancelled", Stage.CANCELLED)),
            Set.of("RUB", "EUR", "USD", "KZT"),
            Duration.ofDays(3),
            PollPlan.USUAL);

    private CloudpaymentsProfile() {}
}
