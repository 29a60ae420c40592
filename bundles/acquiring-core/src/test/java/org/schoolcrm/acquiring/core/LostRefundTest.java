package org.schoolcrm.acquiring.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;

/** A refund of which the bank does not tell stays unknown until the bank or a person tells, and bars every other one. */
class LostRefundTest {

    private static final Actor CASHIER = Actor.user(7);
    private static final String BY_PHONE = "По словам поддержки банка";

    private final PaymentTestApplication application = new PaymentTestApplication();
    private Invoice invoice;
    private PaymentAttempt paid;
    private Refund lost;

    @BeforeEach
    void a_refund_whose_answer_was_lost() {
        invoice = application.billing.add(1, "1500.00", LocalDate.parse("2026-09-10"));
        application.payer.start(invoice.id(), "https://school.test/i/token/back");
        application.receive(application.bank.created.get(0).orderId() + "|b-1|b-1|CAPTURED|1500.00|RUB");
        paid = application.stores.attempts.latestOf(invoice.id()).orElseThrow();
        application.bank.onRefund = RefundOutcome.unanswered("silence");
        lost = refund("300.00");
    }

    @Test
    void silence_is_no_answer_however_long_it_lasts() {
        silenceFor(Duration.ofDays(90));

        assertThat(known().status()).isEqualTo(RefundStatus.UNKNOWN);
        assertThat(application.attentions.kinds()).containsExactly("refund.unanswered");
        assertRefused(AcquiringProblem.REFUND_UNDER_WAY, () -> refund("300.00"));
        assertThat(application.bank.refunds).hasSize(1);
    }

    @Test
    void a_bank_that_tells_after_months_is_still_heard() {
        silenceFor(Duration.ofDays(90));

        application.bank.onRefund = RefundOutcome.done(null, rub("300.00"), "REFUNDED");
        silenceFor(Duration.ofDays(1));

        assertThat(known().status()).isEqualTo(RefundStatus.DONE);
        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));
    }

    @Test
    void what_a_person_found_to_have_gone_back_is_booked_and_leaves_the_list() {
        silenceFor(Duration.ofDays(2));

        decide(true);

        assertThat(known().status()).isEqualTo(RefundStatus.DONE);
        assertThat(known().detail()).isEqualTo(BY_PHONE);
        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));
        assertThat(application.attentions.kinds()).isEmpty();
        assertThat(application.trail).anySatisfy(record -> {
            assertThat(record.action()).isEqualTo("payment.refund-decided");
            assertThat(record.actor()).isEqualTo(CASHIER);
        });
    }

    @Test
    void what_a_person_found_to_be_missing_may_be_made_again() {
        silenceFor(Duration.ofDays(2));

        decide(false);
        application.bank.onRefund = RefundOutcome.done(null, rub("300.00"), "REFUNDED");
        refund("300.00");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));
        assertThat(application.bank.refunds).hasSize(2);
    }

    @Test
    void nobody_decides_while_the_bank_may_still_answer_or_once_it_has() {
        assertRefused(AcquiringProblem.REFUND_STILL_ASKED, () -> decide(false));
        application.bank.onRefund = RefundOutcome.pending(null, "IN_HAND");
        silenceFor(Duration.ofDays(29));
        assertRefused(AcquiringProblem.REFUND_STILL_ASKED, () -> decide(false));
        application.bank.onRefund = RefundOutcome.done(null, rub("300.00"), "REFUNDED");
        silenceFor(Duration.ofDays(1));

        assertRefused(AcquiringProblem.REFUND_SETTLED, () -> decide(false));
        assertRefused(
                AcquiringProblem.REFUND_UNKNOWN,
                () -> application.administration.decideRefund(new RefundId(404), true, BY_PHONE, CASHIER));
    }

    @Test
    void what_a_bank_has_in_hand_for_more_than_a_month_is_left_to_a_person() {
        application.bank.onRefund = RefundOutcome.pending(null, "IN_HAND");
        silenceFor(Duration.ofDays(32));

        assertThat(application.attentions.kinds()).containsExactly("refund.unanswered");
        decide(true);

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));
    }

    @Test
    void what_the_banks_total_brought_already_is_not_booked_again() {
        silenceFor(Duration.ofDays(2));
        application.bank.onQuery =
                PaymentOutcome.captured("b-1", rub("1500.00"), "PAID").withRefunded(rub("300.00"));
        application.administration.check(paid.id());

        decide(true);

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));
    }

    @Test
    void nothing_is_entered_by_hand_while_nobody_knows_whether_it_is_the_lost_one() {
        assertRefused(
                AcquiringProblem.REFUND_UNDER_WAY,
                () -> application.administration.enterBankRefund(paid.id(), rub("300.00"), BY_PHONE, CASHIER));
    }

    @Test
    void the_banks_late_word_of_a_refund_that_a_person_settled_books_nothing_more() {
        application.bank.capabilities =
                Set.of(Capability.REFUND, Capability.PARTIAL_REFUND, Capability.REFUNDS_HAVE_IDS);
        silenceFor(Duration.ofDays(2));
        decide(true);

        say("b-1|r-1|REFUND|300.00");
        say("b-1|r-1|REFUND|300.00|again");
        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));

        say("b-1|r-2|REFUND|300.00");
        assertThat(postings())
                .as("another one, which the bank's staff made")
                .containsExactly(rub("1500.00"), rub("-300.00"), rub("-300.00"));
    }

    @Test
    void money_of_a_refund_that_a_person_settled_comes_back_when_the_bank_says_that_it_failed() {
        silenceFor(Duration.ofDays(2));
        decide(true);

        say("b-1|r-1|REFUND_FAILED|300.00");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"), rub("300.00"));
        assertThat(known().status()).isEqualTo(RefundStatus.RETURNED);
    }

    @Test
    void money_that_went_back_although_a_person_said_no_is_booked() {
        silenceFor(Duration.ofDays(2));
        decide(false);

        say("b-1|r-1|REFUND|300.00");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));
    }

    private void silenceFor(Duration time) {
        for (long day = 0; day < time.toDays(); day++) {
            application.clock.advance(Duration.ofDays(1));
            application.runJobs();
        }
    }

    private void say(String words) {
        var parts = words.split("\\|", 5);
        var event = String.join("|", parts[0], parts[1], parts[2], parts[3]) + "|RUB";
        application.receive(paid.orderId() + "|" + event + (parts.length > 4 ? "|" + parts[4] : ""));
        application.runJobs();
    }

    private Refund refund(String amount) {
        return application.administration.refund(paid.id(), rub(amount), "", CASHIER);
    }

    private void decide(boolean wentBack) {
        var decided = application.administration.decideRefund(lost.id(), wentBack, BY_PHONE, CASHIER);
        assertThat(decided.status().isOpen()).isFalse();
    }

    private Refund known() {
        return application.stores.refunds.find(lost.id()).orElseThrow();
    }

    private List<Money> postings() {
        application.runJobs();
        return application.posted.values().stream().map(Posting::amount).toList();
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }

    private static void assertRefused(AcquiringProblem problem, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(problem));
    }
}
