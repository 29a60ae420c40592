package org.schoolcrm.mailing.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.mailing.core.account.AccountsTestApplication.ADMIN;
import static org.schoolcrm.mailing.core.account.AccountsTestApplication.CENTRE;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.AuditRecord;

/** Pause, release and trials of accounts with providers. */
class ProviderAccountOperationsTest {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private final AccountsTestApplication school = new AccountsTestApplication();
    private final ProviderAccountId account = school.account(CENTRE, null);

    @Test
    void what_a_person_has_stopped_only_a_person_lets_go_on() {
        school.operations.pause(account, ADMIN);

        var now = school.clock.now();
        school.outbox.pauses.put(new ChannelPause(account, ChannelPause.Kind.BUSY, Cause.NONE, "", now, now));
        assertThat(school.outbox.pauses.lift(account)).isFalse();
        assertThat(school.operations.health(account).pause().kind()).isEqualTo(ChannelPause.Kind.STOPPED);

        school.operations.release(account, ADMIN);
        assertThat(school.operations.health(account).pause()).isNull();
        assertThat(school.audit)
                .extracting(AuditRecord::action)
                .containsExactly("provider-account.paused", "provider-account.released");
        assertThatThrownBy(() -> school.operations.release(account, ADMIN))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(MailingProblem.CHANNEL_NOT_PAUSED));
    }

    @Test
    void a_trial_says_what_it_is_and_ends_as_the_provider_says() {
        var accepted = school.operations.tryOut(account, "8 (916) 123-45-67", RUSSIAN, ADMIN);
        school.provider.ends(SendOutcome.of(SendOutcome.Kind.HELD, Cause.BALANCE, "password=hush no money"));
        var refused = school.operations.tryOut(account, "+79161234567", Locale.ENGLISH, ADMIN);

        assertThat(accepted.kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
        assertThat(school.provider.sent())
                .containsExactly(
                        "+79161234567: Это проверка: сообщения школы уходят через «СМС».",
                        "+79161234567: This is a trial: the school's messages go through \"СМС\".");
        assertThat(refused.cause()).isEqualTo(Cause.BALANCE);
        assertThat(refused.detail()).doesNotContain("hush");
        assertThat(school.outbox.pauses.find(account)).isEmpty();
    }

    @Test
    void a_trial_is_noted_without_the_address() {
        school.operations.tryOut(account, "+79161234567", RUSSIAN, ADMIN);

        assertThat(school.audit).hasSize(1);
        assertThat(school.audit.get(0).action()).isEqualTo("provider-account.tried");
        assertThat(school.audit.get(0).after()).endsWith("4567").doesNotContain("916");
    }

    @Test
    void an_address_that_cannot_be_written_to_is_refused_by_name() {
        for (var address : new String[] {"", " ", "not a phone", "+7916123456712345678901"}) {
            assertThatThrownBy(() -> school.operations.tryOut(account, address, RUSSIAN, ADMIN))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.fields().get(0).field()).isEqualTo("address"));
        }
        assertThat(school.provider.sent()).isEmpty();
        assertThat(school.audit).isEmpty();
    }
}
