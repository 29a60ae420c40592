package org.schoolcrm.channel.whatsapp.green;

import static org.schoolcrm.provider.api.SettingField.secret;
import static org.schoolcrm.provider.api.SettingField.text;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.api.SettingField.Use;

/** What the adapter says about itself (channels.md 8.3). */
final class GreenProfile {

    static final String INSTANCE = "idInstance";
    static final String TOKEN = "apiTokenInstance";
    static final String WEBHOOK_TOKEN = "webhookUrlToken";
    static final String SECONDS_BETWEEN = "secondsBetween";
    static final int LONGEST = 20_000;

    private static final int USUAL_SECONDS = 4;

    /** It takes no number of ours, and cannot be asked by one. */
    static final ChannelProfile PROFILE = new ChannelProfile(
            "green-api",
            "whatsapp",
            "WhatsApp через Green-API",
            "WhatsApp through Green-API",
            AddressKind.MOBILE_PHONE,
            Encoding.CHAT_TEXT,
            Idempotency.NONE,
            Pace.oneEvery(Duration.ofSeconds(USUAL_SECONDS)),
            LONGEST,
            Set.of(Capability.RECEIPTS, Capability.INBOUND),
            List.of(
                    text(INSTANCE, "Номер инстанса (idInstance)", "Instance (idInstance)")
                            .matching("\\d{4,20}"),
                    secret(TOKEN, "Токен инстанса (apiTokenInstance)", "Token of the instance (apiTokenInstance)")
                            .matching("[A-Za-z0-9]{8,100}"),
                    secret(WEBHOOK_TOKEN, "Токен вебхуков (webhookUrlToken)", "Token of webhooks (webhookUrlToken)")
                            .optional()
                            .matching("[!-~]{8,200}"),
                    secret(WEBHOOK_TOKEN + "Previous", "Прежний токен вебхуков", "Previous token of webhooks")
                            .optional(),
                    text(SECONDS_BETWEEN, "Секунд между сообщениями (обычно 4)", "Seconds between messages (usually 4)")
                            .optional()
                            .matching("[1-9]\\d{0,2}")
                            .deciding(Use.VALUE),
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private GreenProfile() {}

    /** A phone that writes like a machine is banned. */
    static Pace pace(ProviderAccount account) {
        var seconds = account.setting(SECONDS_BETWEEN, String.valueOf(USUAL_SECONDS));
        return Pace.oneEvery(Duration.ofSeconds(Integer.parseInt(seconds)));
    }
}
