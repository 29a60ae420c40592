package org.schoolcrm.acquiring.core.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.core.PaymentTestApplication;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.runtime.api.Actor;

class SecretRotationTest {

    private final PaymentTestApplication application = new PaymentTestApplication();
    private MerchantAccount account;

    @BeforeEach
    void an_account_with_a_secret() {
        application.bank.settings = List.of(
                SettingField.secret("key", "Ключ", "Key"),
                SettingField.secret("keyPrevious", "Прежний ключ", "Previous key")
                        .optional());
        account = application.merchants.connect(
                application.branch.id(), "scripted", "Банк", false, Map.of("key", "old"), Actor.SYSTEM);
    }

    @Test
    @DisplayName("a secret that is replaced stays good until it is taken away")
    void a_secret_that_is_replaced_stays_good() {
        assertThat(changed(Map.of("key", "new")).secrets("key")).containsExactly("new", "old");
        assertThat(changed(Map.of("key", MerchantAccounts.HIDDEN, "keyPrevious", MerchantAccounts.HIDDEN))
                        .secrets("key"))
                .containsExactly("new", "old");
        assertThat(changed(Map.of("key", MerchantAccounts.HIDDEN, "keyPrevious", ""))
                        .secrets("key"))
                .containsExactly("new");
    }

    @Test
    void a_secret_that_became_known_to_others_is_replaced_at_once() {
        assertThat(changed(Map.of("key", "new", "keyPrevious", "")).secrets("key"))
                .containsExactly("new");
    }

    private MerchantAccount changed(Map<String, String> settings) {
        return application.merchants.change(account.id(), "Банк", true, settings, AccountTerms.ANY, Actor.SYSTEM);
    }
}
