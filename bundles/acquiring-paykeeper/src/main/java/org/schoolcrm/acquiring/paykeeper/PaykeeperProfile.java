package org.schoolcrm.acquiring.paykeeper;

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
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.provider.api.SettingField;

/** What the adapter says about itself (acquirers.md 8). */
final class PaykeeperProfile {

    static final AcquirerProfile PROFILE = new AcquirerProfile(
            "PayKeeper",
            "PayKeeper",
            AcquirerProfile.Maturity.UNTESTED_AGAINST_THE_BANK,
            Set.of(
                    Capability.REFUND,
                    Capability.PARTIAL_REFUND,
                    Capability.REFUND_TAKES_TIME,
                    Capability.CANCEL_UNPAID,
                    Capability.QUERY_BY_PAYMENT,
                    Capability.SIGNED_WEBHOOKS),
            List.of(
                    text("server", "Адрес сервера PayKeeper", "Address of the PayKeeper server")
                            .matching("https?://[A-Za-z0-9.-]+(:\\d{1,5})?")
                            .deciding(SettingField.Use.ADDRESS),
                    text("user", "Логин личного кабинета", "Login of the cabinet"),
                    secret("password", "Пароль личного кабинета", "Password of the cabinet"),
                    secret("secretWord", "Секретное слово", "Secret word"),
                    secret("secretWordPrevious", "Прежнее секретное слово", "Previous secret word")
                            .optional(),
                    BankSettings.TRUST),
            Map.ofEntries(
                    entry("created", Stage.PENDING),
                    entry("sent", Stage.PENDING),
                    entry("expired", Stage.EXPIRED),
                    entry("pending", Stage.PENDING),
                    entry("obtained", Stage.PAID),
                    entry("stuck", Stage.PAID),
                    entry("success", Stage.PAID),
                    entry("refunding", Stage.PAID),
                    entry("partially_refunded", Stage.PARTIALLY_REFUNDED),
                    entry("refunded", Stage.REFUNDED),
                    entry("canceled", Stage.FAILED),
                    entry("failed", Stage.FAILED)),
            Set.of("RUB"),
            Duration.ofDays(1),
            PollPlan.USUAL);

    private PaykeeperProfile() {}
}
