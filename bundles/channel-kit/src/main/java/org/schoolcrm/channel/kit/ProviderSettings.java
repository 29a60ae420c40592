package org.schoolcrm.channel.kit;

import static org.schoolcrm.provider.api.SettingField.text;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.wire.PemCertificates;

/** The settings that providers of messages have in common. */
public final class ProviderSettings {

    /** The base of the provider's addresses without a slash at its end, to be set only where it is not the usual one. */
    public static final SettingField ADDRESS = text("address", "Адрес провайдера", "Address of the provider")
            .optional()
            .matching("https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~-]+)*")
            .deciding(SettingField.Use.ADDRESS);

    public static final SettingField TRUST = text("trust", "Доверенные сертификаты (PEM)", "Trusted certificates (PEM)")
            .optional()
            .deciding(SettingField.Use.IDENTITY);

    private ProviderSettings() {}

    /** What the profile finds wrong, and certificates that cannot be read: with them no call would ever go out. */
    public static List<String> problemsOf(ChannelProfile profile, Map<String, String> settings) {
        var wrong = new ArrayList<>(profile.problemsOf(settings));
        if (!PemCertificates.areReadable(settings.getOrDefault(TRUST.name(), "")) && !wrong.contains(TRUST.name())) {
            wrong.add(TRUST.name());
        }
        return wrong;
    }

    /** A path, which begins with a slash, at the address that is set, or else at the usual one. */
    public static URI uri(ProviderAccount account, String usual, String path) {
        return URI.create(account.setting(ADDRESS.name(), usual) + path);
    }
}
