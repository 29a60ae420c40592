package org.schoolcrm.acquiring.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;

/** What can still happen to a payment that has been paid: each end takes the money back, or a person hears of it. */
class PaidPaymentTest {

    private static final String BACK = "https://school.test/i/token/back";
    private static final Actor CASHIER = Actor.user(7);

    private final PaymentTestApplication application = new PaymentTestApplication();
    private Invoice invoice;
    private PaymentAttempt paid;

    @BeforeEach
    void a_paid_invoice() {
        invoice = application.billing.add(1, "1500.00", LocalDate.parse("2026-09-10"));
        application.payer.start(invoice.id(), BACK);
        var order = application.bank.created.get(0).orderId();
        application.receive(order + "|b-1|b-1|CAPTURED|1500.00|RUB");
        paid = attempt();
        assertThat(paid.status()).isEqualTo(AttemptStatus.CAPTURED);
    }

    @Test
    void a_payment_that_the_bank_reverses_leaves_the_account_whole_and_once() {
        say("b-1|b-1|REVERSED|1500.00");
        say("b-1|b-1|REVERSED|1500.00|again");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-1500.00"));
        assertThat(application.billing.get(invoice.id()).refunded()).isEqualTo(rub("1500.00"));
    }

    @Test
    void a_reversal_takes_what_had_not_gone_back_before() {
        application.bank.onRefund = RefundOutcome.done(null, rub("300.00"), "PARTIAL");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);

        say("b-1|b-1|REVERSED|1500.00");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"), rub("-1200.00"));
    }

    @Test
    void a_bank_that_says_when_asked_that_it_reversed_the_payment_is_believed() {
        application.bank.onQuery = PaymentOutcome.ended(Stage.REVERSED, "b-1", "REVERSED");

        application.administration.check(paid.id());

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-1500.00"));
    }

    @Test
    void a_failure_after_the_payment_is_asked_about_and_changes_nothing_if_the_money_is_there() {
        application.bank.onQuery = PaymentOutcome.captured("b-1", rub("1500.00"), "PAID");

        say("b-9|b-9|DECLINED|1500.00");

        assertThat(application.bank.asked).isNotEmpty();
        assertThat(postings()).containsExactly(rub("1500.00"));
        assertThat(application.attentions.kinds()).isEmpty();
    }

    @Test
    void a_paid_payment_without_money_is_left_to_a_person() {
        application.bank.onQuery = PaymentOutcome.ended(Stage.CANCELLED, "b-1", "CANCELLED");

        say("b-1|b-1|CANCELLED|1500.00");

        assertThat(application.attentions.kinds()).containsExactly("payment.ended-without-money");
        assertThat(postings()).as("nobody knows where the money is").containsExactly(rub("1500.00"));
        assertThat(attempt().status()).isEqualTo(AttemptStatus.CAPTURED);
    }

    @Test
    void news_of_another_transaction_do_not_rename_a_paid_payment() {
        say("b-9|b-9|DECLINED|1500.00");
        say("b-9|b-9|PENDING|1500.00");

        assertThat(attempt().providerId()).isEqualTo("b-1");
    }

    @Test
    void one_refund_counts_once_though_other_transactions_of_the_order_fail_meanwhile() {
        application.bank.onRefund = RefundOutcome.done("r-1", rub("300.00"), "REFUNDED");
        application.bank.capabilities =
                Set.of(Capability.REFUND, Capability.PARTIAL_REFUND, Capability.REFUNDS_HAVE_IDS);
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);

        say("b-9|b-9|DECLINED|1500.00");
        say("b-1|r-1|REFUND|300.00");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));
    }

    @Test
    void a_refund_whose_currency_the_bank_does_not_name_is_in_that_of_the_payment() {
        application.receive(paid.orderId() + "|b-1|r-1|REFUND|300.00||once");
        application.runJobs();

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));
    }

    @Test
    void a_refund_that_failed_is_known_by_its_amount_though_the_bank_names_no_currency() {
        application.bank.onRefund = RefundOutcome.unknown("no answer");
        var refund = application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);

        application.receive(paid.orderId() + "|b-1|r-1|REFUND_FAILED|300.00||once");

        assertThat(application.stores.refunds.find(refund.id()).orElseThrow().status())
                .isEqualTo(RefundStatus.REFUSED);
    }

    @Test
    void a_refund_that_fails_after_it_was_done_comes_back_to_the_customer_once() {
        say("b-1|r-1|REFUND|300.00");

        say("b-1|r-1|REFUND_FAILED|300.00");
        say("b-1|r-1|REFUND_FAILED|300.00|again");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"), rub("300.00"));
        assertThat(application.billing.get(invoice.id()).refunded()).isEqualTo(rub("0"));
        assertThat(application.attentions.kinds()).containsExactly("refund.returned");
    }

    @Test
    void a_refund_of_staff_that_was_known_by_its_total_comes_back_too() {
        application.bank.onQuery =
                PaymentOutcome.captured("b-1", rub("1500.00"), "PAID").withRefunded(rub("300.00"));
        application.administration.check(paid.id());

        say("b-1|r-9|REFUND_FAILED|300.00");
        say("b-1|r-9|REFUND_FAILED|300.00|again");
        say("b-1|r-9|REFUND|300.00");

        assertThat(application.billing.get(invoice.id()).refunded()).isEqualTo(rub("0"));
    }

    @Test
    void a_refund_that_failed_before_anybody_told_of_it_changes_nothing_in_the_end() {
        say("b-1|r-9|REFUND_FAILED|300.00");
        say("b-1|r-9|REFUND|300.00");

        assertThat(application.billing.get(invoice.id()).refunded()).isEqualTo(rub("0"));
    }

    @Test
    void a_refund_of_ours_that_fails_later_says_so_and_can_be_made_again() {
        application.bank.onRefund = RefundOutcome.done("r-1", rub("300.00"), "REFUNDED");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);

        say("b-1|r-1|REFUND_FAILED|300.00");
        application.bank.onRefund = RefundOutcome.done("r-2", rub("300.00"), "REFUNDED");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);
        application.runJobs();

        var payment = application.administration.of(invoice.id()).get(0);
        assertThat(payment.refunds())
                .extracting(one -> one.status())
                .containsExactly(RefundStatus.RETURNED, RefundStatus.DONE);
        assertThat(payment.refunded()).isEqualTo(rub("300.00"));
        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"), rub("300.00"), rub("-300.00"));
    }

    @Test
    void a_refund_that_fails_while_it_is_open_is_over() {
        application.bank.onRefund = RefundOutcome.pending("r-1", "IN_HAND");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);

        say("b-1|r-1|REFUND_FAILED|300.00");

        assertThat(application.administration.of(invoice.id()).get(0).refunds())
                .extracting(one -> one.status())
                .containsExactly(RefundStatus.REFUSED);
        assertThat(postings()).containsExactly(rub("1500.00"));
    }

    @Test
    @DisplayName("a refund whose answer was lost and that was booked by the sum in all comes back when it fails")
    void a_refund_that_was_booked_by_the_sum_in_all_comes_back_when_it_fails() {
        application.bank.onRefund = RefundOutcome.unanswered("silence");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);
        application.bank.onQuery =
                PaymentOutcome.captured("b-1", rub("1500.00"), "PAID").withRefunded(rub("300.00"));
        application.administration.check(paid.id());

        say("b-1|r-1|REFUND_FAILED|300.00");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"), rub("300.00"));
        assertThat(application.administration.of(invoice.id()).get(0).refunds())
                .extracting(one -> one.status())
                .containsExactly(RefundStatus.RETURNED);
    }

    @Test
    void a_receipt_that_was_not_printed_is_left_to_a_person() {
        application.receive("hint|" + paid.orderId() + "|b-1|b-1|RECEIPT_FAILED|1|RUB");
        assertThat(application.attentions.kinds())
                .as("anybody may have sent it")
                .isEmpty();

        say("b-1|b-1|RECEIPT_FAILED|1");

        assertThat(application.attentions.kinds()).containsExactly("receipt.failed");
        assertThat(attempt().status()).isEqualTo(AttemptStatus.CAPTURED);
    }

    @Test
    void a_dispute_is_left_to_a_person() {
        say("b-1|b-1|DISPUTE|1500.00");

        assertThat(application.attentions.page(1, false, Long.MAX_VALUE, 10))
                .extracting(
                        one -> one.attention().kind() + " " + one.attention().subject())
                .containsExactly("payment.disputed payment:" + paid.id());
    }

    @Test
    void a_sum_that_the_signature_does_not_pin_is_asked_about_and_the_answers_sum_is_booked() {
        var other = application.billing.add(2, "100.00", LocalDate.parse("2026-09-10"));
        application.payer.start(other.id(), BACK);
        var order = application.bank.created.get(1).orderId();
        application.bank.onQuery = PaymentOutcome.captured("b-2", rub("100.00"), "PAID");

        application.receive("loose|" + order + "|b-2|b-2|CAPTURED|100000.00|RUB");
        application.runJobs();

        assertThat(application.billing.get(other.id()).paid()).isEqualTo(rub("100.00"));
    }

    @Test
    void a_sum_beyond_belief_is_asked_about_and_then_left_to_a_person() {
        var other = application.billing.add(2, "100.00", LocalDate.parse("2026-09-10"));
        application.payer.start(other.id(), BACK);
        var order = application.bank.created.get(1).orderId();
        application.bank.onQuery = PaymentOutcome.captured("b-2", rub("90000000000000.00"), "PAID");

        application.receive(order + "|b-2|b-2|CAPTURED|90000000000000.00|RUB");
        application.runJobs();

        assertThat(application.billing.get(other.id()).paid()).isEqualTo(rub("0"));
        assertThat(application.attentions.kinds()).containsExactly("payment.amount-implausible");
    }

    @Test
    void no_more_goes_back_than_came() {
        say("b-1|r-1|REFUND|900.00");
        say("b-1|r-2|REFUND|600.01");
        say("b-1|r-1|REFUND|900.00|again");

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-900.00"));
        assertThat(application.attentions.kinds()).containsExactly("payment.amount-implausible");
    }

    @Test
    void a_total_beyond_what_came_books_no_more_than_what_came() {
        application.bank.onRefund = RefundOutcome.done(null, rub("90000000000000.00"), "REFUNDED");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);
        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"));

        application.bank.onQuery =
                PaymentOutcome.captured("b-1", rub("1500.00"), "PAID").withRefunded(rub("90000000000000.00"));
        application.administration.check(paid.id());

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-300.00"), rub("-1200.00"));
    }

    @Test
    void money_of_an_order_that_nobody_knows_is_held_only_as_far_as_it_is_proven() {
        application.bank.onQuery = PaymentOutcome.ended(Stage.FAILED, null, "NO_SUCH_ORDER");
        application.receive("loose|bent|b-9|b-9|CAPTURED|90000.00|RUB");
        application.runJobs();
        assertThat(application.administration.unassigned(invoice.branch())).isEmpty();

        application.bank.onQuery = PaymentOutcome.captured("b-9", rub("900.00"), "PAID");
        application.receive("loose|somebody-elses|b-9|b-9|CAPTURED|90000.00|RUB");
        application.runJobs();

        assertThat(application.administration.unassigned(invoice.branch()))
                .extracting(one -> one.amount())
                .containsExactly(rub("900.00"));
    }

    @Test
    void a_bank_that_looks_up_no_orders_is_asked_by_its_own_number() {
        application.adapters.clear();
        application.adapters.add(new ScriptedBank() {
            @Override
            public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
                return "b 9".equals(payment.providerId())
                        ? PaymentOutcome.captured("b 9", rub("900.00"), "PAID")
                        : PaymentOutcome.unknown("No number");
            }
        });

        application.receive("loose|somebody elses|b 9|b 9|CAPTURED|90000.00|RUB");
        application.runJobs();

        assertThat(application.administration.unassigned(invoice.branch()))
                .extracting(one -> one.amount())
                .containsExactly(rub("900.00"));
    }

    @Test
    void a_sum_beyond_belief_of_an_order_that_nobody_knows_is_left_to_a_person() {
        application.receive("somebody-elses|b-9|b-9|CAPTURED|90000000000000.00|RUB");

        assertThat(application.administration.unassigned(invoice.branch())).isEmpty();
        assertThat(application.attentions.kinds()).containsExactly("payment.amount-implausible");
    }

    @Test
    void a_genuine_message_that_nobody_can_read_is_kept_and_acknowledged() {
        var reply = application.receive(paid.orderId() + "|b-1|b-1|NONSENSE|1|RUB");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(application.attentions.kinds()).containsExactly("webhook.unreadable");
        assertThat(application
                        .receive("hint|" + paid.orderId() + "|b-1|b-1|NONSENSE|1|RUB")
                        .status())
                .as("what anybody may have sent is not kept")
                .isEqualTo(200);
        assertThat(application.attentions.kinds()).hasSize(1);
    }

    @Test
    void a_bank_that_does_not_tell_is_asked_again_long_after_the_payment() {
        application.bank.pollPlan = PollPlan.USUAL.askingAfterCapture(Duration.ofHours(36), Duration.ofDays(30));
        application.bank.onQuery = PaymentOutcome.captured("b-1", rub("1500.00"), "PAID");
        application.clock.advance(Duration.ofMinutes(2));
        application.runJobs();
        application.bank.onQuery = PaymentOutcome.ended(Stage.REVERSED, "b-1", "REVERSED");

        application.clock.advance(Duration.ofDays(3));
        application.runJobs();

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-1500.00"));
    }

    @Test
    void a_bank_that_stays_silent_about_a_paid_payment_is_asked_ever_more_rarely_and_left_to_a_person() {
        application.bank.onQuery = PaymentOutcome.unknown("silence");
        application.clock.advance(Duration.ofDays(40));
        application.runJobs();
        application.attentions.page(1, false, Long.MAX_VALUE, 9).forEach(one -> closed(one.id()));

        say("b-1|b-1|CANCELLED|1500.00");
        askedFor(Duration.ofDays(7), Duration.ofHours(6));
        assertThat(application.attentions.kinds()).as("the week is not over").isEmpty();
        askedFor(Duration.ofDays(2), Duration.ofHours(6));

        assertThat(application.attentions.kinds()).containsExactly("payment.unanswered");
        int asked = application.bank.asked.size();
        askedFor(Duration.ofDays(90), Duration.ofDays(1));
        assertThat(application.bank.asked).hasSizeBetween(asked + 3, asked + 20);
        askedFor(Duration.ofDays(400), Duration.ofDays(10));
        assertThat(application.jobs.planned()).as("not for ever").isEmpty();
    }

    @Test
    void a_node_that_slept_while_it_was_to_ask_asks_more_than_once() {
        application.bank.onQuery = PaymentOutcome.unknown("silence");
        application.receive(paid.orderId() + "|b-1|b-1|CANCELLED|1500.00|RUB");
        application.clock.advance(Duration.ofDays(30));
        application.runJobs();
        application.bank.onQuery = PaymentOutcome.ended(Stage.REVERSED, "b-1", "REVERSED");

        askedFor(Duration.ofDays(20), Duration.ofDays(1));

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-1500.00"));
    }

    @Test
    void a_bank_that_is_silent_at_one_of_its_moments_is_asked_at_the_next_one() {
        application.bank.pollPlan = PollPlan.USUAL.askingAfterCapture(Duration.ofHours(36), Duration.ofDays(30));
        application.bank.onQuery = PaymentOutcome.unknown("silence");
        askedFor(Duration.ofDays(12), Duration.ofHours(6));
        assertThat(application.attentions.kinds()).containsExactly("payment.unanswered");
        application.bank.onQuery = PaymentOutcome.captured("b-1", rub("1500.00"), "PAID");
        askedFor(Duration.ofDays(14), Duration.ofDays(1));
        application.bank.onQuery = PaymentOutcome.ended(Stage.REVERSED, "b-1", "REVERSED");
        assertThat(postings()).as("not asked in between").containsExactly(rub("1500.00"));

        askedFor(Duration.ofDays(6), Duration.ofDays(1));

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-1500.00"));
    }

    @Test
    void a_bank_whose_adapter_is_away_while_the_form_is_open_is_asked_later_all_the_same() {
        application.bank.pollPlan = PollPlan.USUAL.askingAfterCapture(Duration.ofHours(36), Duration.ofDays(30));
        application.adapters.clear();
        application.clock.advance(Duration.ofMinutes(5));
        application.runJobs();
        assertThat(application.attentions.kinds()).isEmpty();
        application.adapters.add(application.bank);
        application.bank.onQuery = PaymentOutcome.ended(Stage.REVERSED, "b-1", "REVERSED");

        askedFor(Duration.ofDays(3), Duration.ofDays(1));

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-1500.00"));
    }

    @Test
    void what_anybody_may_have_sent_troubles_nobody() {
        application.bank.onQuery = PaymentOutcome.captured("b-1", rub("1500.00"), "PAID");

        application.receive("hint|" + paid.orderId() + "|b-1|b-1|PARTIALLY_REFUNDED|1500.00|RUB");
        application.runJobs();

        assertThat(application.bank.asked).isNotEmpty();
        assertThat(application.attentions.kinds()).isEmpty();
    }

    @Test
    void a_refund_that_the_bank_does_not_tell_of_is_left_to_a_person_after_a_day() {
        application.bank.onRefund = RefundOutcome.unanswered("silence");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);

        application.clock.advance(Duration.ofHours(12));
        application.runJobs();
        assertThat(application.attentions.kinds()).isEmpty();
        application.clock.advance(Duration.ofHours(13));
        application.runJobs();

        assertThat(application.attentions.kinds()).containsExactly("refund.unanswered");
    }

    @Test
    @DisplayName("R156 how a refund ended is audited")
    void how_a_refund_ended_is_audited() {
        application.bank.onRefund = RefundOutcome.refused("no");
        application.administration.refund(paid.id(), rub("300.00"), "", CASHIER);

        assertThat(application.trail)
                .extracting(one -> one.action())
                .containsSubsequence("payment.refund-requested", "payment.refund-settled");
    }

    @Test
    void a_part_that_was_refunded_at_the_bank_is_entered_by_a_person() {
        application.bank.onQuery =
                PaymentOutcome.pending("b-1", null, "PARTIAL_REFUNDED").in(Stage.PARTIALLY_REFUNDED);
        say("b-1|b-1|PARTIALLY_REFUNDED|0.00");
        assertThat(application.attentions.kinds()).containsExactly("payment.refunded-at-bank");

        application.administration.enterBankRefund(paid.id(), rub("400.00"), "в кабинете", CASHIER);

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-400.00"));
        assertThat(application.bank.refunds).isEmpty();
        assertThatThrownBy(() -> application.administration.enterBankRefund(paid.id(), rub("1100.01"), "", CASHIER))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(AcquiringProblem.REFUND_TOO_LARGE));
    }

    @Test
    @DisplayName("when all went back it is all that was paid, although the bank names only what was left")
    void when_all_went_back_it_is_all_that_was_paid() {
        application.bank.onQuery =
                PaymentOutcome.captured("b-1", rub("1100.00"), "REFUNDED").withRefunded(rub("1100.00"));

        application.administration.check(paid.id());

        assertThat(postings()).containsExactly(rub("1500.00"), rub("-1500.00"));
    }

    @Test
    void assigned_money_is_a_payment_that_can_be_refunded() {
        var other = application.billing.add(2, "700.00", LocalDate.parse("2026-09-10"));
        application.receive("somebody-elses|b-7|b-7|CAPTURED|700.00|RUB");
        var held = application.administration.unassigned(other.branch()).get(0);
        application.administration.assign(held.id(), other.id(), CASHIER);

        var payment = application.administration.of(other.id()).get(0);
        assertThat(payment.captured()).isEqualTo(rub("700.00"));
        application.bank.onRefund = RefundOutcome.done(null, rub("700.00"), "REFUNDED");
        application.administration.refund(payment.attempt().id(), rub("700.00"), "", CASHIER);

        assertThat(application.bank.refunds.get(0).payment().providerId()).isEqualTo("b-7");
        assertThat(application.billing.get(other.id()).refunded()).isEqualTo(rub("700.00"));
    }

    @Test
    void a_credit_that_the_crm_does_not_take_is_left_to_a_person_and_keeps_no_other_waiting() {
        application.onPost = PostingAnswer.unknown("the CRM broke");
        application.runJobs();
        for (int i = 0; i < 60; i++) {
            application.clock.advance(Duration.ofSeconds(15));
            application.runJobs();
        }

        assertThat(application.attentions.kinds()).containsExactly("posting.stuck");
        application.onPost = PostingAnswer.posted();
        application.clock.advance(Duration.ofHours(1));
        assertThat(postings()).containsExactly(rub("1500.00"));
    }

    @Test
    void test_money_of_a_live_account_is_not_assigned() {
        application.goLive();
        application.bank.live = false;
        application.receive("somebody-elses|b-7|b-7|CAPTURED|700.00|RUB");
        var held = application.administration.unassigned(invoice.branch()).get(0);

        assertThatThrownBy(() -> application.administration.assign(held.id(), invoice.id(), CASHIER))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(AcquiringProblem.TEST_MONEY));
    }

    /** The bank reports something of the paid order, and whatever follows from it happens. */
    private void say(String words) {
        var parts = words.split("\\|", 5);
        var event = String.join("|", parts[0], parts[1], parts[2], parts[3]) + "|RUB";
        application.receive(paid.orderId() + "|" + event + (parts.length > 4 ? "|" + parts[4] : ""));
        application.runJobs();
    }

    private void askedFor(Duration time, Duration step) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            application.clock.advance(step);
            application.runJobs();
        }
    }

    private void closed(long attention) {
        assertThat(application.attentions.close(attention, CASHIER).isOpen()).isFalse();
    }

    private PaymentAttempt attempt() {
        return application.stores.attempts.latestOf(invoice.id()).orElseThrow();
    }

    private List<Money> postings() {
        application.runJobs();
        return application.posted.values().stream().map(Posting::amount).toList();
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
