package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;

/** What every adapter must do with genuine news of a kind that does not come every day. */
abstract class UnusualNewsContract extends NotificationContract {

    @TestFactory
    @DisplayName("a right signature over fields that nobody expected is asked about, not refused and not dropped")
    Stream<DynamicTest> takes_notice_of_what_is_signed_but_unexpected() {
        var tests = new ArrayList<DynamicTest>();
        for (var event : List.of(PaymentEvent.PAID, PaymentEvent.REFUNDED)) {
            int count = unusual(event).size();
            for (int i = 0; i < count; i++) {
                int number = i;
                tests.add(dynamicTest(
                        event + " " + number,
                        () -> isNoticed(event, unusual(event).get(number))));
            }
        }
        return tests.stream();
    }

    private List<RawWebhook> unusual(PaymentEvent event) {
        notifications(event);
        return bank.unusual(bank.order(order(1)), event);
    }

    private void isNoticed(PaymentEvent event, RawWebhook call) {
        assertThat(acquirer.verify(account, call)).isNotEqualTo(Verification.REJECTED);
        assertThat(acquirer.parse(account, call)).isNotEmpty().allSatisfy(news -> {
            assertThat(news.kind()).isIn(Kind.PAYMENT, Kind.REFUND);
            assertThat(news.orderId()).isEqualTo(order(1));
            assertThat(news.hintOnly() || news.stage() != Stage.UNKNOWN)
                    .as("what is not understood is asked about")
                    .isTrue();
            if (event == PaymentEvent.PAID) {
                assertThat(news.hintOnly() || news.status() == Status.CAPTURED).isTrue();
            }
            assertThat(bookedBy(news)).isIn(price(), null);
        });
    }

    @Test
    void test_money_is_told_as_test_money() {
        notifications(PaymentEvent.PAID);

        for (var call : bank.paidInTestMode(bank.order(order(1)))) {
            assertThat(acquirer.verify(account, call)).isNotEqualTo(Verification.REJECTED);
            assertThat(acquirer.parse(account, call))
                    .isNotEmpty()
                    .allMatch(news -> news.hintOnly() || news.live() != account.live());
        }
    }

    @Test
    void signed_news_without_a_number_of_ours_are_not_refused() {
        notifications(PaymentEvent.PAID);

        for (var call : bank.unnumbered(bank.order(order(1)))) {
            assertThat(acquirer.verify(account, call)).isNotEqualTo(Verification.REJECTED);
            assertThat(acquirer.parse(account, call))
                    .allMatch(news -> !news.orderId().equals(order(1)));
            assertThat(acquirer.acknowledge(account, call, Acknowledgement.UNKNOWN_PAYMENT)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_part_that_was_taken_of_a_held_amount_is_not_told_as_the_whole() {
        create(order(1));
        bank.simulate(order(1), PaymentEvent.AUTHORIZED);
        bank.order(order(1)).captured = 100_000;
        bank.setStatus(order(1), bank.statusOf(PaymentEvent.PAID));

        for (var call : bank.takenInPart(bank.order(order(1)))) {
            assertThat(acquirer.verify(account, call)).isNotEqualTo(Verification.REJECTED);
            assertThat(acquirer.parse(account, call))
                    .isNotEmpty()
                    .allSatisfy(news -> assertThat(bookedBy(news)).isIn(Money.of("1000.00", currency()), null));
        }
    }

    @Test
    void a_sum_in_another_currency_is_not_told_as_ours() {
        notifications(PaymentEvent.PAID);

        for (var call : bank.inAnotherCurrency(bank.order(order(1)))) {
            assertThat(acquirer.verify(account, call)).isNotEqualTo(Verification.REJECTED);
            assertThat(acquirer.parse(account, call))
                    .isNotEmpty()
                    .allSatisfy(news -> assertThat(bookedBy(news)).isNotEqualTo(price()));
        }
    }

    @Test
    void a_declined_try_hides_no_money_that_another_one_brought() {
        create(order(1));
        bank.declineAnotherTry(order(1));
        bank.simulate(order(1), PaymentEvent.PAID);
        var late = bank.declineAnotherTry(order(1));

        isThePayment(known());
        var found = acquirer.find(account, order(1));
        if (found.status() == Status.CAPTURED || !bank.tellsOnlyTheLastOperation()) {
            isThePaymentIfTold(found);
        }
        for (var call : late) {
            assertThat(acquirer.parse(account, call)).isNotEmpty().allSatisfy(news -> {
                assertThat(news.status()).isNotEqualTo(Status.CAPTURED);
                assertThat(bank.isNumberOf(bank.order(order(1)), news.providerId()))
                        .isFalse();
            });
        }
    }

    @Test
    void a_refund_is_never_taken_for_the_payment() {
        create(order(1));
        bank.simulate(order(1), PaymentEvent.PAID);
        bank.refundByStaff(order(1), 30_000);

        isThePayment(known());
        isThePaymentIfTold(acquirer.find(account, order(1)));
    }

    @Test
    void a_reversed_payment_is_not_taken_for_paid() {
        create(order(1));
        bank.simulate(order(1), PaymentEvent.PAID);
        assumeTrue(bank.allowsReversal(), "by its document this bank reverses no paid order");
        var news = bank.reverseByStaff(order(1));

        var seen = known();
        assertThat(seen.stage()).isIn(Stage.REVERSED, Stage.REFUNDED);
        if (seen.stage() == Stage.REFUNDED) {
            assertThat(seen.refunded()).isEqualTo(price());
        }
        for (var call : news) {
            assertThat(acquirer.verify(account, call)).isNotEqualTo(Verification.REJECTED);
            assertThat(acquirer.parse(account, call))
                    .isNotEmpty()
                    .allMatch(one -> one.hintOnly() || one.stage() == Stage.REVERSED || one.stage() == Stage.REFUNDED);
        }
    }

    private void isThePayment(PaymentOutcome outcome) {
        assertThat(outcome.status()).isEqualTo(Status.CAPTURED);
        isThePaymentIfTold(outcome);
    }

    private void isThePaymentIfTold(PaymentOutcome outcome) {
        if (outcome.status() != Status.UNKNOWN) {
            assertThat(outcome.captured()).isEqualTo(price());
            assertThat(bank.isNumberOf(bank.order(order(1)), String.valueOf(outcome.providerId())))
                    .isTrue();
        }
    }

    /** What the news put on the account by themselves; without a sum the bank is asked. */
    private static @Nullable Money bookedBy(ProviderEvent news) {
        return news.hintOnly() ? null : news.amount();
    }
}
