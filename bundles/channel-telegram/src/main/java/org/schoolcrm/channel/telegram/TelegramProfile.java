package org.schoolcrm.channel.telegram;

import static org.schoolcrm.provider.api.SettingField.choice;
import static org.schoolcrm.provider.api.SettingField.secret;
import static org.schoolcrm.provider.api.SettingField.text;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.schoolcrm.channel.kit.ChatSettings;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;

/** What the adapter says about itself (channels.md 9.2). */
final class TelegramProfile {

    static final String TOKEN = "token";
    static final String BOT = "bot";
    static final int LONGEST = 4096;

    private static final String INBOUND = "inbound";
    private static final String POLLING = "polling";

    static final ChannelProfile PROFILE = new ChannelProfile(
            "telegram",
            "telegram",
            "Telegram",
            "Telegram",
            AddressKind.CHAT,
            Encoding.CHAT_HTML,
            Idempotency.NONE,
            new Pace(25, Duration.ofSeconds(1)),
            LONGEST,
            Set.of(Capability.INBOUND),
            List.of(
                    text(BOT, "Имя бота (без @)", "Name of the bot (without @)").matching("[A-Za-z]\\w{3,31}"),
                    secret(TOKEN, "Токен бота", "Token of the bot").matching("\\d{3,20}:[A-Za-z0-9_-]{10,100}"),
                    choice(
                            INBOUND,
                            "Как приходят сообщения: webhook или polling (без публичного адреса)",
                            "How messages come: webhook or polling (without a public address)",
                            "webhook",
                            POLLING),
                    ChatSettings.LANGUAGE,
                    ChatSettings.LINKS,
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private TelegramProfile() {}

    static boolean isPolled(ProviderAccount account) {
        return account.setting(INBOUND, "").equals(POLLING);
    }
}
