package org.schoolcrm.channel.sms.smsru;

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

/** What the adapter says about itself (channels.md 6.2). */
final class SmsruProfile {

    static final String API_ID = "apiId";
    static final String SENDER = "sender";
    static final int MOST_PARTS = 8;

    /** Eight parts of the basic alphabet. */
    static final int LONGEST = MOST_PARTS * 153;

    static final ChannelProfile PROFILE = new ChannelProfile(
            "smsru",
            "sms",
            "SMS.ru",
            "SMS.ru",
            AddressKind.MOBILE_PHONE,
            Encoding.PLAIN,
            Idempotency.NONE,
            new Pace(30, Duration.ofSeconds(1)),
            LONGEST,
            Set.of(Capability.RECEIPTS, Capability.STATUS_QUERY, Capability.BALANCE),
            List.of(
                    secret(API_ID, "api_id из личного кабинета", "api_id from the cabinet"),
                    secret(API_ID + "Previous", "Прежний api_id", "Previous api_id")
                            .optional(),
                    text(SENDER, "Имя отправителя", "Sender name")
                            .optional()
                            .matching("[A-Za-z0-9 ._-]{2,11}|\\d{5,15}"),
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private SmsruProfile() {}
}
