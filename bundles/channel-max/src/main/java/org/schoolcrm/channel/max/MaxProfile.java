package org.schoolcrm.channel.max;

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

/** What the adapter says about itself (channels.md 9.3). */
final class MaxProfile {

    static final String TOKEN = "token";
    static final String BOT = "bot";
    static final int LONGEST = 4000;

    static final ChannelProfile PROFILE = new ChannelProfile(
            "max",
            "max",
            "MAX",
            "MAX",
            AddressKind.CHAT,
            Encoding.CHAT_HTML,
            Idempotency.NONE,
            new Pace(30, Duration.ofMillis(500)),
            LONGEST,
            Set.of(Capability.INBOUND),
            List.of(
                    text(BOT, "Никнейм бота (без @)", "Nickname of the bot (without @)")
                            .matching("[A-Za-z0-9][A-Za-z0-9_.-]{2,63}"),
                    secret(TOKEN, "Токен бота", "Token of the bot").matching("[\\x21-\\x7e]{10,512}"),
                    ChatSettings.LANGUAGE,
                    ChatSettings.LINKS,
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private MaxProfile() {}
}
