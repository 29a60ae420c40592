package org.schoolcrm.channel.whatsapp.wazzup;

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

/** What the adapter says about itself (channels.md 8.2). */
final class WazzupProfile {

    static final String API_KEY = "apiKey";
    static final String CHANNEL_ID = "channelId";
    static final String CRM_KEY = "crmKey";
    static final String SECONDS_BETWEEN = "secondsBetween";
    static final int LONGEST = 10_000;

    private static final int USUAL_SECONDS = 4;

    /**
     * Wazzup24 knows our number of a message for a minute only. A repeat that comes later, as those of the outbox do,
     * would be sent a second time, so what is uncertain stays so.
     */
    static final ChannelProfile PROFILE = new ChannelProfile(
            "wazzup24-v3",
            "whatsapp",
            "WhatsApp через Wazzup24",
            "WhatsApp through Wazzup24",
            AddressKind.MOBILE_PHONE,
            Encoding.CHAT_TEXT,
            Idempotency.NONE,
            Pace.oneEvery(Duration.ofSeconds(USUAL_SECONDS)),
            LONGEST,
            Set.of(Capability.RECEIPTS, Capability.INBOUND),
            List.of(
                    secret(API_KEY, "Ключ API", "API key"),
                    text(CHANNEL_ID, "Идентификатор канала (channelId)", "Channel id")
                            .matching("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
                    secret(CRM_KEY, "Ключ вебхуков (crmKey), если выдан", "Key of webhooks (crmKey), if there is one")
                            .optional(),
                    secret(CRM_KEY + "Previous", "Прежний ключ вебхуков", "Previous key of webhooks")
                            .optional(),
                    text(SECONDS_BETWEEN, "Секунд между сообщениями (обычно 4)", "Seconds between messages (usually 4)")
                            .optional()
                            .matching("\\d{1,3}")
                            .deciding(Use.VALUE),
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private WazzupProfile() {}

    /** A number that writes like a machine is banned; one of WhatsApp Business may write as fast as Wazzup24 takes it. */
    static Pace pace(ProviderAccount account) {
        int seconds = Integer.parseInt(account.setting(SECONDS_BETWEEN, String.valueOf(USUAL_SECONDS)));
        return seconds == 0 ? new Pace(100, Duration.ZERO) : Pace.oneEvery(Duration.ofSeconds(seconds));
    }
}
