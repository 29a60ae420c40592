package org.schoolcrm.acquiring.core.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.ConfiguredAccounts.Declaration;
import org.schoolcrm.acquiring.core.PaymentTestApplication;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;

class ConfiguredMerchantAccountsTest {

    private final PaymentTestApplication application = new PaymentTestApplication();

    @Test
    void a_file_is_one_account_however_often_it_is_read() {
        var first = application.configured.declare("main.cfg", declaration("Банк"));
        int noted = application.trail.size();
        var again = application.configured.declare("main.cfg", declaration("Банк"));

        assertThat(again).isEqualTo(first);
        assertThat(application.trail).hasSize(noted);
        assertThat(application.merchants.fileOf(first.id())).contains("main.cfg");
    }

    @Test
    void a_changed_file_changes_the_account_and_keeps_its_address() {
        var first = application.configured.declare("main.cfg", declaration("Банк"));
        var address = application.merchants.webhookAddress(first.id());

        var renamed = application.configured.declare("main.cfg", declaration("Другой банк"));

        assertThat(renamed.name()).isEqualTo("Другой банк");
        assertThat(application.merchants.webhookAddress(renamed.id())).isEqualTo(address);
    }

    @Test
    void an_account_in_a_file_is_changed_nowhere_else() {
        var account = application.configured.declare("main.cfg", declaration("Банк"));

        assertThatThrownBy(() -> application.merchants.change(
                        account.id(), "Мой", true, Map.of(), AccountTerms.ANY, Actor.SYSTEM))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(AcquiringProblem.MERCHANT_ACCOUNT_IS_FILED));
    }

    @Test
    void a_file_that_is_gone_stops_new_payments_and_one_that_is_back_goes_on() {
        var account = application.configured.declare("main.cfg", declaration("Банк"));

        application.configured.withdraw("main.cfg");
        assertThat(application.merchants.find(account.id()).orElseThrow().active())
                .isFalse();
        application.configured.withdraw("never-seen.cfg");

        assertThat(application.configured.declare("main.cfg", declaration("Банк")))
                .isEqualTo(account);
    }

    @Test
    void a_file_cannot_make_an_account_another_one() {
        application.configured.declare("main.cfg", declaration("Банк"));
        var live = new Declaration(application.branch.id(), "scripted", "Банк", true, true, Map.of(), AccountTerms.ANY);

        assertThatThrownBy(() -> application.configured.declare("main.cfg", live))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.fields())
                                .anyMatch(field -> field.field().equals("live")));
    }

    private Declaration declaration(String name) {
        return new Declaration(application.branch.id(), "scripted", name, false, true, Map.of(), AccountTerms.ANY);
    }
}
