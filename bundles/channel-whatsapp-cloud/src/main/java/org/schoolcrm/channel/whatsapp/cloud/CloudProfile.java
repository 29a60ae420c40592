package org.schoolcrm.channel.whatsapp.cloud;

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
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.api.SettingField.Use;

/** What the adapter says about itself (channels.md 8.4). */
final class CloudProfile {

    static final String TOKEN = "token";
    static final String PHONE = "phoneNumberId";
    static final String BUSINESS = "businessAccountId";
    static final String APP_SECRET = "appSecret";
    static final String VERIFY_TOKEN = "verifyToken";
    static final String LANGUAGE = "language";
    static final String FREE_TEXT = "freeText";
    static final String VERSION = "version";
    static final int LONGEST_TEXT = 4096;
    static final int LONGEST_TEMPLATE = 1024;

    /** It only gives our number back in its calls: what is uncertain is settled by them, and never asked about. */
    static final ChannelProfile PROFILE = new ChannelProfile(
            "whatsapp-cloud",
            "whatsapp",
            "WhatsApp Cloud API (Meta)",
            "WhatsApp Cloud API (Meta)",
            AddressKind.MOBILE_PHONE,
            Encoding.CHAT_TEXT,
            Idempotency.NONE,
            new Pace(80, Duration.ofSeconds(6)),
            LONGEST_TEMPLATE,
            Set.of(Capability.RECEIPTS, Capability.INBOUND, Capability.APPROVED_TEMPLATES),
            List.of(
                    number(PHONE, "Идентификатор номера (Phone number ID)", "Phone number ID"),
                    number(
                            BUSINESS,
                            "Идентификатор аккаунта (WhatsApp Business Account ID)",
                            "WhatsApp Business Account ID"),
                    secret(TOKEN, "Постоянный токен доступа", "Permanent access token")
                            .matching("[!-~]{20,1000}"),
                    secret(APP_SECRET, "Секрет приложения (App Secret)", "App secret"),
                    secret(APP_SECRET + "Previous", "Прежний секрет приложения", "Previous app secret")
                            .optional(),
                    secret(VERIFY_TOKEN, "Маркер подтверждения вебхука (Verify token)", "Verify token of webhooks")
                            .matching("[A-Za-z0-9_-]{8,100}"),
                    SettingField.choice(LANGUAGE, "Язык шаблонов", "Language of templates", "ru", "en"),
                    SettingField.choice(
                            FREE_TEXT,
                            "Писать свободным текстом (доходит только в течение суток после сообщения клиента)",
                            "Send free text (arrives only within a day of the customer's own message)",
                            "yes",
                            "no"),
                    text(VERSION, "Версия Graph API, например v23.0", "Version of the Graph API, such as v23.0")
                            .optional()
                            .matching("v\\d{2}\\.\\d")
                            .deciding(Use.VALUE),
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private CloudProfile() {}

    static boolean isFreeText(ProviderAccount account) {
        return account.setting(FREE_TEXT, "no").equals("yes");
    }

    static String language(ProviderAccount account) {
        return account.setting(LANGUAGE, "ru");
    }

    private static SettingField number(String name, String russian, String english) {
        return text(name, russian, english).matching("\\d{4,30}");
    }
}
