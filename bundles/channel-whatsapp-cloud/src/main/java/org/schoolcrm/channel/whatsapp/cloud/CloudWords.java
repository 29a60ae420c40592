package org.schoolcrm.channel.whatsapp.cloud;

import org.schoolcrm.channel.spi.ProviderAccount;

/** The words that we add to templates, in their language. */
final class CloudWords {

    private CloudWords() {}

    /** What stands in the text where the link would. */
    static String pointer(ProviderAccount account) {
        return of(account, "(кнопка ниже)", "(the button below)");
    }

    /** At most 25 characters. */
    static String button(ProviderAccount account) {
        return of(account, "Перейти к оплате", "Pay");
    }

    static String example(ProviderAccount account) {
        return of(account, "пример", "example");
    }

    private static String of(ProviderAccount account, String russian, String english) {
        return CloudProfile.language(account).equals("ru") ? russian : english;
    }
}
