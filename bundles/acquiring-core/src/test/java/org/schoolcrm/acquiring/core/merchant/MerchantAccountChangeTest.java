package org.schoolcrm.acquiring.core.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.core.PaymentTestApplication;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.runtime.api.Actor;

/** Secrets go where they were entered for and nowhere else, and changes are told without them. */
class MerchantAccountChangeTest {

    private final PaymentTestApplication application = new PaymentTestApplication();
    private MerchantAccount account;

    @BeforeEach
    void an_account_with_a_secret() {
        application.bank.settings = List.of(
                SettingField.text("userName", "Логин", "Login"),
                SettingField.secret("password", "Пароль", "Password"),
                SettingField.text("host", "Адрес", "Address").optional().deciding(SettingField.Use.ADDRESS),
                SettingField.text("taxType", "Код", "Code").optional());
        account = application.merchants.connect(
                application.branch.id(),
                "scripted",
                "Банк",
                false,
                Map.of("userName", "shop", "password", "canary", "host", "https://bank.example/"),
                Actor.SYSTEM);
    }

    @ParameterizedTest
    @CsvSource({"host, https://evil.example/", "host, ''", "userName, other"})
    void secrets_are_wanted_again_when_the_address_or_the_name_changes(String setting, String value) {
        assertThatThrownBy(() -> change(MerchantAccounts.HIDDEN, setting, value))
                .hasMessageContaining("settings.password")
                .hasMessageContaining("SECRET_WANTED_AGAIN");

        assertThat(change("entered again", setting, value).setting("password", ""))
                .isEqualTo("entered again");
    }

    @Test
    void secrets_stay_when_anything_else_changes() {
        assertThat(change(MerchantAccounts.HIDDEN, "taxType", "1").setting("password", ""))
                .isEqualTo("canary");
    }

    @Test
    void while_the_adapter_is_away_no_setting_changes_beside_a_hidden_secret() {
        application.adapters.clear();

        assertThatThrownBy(() -> change(MerchantAccounts.HIDDEN, "host", "https://evil.example/"))
                .hasMessageContaining("SECRET_WANTED_AGAIN");
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:9999/x/", "http://bank.example/", "not an address"})
    void only_public_https_addresses_are_taken(String address) {
        assertThatThrownBy(() -> change("entered again", "host", address))
                .hasMessageContaining("settings.host")
                .hasMessageContaining("ADDRESS_NOT_PUBLIC");
    }

    @Test
    @DisplayName("I16 a change of settings stands in the audit field by field, without a secret")
    void a_change_is_told_field_by_field() {
        change("newly entered", "host", "https://other.example/");

        var record = application.trail.get(application.trail.size() - 1);
        assertThat(record.action()).isEqualTo("merchant-account.changed");
        assertThat(record.before()).contains("settings.host=https://bank.example/", "settings.password=***");
        assertThat(record.after()).contains("settings.host=https://other.example/", "settings.password=*** (replaced)");
        assertThat(application.trail.toString()).doesNotContain("canary", "newly entered");
    }

    @Test
    void an_account_is_forgotten_only_when_it_is_off_and_was_never_used() {
        assertThatThrownBy(() -> application.merchants.remove(account.id(), Actor.SYSTEM))
                .hasMessageContaining("merchant-account-in-use");

        application.merchants.change(account.id(), "Банк", false, account.settings(), AccountTerms.ANY, Actor.SYSTEM);
        application.merchants.remove(account.id(), Actor.SYSTEM);

        assertThat(application.merchants.find(account.id())).isEmpty();
    }

    private MerchantAccount change(String password, String setting, String value) {
        var settings = new HashMap<>(account.settings());
        settings.put("password", password);
        settings.put(setting, value);
        return application.merchants.change(account.id(), "Банк", true, settings, AccountTerms.ANY, Actor.SYSTEM);
    }
}
