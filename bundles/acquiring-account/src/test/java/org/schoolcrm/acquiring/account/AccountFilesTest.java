package org.schoolcrm.acquiring.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationException;
import org.schoolcrm.acquiring.api.ConfiguredAccounts;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;

class AccountFilesTest {

    private final Map<String, ConfiguredAccounts.Declaration> declared = new LinkedHashMap<>();
    private final List<String> withdrawn = new ArrayList<>();
    private final AccountFiles files = new AccountFiles(new ConfiguredAccounts() {

        @Override
        public MerchantAccount declare(String file, Declaration says) {
            declared.put(file, says);
            return new MerchantAccount(
                    new MerchantAccountId(1),
                    says.branch(),
                    says.provider(),
                    says.name(),
                    "key",
                    says.live(),
                    says.active(),
                    says.settings(),
                    says.terms());
        }

        @Override
        public void withdraw(String file) {
            withdrawn.add(file);
        }
    });

    @Test
    void a_file_says_everything_that_a_screen_says() throws ConfigurationException {
        files.updated(
                "pid~main",
                properties(Map.of(
                        "live", "true",
                        "legalEntity", "ООО Школа",
                        "fiscal", "BANK",
                        "priority", "5",
                        "accounts", "0, 17",
                        "atLeast", "10.00",
                        "atMost", "100000")));

        var says = declared.get("org.schoolcrm.acquiring.account-main.cfg");
        assertThat(says.branch()).isEqualTo(new BranchId(1));
        assertThat(says.live()).isTrue();
        assertThat(says.active()).isTrue();
        assertThat(says.settings()).isEqualTo(Map.of("terminalKey", "1DEMO", "password", "secret"));
        assertThat(says.terms().fiscal()).isEqualTo(FiscalPolicy.BANK);
        assertThat(says.terms().priority()).isEqualTo(5);
        assertThat(says.terms().accounts()).isEqualTo(Set.of(new AccountId(0), new AccountId(17)));
        assertThat(says.terms().atLeast()).isEqualTo(Money.of("10.00", "RUB"));
        assertThat(says.terms().atMost()).isEqualTo(Money.of("100000", "RUB"));
    }

    @Test
    void what_a_file_leaves_out_is_the_careful_choice() throws ConfigurationException {
        files.updated("pid~main", properties(Map.of()));

        var says = declared.values().iterator().next();
        assertThat(says.live()).isFalse();
        assertThat(says.terms().fiscal()).isEqualTo(FiscalPolicy.NONE);
        assertThat(says.terms().accounts()).isEmpty();
    }

    @Test
    void a_file_that_is_gone_is_withdrawn() throws ConfigurationException {
        files.updated("pid~main", properties(Map.of()));
        files.deleted("pid~main");
        files.deleted("pid~unknown");

        assertThat(withdrawn).containsExactly("org.schoolcrm.acquiring.account-main.cfg");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "branch, one",
        "branch, ''",
        "provider, ''",
        "live, yes",
        "fiscal, TWICE",
        "priority, high",
        "accounts, 'a,b'",
        "atLeast, 1.005",
        "currency, ROUBLE",
        "colour, red",
        "settings.password, '$[env:BANK_PASSWORD]'"
    })
    void a_mistake_names_its_setting_and_declares_nothing(String name, String value) {
        var wrong = name.equals("currency") ? Map.of("atLeast", "1", name, value) : Map.of(name, value);

        assertThatThrownBy(() -> files.updated("pid~main", properties(wrong)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        mistake -> assertThat(mistake.getProperty()).isEqualTo(name));
        assertThat(declared).isEmpty();
    }

    private static Dictionary<String, Object> properties(Map<String, String> more) {
        var properties = new HashMap<String, Object>();
        properties.put("service.pid", "org.schoolcrm.acquiring.account~main");
        properties.put("felix.fileinstall.filename", "file:/crm/etc/org.schoolcrm.acquiring.account-main.cfg");
        properties.put("branch", "1");
        properties.put("provider", "tbank");
        properties.put("name", "Т-Банк");
        properties.put("settings.terminalKey", "1DEMO");
        properties.put("settings.password", "secret");
        properties.putAll(more);
        return FrameworkUtil.asDictionary(properties);
    }
}
