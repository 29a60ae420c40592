package org.schoolcrm.channel.sms.smsaero;

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

/** What the adapter says about itself (channels.md 6.4). */
final class SmsaeroProfile {

    static final String EMAIL = "email";
    static final String API_KEY = "apiKey";
    static final String SIGN = "sign";
    static final int SHORTEST = 2;
    static final int LONGEST = 640;

    static final ChannelProfile PROFILE = new ChannelProfile(
            "smsaero",
            "sms",
            "SMS Aero",
            "SMS Aero",
            AddressKind.MOBILE_PHONE,
            Encoding.PLAIN,
            Idempotency.NONE,
            new Pace(10, Duration.ofSeconds(1)),
            LONGEST,
            Set.of(Capability.RECEIPTS, Capability.STATUS_QUERY, Capability.BALANCE),
            List.of(
                    text(EMAIL, "E-mail личного кабинета", "E-mail of the cabinet")
                            .matching("[^\\s:@]+@[^\\s:@]+"),
                    secret(API_KEY, "API-ключ", "API key"),
                    text(SIGN, "Имя отправителя (подпись)", "Sender name (sign)")
                            .matching("\\S(.{0,62}\\S)"),
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private SmsaeroProfile() {}
}
