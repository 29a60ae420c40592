package org.schoolcrm.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationException;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.host.spi.BranchId;

class AccountFilesTest {

    private final DeclaredAccounts accounts = new DeclaredAccounts();
    private final AccountFiles files = new AccountFiles(accounts);
    private final MailFile mail = new MailFile(accounts);

    @Test
    void a_file_is_an_account() throws ConfigurationException {
        files.updated(
                "pid-1",
                file(
                        "provider",
                        "smsru",
                        "name",
                        "СМС",
                        "branch",
                        "2",
                        "settings.apiId",
                        "key",
                        "priority",
                        "5",
                        "pricePerPart",
                        "2.50",
                        "service.pid",
                        "pid-1"));

        assertThat(accounts.declared).hasEntrySatisfying("account-smsru.cfg", declared -> {
            assertThat(declared.provider()).isEqualTo("smsru");
            assertThat(declared.branch()).isEqualTo(new BranchId(2));
            assertThat(declared.active()).isTrue();
            assertThat(declared.settings()).containsExactly(Map.entry("apiId", "key"));
            assertThat(declared.terms().priority()).isEqualTo(5);
            assertThat(declared.terms().pricePerPart()).isEqualTo(PartPrice.of("2.50", "RUB"));
        });
    }

    @Test
    void a_file_that_goes_takes_its_account_out_of_use() throws ConfigurationException {
        files.updated("pid-1", file("provider", "smsru", "name", "СМС"));
        files.deleted("pid-1");

        assertThat(accounts.withdrawn).containsExactly("account-smsru.cfg");
    }

    @Test
    void what_is_wrong_is_named() {
        assertThatThrownBy(() -> files.updated("pid-1", file("provider", "smsru", "name", "СМС", "live", "true")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.getProperty()).isEqualTo("live"));
        assertThatThrownBy(() -> files.updated("pid-1", file("provider", "smsru")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.getProperty()).isEqualTo("name"));
        assertThatThrownBy(() -> files.updated("pid-1", file("provider", "smsru", "name", "СМС", "active", "yes")))
                .hasMessageContaining("true or false");
        assertThat(accounts.declared).isEmpty();
    }

    @Test
    void the_file_of_the_mail_server_is_an_account_of_all_branches() throws ConfigurationException {
        mail.updated(file(
                "host",
                "mail.school.test",
                "from",
                "billing@school.test",
                "reply.to",
                "office@school.test",
                "user",
                ""));

        assertThat(accounts.declared).hasEntrySatisfying("org.schoolcrm.channel.email.cfg", declared -> {
            assertThat(declared.branch()).isNull();
            assertThat(declared.provider()).isEqualTo("smtp");
            assertThat(declared.settings())
                    .isEqualTo(Map.of(
                            "host",
                            "mail.school.test",
                            "from",
                            "billing@school.test",
                            "replyTo",
                            "office@school.test"));
        });
    }

    @Test
    void the_account_of_the_mail_server_stays_until_its_file_has_been_read() throws ConfigurationException {
        mail.updated(null);
        assertThat(accounts.withdrawn).isEmpty();

        mail.updated(file("host", "mail.school.test", "from", "billing@school.test"));
        mail.updated(null);
        assertThat(accounts.withdrawn).containsExactly("org.schoolcrm.channel.email.cfg");
    }

    private static Dictionary<String, Object> file(String... namesAndValues) {
        var properties = new HashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        properties.put("felix.fileinstall.filename", "file:/etc/account-smsru.cfg");
        return FrameworkUtil.asDictionary(properties);
    }
}
