package org.schoolcrm.channel.sms.smsc;

import static org.schoolcrm.provider.api.SettingField.secret;
import static org.schoolcrm.provider.api.SettingField.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.provider.api.SettingField;

/** What the adapter says about itself (channels.md 6.3). */
final class SmscProfile {

    static final String API_KEY = "apiKey";
    static final String LOGIN = "login";
    static final String PASSWORD = "password";
    static final String SENDER = "sender";
    static final String SECRET = "secret";
    static final int LONGEST = 1000;

    static final ChannelProfile PROFILE = new ChannelProfile(
            "smsc",
            "sms",
            "SMSC.ru (СМС-центр)",
            "SMSC.ru",
            AddressKind.MOBILE_PHONE,
            Encoding.PLAIN,
            Idempotency.NONE,
            new Pace(10, Duration.ofSeconds(1)),
            LONGEST,
            Set.of(Capability.RECEIPTS, Capability.STATUS_QUERY, Capability.BALANCE, Capability.INBOUND),
            List.of(
                    secret(API_KEY, "API-ключ (или логин и пароль)", "API key (or login and password)")
                            .optional(),
                    text(LOGIN, "Логин", "Login").optional().deciding(SettingField.Use.IDENTITY),
                    secret(PASSWORD, "Пароль для API", "Password for the API").optional(),
                    text(SENDER, "Имя отправителя", "Sender name")
                            .optional()
                            .matching("[A-Za-z0-9 ._-]{2,11}|\\d{5,15}"),
                    secret(SECRET, "Секретное слово обработчика", "Secret word of the handler")
                            .optional(),
                    secret(SECRET + "Previous", "Прежнее секретное слово", "Previous secret word")
                            .optional(),
                    ProviderSettings.ADDRESS,
                    ProviderSettings.TRUST));

    private SmscProfile() {}

    /** Besides each setting: a key, or a login with its password. */
    static List<String> problemsOf(Map<String, String> settings) {
        var wrong = new TreeSet<>(ProviderSettings.problemsOf(PROFILE, settings));
        boolean hasLogin = !settings.getOrDefault(LOGIN, "").isEmpty();
        boolean hasPassword = !settings.getOrDefault(PASSWORD, "").isEmpty();
        if (settings.getOrDefault(API_KEY, "").isEmpty() && !hasLogin && !hasPassword) {
            wrong.add(API_KEY);
        }
        if (hasLogin != hasPassword) {
            wrong.add(hasLogin ? PASSWORD : LOGIN);
        }
        return List.copyOf(wrong);
    }
}
