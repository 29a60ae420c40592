package org.schoolcrm.acquiring.stripe;

import static java.util.Map.entry;
import static org.schoolcrm.provider.api.SettingField.secret;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.Stage;

/** What the adapter says about itself (acquirers.md 1.3, 7). */
final class StripeProfile {

    static final String HOST = "https://api.stripe.com/v1/";
    static final String VERSION = "2026-07-29.dahlia";

    static final AcquirerProfile PROFILE = new AcquirerProfile(
            "Stripe",
            "Stripe",
            AcquirerProfile.Maturity.UNTESTED_AGAINST_THE_BANK,
            Set.of(
                    Capability.HOLD,
                    Capability.PARTIAL_CAPTURE,
                    Capability.REFUND,
                    Capability.PARTIAL_REFUND,
                    Capability.REFUND_TAKES_TIME,
                    Capability.CANCEL_UNPAID,
                    Capability.QUERY_BY_PAYMENT,
                    Capability.SIGNED_WEBHOOKS),
            List.of(
                    secret("secretKey", "Секретный ключ", "Secret key").matching("[sr]k_[A-Za-z0-9_]+"),
                    secret("webhookSecret", "Секрет уведомлений", "Webhook secret"),
                    secret("webhookSecretPrevious", "Прежний секрет уведомлений", "Previous webhook secret")
                            .optional(),
                    BankSettings.address("host", "Адрес Stripe", "Address of Stripe"),
                    BankSettings.TRUST),
            Map.ofEntries(
                    entry("open", Stage.PENDING),
                    entry("complete/unpaid", Stage.PENDING),
                    entry("complete/unpaid/requires_capture", Stage.AUTHORIZED),
                    entry("complete/unpaid/canceled", Stage.CANCELLED),
                    entry("complete/paid", Stage.PAID),
                    entry("expired", Stage.EXPIRED)),
            Set.of("EUR", "USD", "GBP", "PLN", "CZK", "KZT", "GEL", "AMD", "AED", "JPY", "CHF", "RON", "BGN"),
            Duration.ofHours(24),
            PollPlan.USUAL);

    private StripeProfile() {}
}
