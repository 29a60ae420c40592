package org.schoolcrm.channel.sms.exolve;

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

/** What the adapter says about itself (channels.md 6.5). */
final class ExolveProfile {

    static final String API_KEY = "apiKey";
    static final String SENDER = "sender";
    static final int LONGEST = 1000;

    static final ChannelProfile PROFILE = new ChannelProfile(
            "exolve",
            "sms",
            "МТС Exolve",
            "MTS Exolve",
            AddressKind.MOBILE_PHONE,
            Encoding.PLAIN,
            Idempotency.NONE,
            new Pace(10, Duration.ofSeconds(1)),
            LONGEST,
            Set.of(Capability.RECEIPTS, Capability.INBOUND),
            List.of(
                    secret(API_KEY, "API-ключ приложения", "API key of the application"),
                    text(SENDER, "Мобильный номер или имя отправителя", "Mobile number or sender name")
                            .matching("79\\d{9}|(?=.*[A-Za-z])[A-Za-z0-9 ._-]{2,11}"),
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private ExolveProfile() {}
}
