package org.schoolcrm.mailing.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;

/** Providers forget where to call: each is told every day. */
class RegistrationRenewalTest {

    private final AccountsTestApplication school = new AccountsTestApplication();

    @Test
    void every_account_is_told_its_own_address_every_day() {
        var centre = school.account(AccountsTestApplication.CENTRE, null);
        var east = school.account(AccountsTestApplication.EAST, null);

        var next = school.renewal.run("");

        assertThat(school.provider.registered()).containsExactly(address("hook-" + centre), address("hook-" + east));
        assertThat(next.again()).isEqualTo(school.clock.now().plus(Duration.ofDays(1)));
    }

    @Test
    void somebody_is_called_while_a_provider_refuses_and_no_more_once_it_does_not() {
        school.account(AccountsTestApplication.CENTRE, null);
        school.provider.registers(new ConnectionReport(Verdict.CREDENTIALS_REFUSED, "the token is unknown"));
        school.renewal.run("");
        school.provider.registers(new ConnectionReport(Verdict.UNREACHABLE, "no answer"));
        school.renewal.run("");
        assertThat(school.attentions.kinds())
                .as("a provider that is away is no news of the account")
                .containsExactly("channel.registration-refused");

        school.provider.registers(new ConnectionReport(Verdict.OK, ""));
        school.renewal.run("");
        assertThat(school.attentions.kinds()).isEmpty();
    }

    private static URI address(String key) {
        return URI.create("https://school.example/hooks/messages/prepaid/" + key);
    }
}
