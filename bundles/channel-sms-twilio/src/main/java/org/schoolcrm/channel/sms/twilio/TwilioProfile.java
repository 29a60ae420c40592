package org.schoolcrm.channel.sms.twilio;

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

/** What the adapter says about itself (channels.md 6.6). */
final class TwilioProfile {

    static final String ACCOUNT = "accountSid";
    static final String TOKEN = "authToken";
    static final String SENDER = "sender";
    static final int LONGEST = 1600;

    static final ChannelProfile PROFILE = new ChannelProfile(
            "twilio",
            "sms",
            "Twilio",
            "Twilio",
            AddressKind.MOBILE_PHONE,
            Encoding.PLAIN,
            Idempotency.NONE,
            new Pace(30, Duration.ofSeconds(1)),
            LONGEST,
            Set.of(Capability.RECEIPTS, Capability.STATUS_QUERY, Capability.BALANCE, Capability.INBOUND),
            List.of(
                    text(ACCOUNT, "Account SID", "Account SID").matching("AC[0-9a-fA-F]{32}"),
                    secret(TOKEN, "Auth Token", "Auth Token"),
                    secret(TOKEN + "Previous", "Прежний Auth Token", "Previous Auth Token")
                            .optional(),
                    text(
                                    SENDER,
                                    "Messaging Service SID, номер или имя отправителя",
                                    "Messaging Service SID, number or sender name")
                            .matching("MG[0-9a-fA-F]{32}|\\+[1-9]\\d{7,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}"),
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private TwilioProfile() {}

    static boolean isService(String sender) {
        return sender.matches("MG[0-9a-fA-F]{32}");
    }
}
