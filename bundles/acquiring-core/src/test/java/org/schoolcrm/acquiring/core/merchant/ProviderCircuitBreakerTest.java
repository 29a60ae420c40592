package org.schoolcrm.acquiring.core.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AccountHealth;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentStart.Kind;
import org.schoolcrm.acquiring.core.PaymentTestApplication;
import org.schoolcrm.acquiring.core.ScriptedBank;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/** A bank that hangs or fails keeps nobody waiting but those who need it: counted, not timed. */
class ProviderCircuitBreakerTest {

    private static final String BACK = "https://school.test/i/token/back";
    private static final Money LARGE = Money.of("5000.00", "RUB");
    private static final int MANY = 100;

    private final PaymentTestApplication application = new PaymentTestApplication();
    private final ScriptedBank sound = new ScriptedBank("sound");
    private final ExecutorService people = Executors.newCachedThreadPool();
    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private MerchantAccount soundAccount;

    /** Small payments go to the bank of the application, large ones to the sound one. */
    @BeforeEach
    void two_banks() {
        application.adapters.add(sound);
        soundAccount = application.merchants.connect(
                new BranchId(1),
                "sound",
                "Другой банк",
                false,
                Map.of(),
                new AccountTerms("", FiscalPolicy.NONE, 9, Set.of(), LARGE, null),
                Actor.user(7));
    }

    @AfterEach
    void everybody_goes_home() {
        answers.release(MANY * MANY);
        people.shutdown();
    }

    @Test
    @DisplayName("while a bank hangs, its neighbour serves everybody, and it never has more calls than its places")
    void while_a_bank_hangs_its_neighbour_serves_everybody() throws Exception {
        var stuck = hang(ProviderCircuitBreaker.CALLS_AT_ONCE);

        for (int i = 0; i < MANY; i++) {
            assertThat(application.payer.start(small(1000 + i), BACK).kind()).isEqualTo(Kind.TRY_LATER);
            assertThat(application.payer.start(large(2000 + i), BACK).kind()).isEqualTo(Kind.FORM);
        }
        letGo(stuck);

        assertThat(stuck).allSatisfy(one -> assertThat(one.get().status()).isEqualTo(Status.PENDING));
        assertThat(application.bank.created).hasSize(ProviderCircuitBreaker.CALLS_AT_ONCE);
        assertThat(mostAtOnce).hasValue(ProviderCircuitBreaker.CALLS_AT_ONCE);
        assertThat(health(application.account).turnedAway()).isEqualTo(MANY);
        assertThat(health(soundAccount).calls()).isEqualTo(MANY);
        assertThat(application.payer.start(small(3000), BACK).kind()).isEqualTo(Kind.FORM);
    }

    @Test
    @DisplayName("of the few threads that jobs have a bank that hangs takes one")
    void a_bank_that_hangs_takes_one_thread_of_the_jobs() throws Exception {
        var attempts = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            attempts.add(started(small(1000 + i)));
        }
        var elsewhere = started(large(2000));
        var asked = new CountDownLatch(1);
        application.bank.beforeAnswer = () -> {
            asked.countDown();
            answers.acquireUninterruptibly();
        };
        var waiting = people.submit(() -> application.reconcile(attempts.get(0)));
        asked.await();

        var others = attempts.subList(1, attempts.size());
        for (var attempt : others) {
            assertThat(application.reconcile(attempt).again())
                    .isEqualTo(application.clock.now().plus(Reconciler.BREAKER_IS_BUSY));
        }
        application.reconcile(elsewhere);

        assertThat(application.bank.asked).hasSize(1);
        assertThat(sound.asked).hasSize(1);
        answers.release(MANY);
        waiting.get();
        others.forEach(application::reconcile);
        assertThat(application.bank.asked).hasSize(attempts.size());
    }

    @Test
    @DisplayName("a bank that fails again and again is left alone for a while, its neighbour is not")
    void a_bank_that_fails_again_and_again_is_left_alone_for_a_while() {
        application.bank.onQuery = PaymentOutcome.unanswered("HTTP 500");
        var invoice = small(1);
        var attempt = application.attempt(started(invoice));
        var elsewhere = application.attempt(started(large(2)));

        for (int i = 0; i < MANY; i++) {
            application.administration.check(attempt);
            application.administration.check(elsewhere);
        }
        assertThat(application.bank.asked).hasSize(5);
        assertThat(sound.asked).hasSize(MANY);
        assertThat(health(application.account).failuresInARow()).isEqualTo(5);

        application.clock.advance(Duration.ofSeconds(31));
        application.administration.check(attempt);
        assertThat(application.bank.asked)
                .as("one more try, and it rests again")
                .hasSize(6);
        application.administration.check(attempt);
        assertThat(application.bank.asked).hasSize(6);

        application.clock.advance(Duration.ofSeconds(31));
        application.bank.onQuery = PaymentOutcome.captured("b-1", Money.of("1500.00", "RUB"), "PAID");
        application.administration.check(attempt);
        assertThat(health(application.account).failuresInARow()).isZero();
        assertThat(application.billing.get(invoice).paid()).isEqualTo(Money.of("1500.00", "RUB"));
    }

    /** So many people at the bank of the application, none of whom it answers. */
    private List<Future<PaymentOutcome>> hang(int count) throws InterruptedException {
        var inside = new CountDownLatch(count);
        application.bank.beforeAnswer = () -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            inside.countDown();
            answers.acquireUninterruptibly();
            atOnce.decrementAndGet();
        };
        var stuck = new ArrayList<Future<PaymentOutcome>>();
        for (int i = 0; i < count; i++) {
            var order = new CreatePayment(
                    "order" + i,
                    Money.of("1500.00", "RUB"),
                    "",
                    URI.create(BACK),
                    URI.create(BACK),
                    application.clock.now());
            stuck.add(
                    people.submit(() -> application.guarded(application.account).create(application.account, order)));
        }
        inside.await();
        return stuck;
    }

    private void letGo(List<Future<PaymentOutcome>> stuck) throws Exception {
        answers.release(MANY);
        for (var one : stuck) {
            one.get();
        }
    }

    private AccountHealth health(MerchantAccount account) {
        return application.merchants.health(account.id());
    }

    private String started(InvoiceId invoice) {
        application.payer.start(invoice, BACK);
        return application.stores.attempts.latestOf(invoice).orElseThrow().id().toString();
    }

    private InvoiceId small(long id) {
        return application.billing.add(id, "1500.00", null).id();
    }

    private InvoiceId large(long id) {
        return application.billing.add(id, "5000.00", null).id();
    }
}
