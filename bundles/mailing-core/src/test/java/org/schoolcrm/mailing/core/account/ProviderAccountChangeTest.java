package org.schoolcrm.mailing.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.mailing.core.account.AccountsTestApplication.ADMIN;
import static org.schoolcrm.mailing.core.account.AccountsTestApplication.CENTRE;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.testkit.scripted.PrepaidChannel;
import org.schoolcrm.mailing.api.TemplateApproval;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;

/** Settings of accounts with providers: checked when they are saved, secrets bound to where they are sent. */
class ProviderAccountChangeTest {

    private final AccountsTestApplication school = new AccountsTestApplication();

    @Test
    void the_provider_is_told_where_to_call_each_time() {
        var account = connect(Map.of("login", "school", "password", "s"), ProviderTerms.USUAL);
        change(account.id(), Map.of("login", "school", "password", "***"));

        assertThat(school.provider.registered())
                .hasSize(2)
                .allMatch(address -> address.getPath().equals("/hooks/messages/prepaid/" + account.hookKey()));
    }

    @Test
    void a_secret_stays_unless_it_would_go_elsewhere_or_under_another_name() {
        var id = connect(Map.of("login", "school", "password", "hush"), ProviderTerms.USUAL)
                .id();

        change(id, Map.of("login", "school", "password", "***"));
        assertThat(school.accounts.find(id).orElseThrow().setting("password")).isEqualTo("hush");

        refused("settings.password", () -> change(id, Map.of("login", "thief", "password", "***")));
        refused(
                "settings.password",
                () -> change(id, Map.of("login", "school", "password", "***", "address", "https://evil.example")));
        change(id, Map.of("login", "school", "password", "new", "address", "https://sms.example"));
    }

    @Test
    void what_was_approved_for_an_account_is_asked_anew_once_its_settings_are_others() {
        var id = connect(Map.of("login", "school", "password", "s"), ProviderTerms.USUAL)
                .id();
        var text = TemplateApproval.wanted(id, "crm_1", new TemplateId(1), school.clock.now());
        school.approvals.add(text);
        change(id, Map.of("login", "school", "password", "***"));
        assertThat(school.approvals.of(id)).containsExactly(text);

        change(id, Map.of("login", "other", "password", "new"));
        assertThat(school.approvals.of(id)).isEmpty();
    }

    @Test
    void settings_and_terms_are_looked_at_when_they_are_saved() {
        refused("settings.password", () -> connect(Map.of("login", "school"), ProviderTerms.USUAL));
        refused(
                "settings.address",
                () -> connect(
                        Map.of("login", "school", "password", "s", "address", "https://127.0.0.1"),
                        ProviderTerms.USUAL));
        refused(
                "terms.balanceAlarm",
                () -> connect(
                        Map.of("login", "school", "password", "s"),
                        new ProviderTerms(0, PartPrice.of("2.50", "RUB"), Money.of("5.00", "EUR"), false)));
        refused(
                "terms.pricePerPart",
                () -> connect(
                        Map.of("login", "school", "password", "s"),
                        new ProviderTerms(0, PartPrice.of("-2.50", "RUB"), null, false)));
        assertThat(school.accounts.all()).isEmpty();
    }

    @Test
    void a_change_is_noted_field_by_field_without_secrets() {
        var id = connect(Map.of("login", "school", "password", "hush"), ProviderTerms.USUAL)
                .id();
        change(id, Map.of("login", "school", "password", "changed"));

        var noted = school.audit.get(1);
        assertThat(noted.action()).isEqualTo("provider-account.changed");
        assertThat(noted.subject()).isEqualTo("provider-account:" + id);
        assertThat(noted.after())
                .contains("settings.login=school", "settings.password=*** (replaced)")
                .doesNotContain("changed}");
        assertThat(school.audit.toString()).doesNotContain("hush");
    }

    private ProviderAccount connect(Map<String, String> settings, ProviderTerms terms) {
        return school.administration.connect(CENTRE, PrepaidChannel.PROVIDER, "СМС", settings, terms, ADMIN);
    }

    private void change(ProviderAccountId id, Map<String, String> settings) {
        school.administration.change(id, "СМС", true, settings, ProviderTerms.USUAL, ADMIN);
    }

    private static void refused(String field, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.fields())
                                .extracting(one -> one.field())
                                .contains(field));
    }
}
