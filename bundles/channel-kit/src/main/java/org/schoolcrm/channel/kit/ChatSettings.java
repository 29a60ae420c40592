package org.schoolcrm.channel.kit;

import static org.schoolcrm.provider.api.SettingField.choice;

import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.api.SettingField;

/** The settings that bots of messengers have in common. */
public final class ChatSettings {

    public static final SettingField LANGUAGE =
            choice("language", "Язык кнопки «Оплатить»", "Language of the button to pay", "ru", "en");

    private ChatSettings() {}

    /** The words on the button that opens the invoice's page. */
    public static String payLabel(ProviderAccount account) {
        return account.setting(LANGUAGE.name(), "ru").equals("en") ? "Pay" : "Оплатить";
    }
}
