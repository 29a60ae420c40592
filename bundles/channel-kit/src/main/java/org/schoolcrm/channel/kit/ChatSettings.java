package org.schoolcrm.channel.kit;

import static org.schoolcrm.provider.api.SettingField.choice;
import static org.schoolcrm.provider.api.SettingField.text;

import java.net.URI;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.api.SettingField;

/** The settings that bots of messengers have in common. */
public final class ChatSettings {

    public static final SettingField LANGUAGE =
            choice("language", "Язык кнопки «Оплатить»", "Language of the button to pay", "ru", "en");

    /** Where links to the bot begin, without a slash at the end; to be set only where the usual place cannot be reached. */
    public static final SettingField LINKS = text("links", "Адрес ссылок на бота", "Address of links to the bot")
            .optional()
            .matching("https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~-]+)*");

    private ChatSettings() {}

    /** The address at which a messenger opens a chat with the bot and hands it the token. */
    public static URI invitation(ProviderAccount account, String usual, String bot, String token) {
        return URI.create(account.setting(LINKS.name(), usual) + "/" + bot + "?start=" + token);
    }

    /** The words on the button that opens the invoice's page. */
    public static String payLabel(ProviderAccount account) {
        return account.setting(LANGUAGE.name(), "ru").equals("en") ? "Pay" : "Оплатить";
    }
}
