package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Fault;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Happening;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every bank adapter must do. Extend it, name the bank, and add the vectors and samples of its documents. */
public abstract class AcquirerContract {

    private static final Logger LOG = LoggerFactory.getLogger(AcquirerContract.class);
    private static final Set<Status> UNDECIDED = Set.of(Status.UNKNOWN, Status.PENDING);
    private static final Set<Status> UNDECIDED_OR_NOT_SENT = Set.of(Status.UNKNOWN, Status.PENDING, Status.NOT_SENT);

    protected final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    protected SimulatedBank bank;
    protected MerchantAccount account;
    protected Acquirer acquirer;

    protected abstract SimulatedBank newBank(Clock clock);

    protected abstract MerchantAccount newAccount();

    protected abstract Acquirer newAcquirer(HttpExchange http, Clock clock);

    /** Whether a signature covers every byte of a notification, so that no changed bit may pass. */
    protected abstract boolean isWholeBodySigned();

    /** The exact body that stops the bank from sending the notification again. */
    protected abstract String acknowledgementOf(RawWebhook webhook);

    protected String currency() {
        return "RUB";
    }

    /** Our order number at the bank. */
    protected String order(int number) {
        return "order" + number;
    }

    /** What histories of payments are played with. */
    public final BankKit kit() {
        return new BankKit(this::newBank, this::newAccount, this::newAcquirer, currency(), this::order);
    }

    @BeforeEach
    final void open_the_bank() {
        bank = newBank(clock);
        account = newAccount();
        acquirer = newAcquirer(bank, clock);
    }

    /** Tries a given vector, answer or notification; fails on one that it does not know, so that none is forgotten. */
    protected void passes(GivenDocument given) {
        throw new AssertionError("Nobody tries " + given);
    }

    /** Given requests that the adapter never makes. */
    protected Set<String> unspoken() {
        return Set.of();
    }

    @TestFactory
    Stream<DynamicTest> passes_every_given_document() {
        return BankDocuments.of(newAccount().provider())
                .map(given -> dynamicTest(given.toString(), () -> {
                    open_the_bank();
                    if (given.file().equals("request")) {
                        speaksAsIn(given);
                    } else {
                        passes(given);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> ends_every_given_sequence_as_told() {
        return BankDocuments.sequences(newAccount().provider())
                .map(told -> dynamicTest(told.get("id").asText(), () -> GivenSequence.play(kit(), told)));
    }

    private void speaksAsIn(GivenDocument given) {
        var alike = GivenRequests.to(given, everythingItSays());
        if (unspoken().contains(given.name())) {
            assertThat(alike).isEmpty();
        } else {
            assertThat(alike).isNotEmpty();
            alike.forEach(call -> GivenRequests.assertAlike(given, call));
        }
    }

    /** Every operation once; what the payer's browser opens counts as said too. */
    private List<HttpCall> everythingItSays() {
        var said = new ArrayList<HttpCall>();
        int orders = 0;
        for (var method : PaymentMethod.values()) {
            for (boolean hold : new boolean[] {false, true}) {
                var number = order(orders++);
                var plain = payment(number);
                var opened = acquirer.create(
                        account,
                        new CreatePayment(
                                number,
                                price(),
                                "Счет",
                                plain.returnTo(),
                                plain.webhookAt(),
                                plain.validUntil(),
                                hold,
                                method,
                                "ru",
                                FiscalReceipt.of("a@test.example", "Абонемент", price())));
                visitIfLeft(opened);
                if (opened.payAt() != null) {
                    said.add(HttpCall.get(opened.payAt()));
                }
                if (bank.find(number).isEmpty()) {
                    continue;
                }
                bank.happen(number, hold ? Happening.AUTHORIZED : Happening.PAID);
                var payment = new PaymentRef(number, bank.order(number).paymentId);
                acquirer.query(account, payment);
                acquirer.query(account, new PaymentRef(number, opened.providerId()));
                acquirer.find(account, number);
                acquirer.capture(account, payment, price());
                acquirer.release(account, payment);
                acquirer.cancel(account, payment);
                acquirer.cancel(account, new PaymentRef(number, opened.providerId()));
                var refund = new RefundRequest(
                        "r" + number,
                        payment,
                        price(),
                        Money.of("0", currency()),
                        Money.of("300", currency()),
                        null,
                        null);
                var sent = acquirer.refund(account, refund);
                acquirer.queryRefund(account, refund);
                acquirer.queryRefund(
                        account,
                        new RefundRequest(
                                refund.key(),
                                payment,
                                price(),
                                refund.refundedBefore(),
                                refund.amount(),
                                sent.providerRefundId(),
                                null));
            }
        }
        said.addAll(bank.calls());
        return said;
    }

    @Test
    void describes_itself() {
        var profile = acquirer.profile();

        assertThat(acquirer.provider()).isEqualTo(account.provider()).matches("[a-z]{2,20}");
        assertThat(profile.problemsOf(account.settings())).isEmpty();
        assertThat(profile.settings()).anyMatch(field -> field.secret());
        assertThat(profile.statuses().values()).contains(Stage.PENDING, Stage.PAID);
        profile.settings().stream().filter(field -> field.required()).forEach(field -> {
            var fewer = new HashMap<>(account.settings());
            fewer.remove(field.name());
            assertThat(profile.problemsOf(fewer)).containsExactly(field.name());
        });
    }

    @Test
    void has_a_readme_that_names_every_setting_and_every_status() throws IOException {
        var readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains("## Settings", "## Statuses", "## Webhooks", "## Try it");
        acquirer.profile().settings().forEach(field -> assertThat(readme).contains("| `" + field.name() + "` |"));
        acquirer.profile()
                .statuses()
                .forEach((word, stage) -> assertThat(readme).contains("| `" + word + "` | " + stage + " |"));
    }

    @Test
    void tries_the_settings() {
        assertThat(acquirer.test(account).verdict().name()).isIn("OK", "NOT_OFFERED");
        bank.failNext(Fault.NOT_SENT);
        assertThat(acquirer.test(account).verdict().name()).isIn("UNREACHABLE", "NOT_OFFERED");
    }

    @Test
    void opens_a_payment_once_and_leads_to_its_form() {
        var opened = create(order(1));

        assertThat(opened.status()).isEqualTo(Status.PENDING);
        assertThat(opened.payAt()).isNotNull();
        assertThat(bank.order(order(1)).amount).isEqualTo(150_000);
        assertThat(query(order(1), opened).status()).isEqualTo(Status.PENDING);
    }

    @TestFactory
    Stream<DynamicTest> a_creation_that_goes_wrong_is_never_taken_for_more_than_is_known() {
        return Stream.of(Fault.values())
                .map(fault -> dynamicTest(fault.name(), () -> {
                    open_the_bank();
                    bank.failNext(fault);
                    var outcome = acquirer.create(account, payment(order(1)));
                    if (bank.calls().isEmpty()) {
                        return;
                    }
                    if (fault == Fault.NOT_SENT) {
                        assertThat(outcome.status()).isEqualTo(Status.NOT_SENT);
                        assertThat(outcome.remedy()).isEqualTo(Remedy.SEND_AGAIN);
                    } else {
                        assertThat(outcome.status()).isEqualTo(Status.UNKNOWN);
                        assertThat(outcome.remedy()).isIn(Remedy.ASK, Remedy.WAIT);
                    }
                }));
    }

    @Test
    @DisplayName("a payment whose creation was not answered is found by our own number")
    void a_payment_whose_creation_was_not_answered_is_found() {
        bank.failNext(Fault.ANSWER_LOST);
        var outcome = acquirer.create(account, payment(order(1)));
        bank.failNothing();
        visitIfLeft(outcome);
        bank.happen(order(1), Happening.PAID);

        var found = acquirer.find(account, order(1));
        if (acquirer.profile().can(Capability.QUERY_BY_ORDER)) {
            assertThat(found.captured()).isEqualTo(price());
        } else {
            assertThat(found.status()).isEqualTo(Status.UNKNOWN);
        }
    }

    @TestFactory
    Stream<DynamicTest> an_unanswered_question_proves_nothing() {
        return Stream.of(Fault.values())
                .map(fault -> dynamicTest(fault.name(), () -> {
                    open_the_bank();
                    var opened = create(order(1));
                    bank.happen(order(1), Happening.PAID);
                    bank.failNext(fault);
                    assertThat(query(order(1), opened).status()).isEqualTo(Status.UNKNOWN);
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_word_of_the_bank_has_its_stage() {
        return newAcquirer(newBank(clock), clock).profile().statuses().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(word -> dynamicTest(word.getKey() + " is " + word.getValue(), () -> {
                    open_the_bank();
                    var opened = create(order(1));
                    if (word.getValue().status() == Status.CAPTURED) {
                        bank.happen(order(1), Happening.PAID);
                    }
                    bank.show(order(1), word.getKey());
                    assertThat(query(order(1), opened).stage()).isEqualTo(word.getValue());
                }));
    }

    @Test
    void a_word_that_the_bank_never_documented_is_no_news() {
        var opened = create(order(1));
        bank.show(order(1), "SOMETHING_NEW");

        assertThat(query(order(1), opened).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void reports_what_the_bank_took() {
        var opened = create(order(1));
        bank.happen(order(1), Happening.PAID);

        assertThat(query(order(1), opened).captured()).isEqualTo(price());
    }

    @TestFactory
    @DisplayName("whatever sits at the bank's address, its nonsense is no news and leads nowhere")
    Stream<DynamicTest> takes_no_nonsense_for_news() {
        return HostileAnswers.all()
                .map(nonsense -> dynamicTest(nonsense.name(), () -> {
                    open_the_bank();
                    var opened = paid();
                    var asked = new HashSet<String>();
                    var hostile = newAcquirer(
                            call -> {
                                asked.add(call.uri().getHost());
                                return nonsense.answer();
                            },
                            clock);
                    assertThat(hostile.query(account, new PaymentRef(order(1), opened.providerId()))
                                    .status())
                            .isEqualTo(Status.UNKNOWN);
                    assertThat(hostile.create(account, payment(order(2))).status())
                            .isIn(nonsense.mayHaveActed() ? UNDECIDED : UNDECIDED_OR_NOT_SENT);
                    assertThat(hostile.refund(account, refund(opened, "refund1", "0", "300.00"))
                                    .status())
                            .isNotEqualTo(RefundOutcome.Status.DONE);
                    assertThat(bank.calls())
                            .extracting(call -> call.uri().getHost())
                            .containsAll(asked);
                }));
    }

    @TestFactory
    Stream<DynamicTest> takes_no_nonsense_for_a_notification() {
        return HostileAnswers.TEXTS.stream()
                .map(text -> dynamicTest("text " + HostileAnswers.TEXTS.indexOf(text), () -> {
                    for (var method : List.of("POST", "GET")) {
                        var call = new RawWebhook(
                                method,
                                "pay",
                                text,
                                Map.of(),
                                text.getBytes(StandardCharsets.UTF_8),
                                "192.0.2.1",
                                clock.now());
                        assertThat(acquirer.verify(account, call)).isNotEqualTo(Verification.VERIFIED);
                        assertThat(acquirer.parse(account, call)).allMatch(event -> event.amount() == null);
                        assertThat(acquirer.redact(account, text)).isNotNull();
                    }
                }));
    }

    @Test
    void understands_its_notifications() {
        for (var happening : Happening.values()) {
            for (var notice : notices(happening)) {
                assertThat(acquirer.verify(account, notice)).isNotEqualTo(Verification.REJECTED);
                assertThat(acquirer.parse(account, notice)).isNotEmpty();
                if (happening == Happening.PAID && isSigned()) {
                    assertThat(acquirer.verify(account, notice)).isEqualTo(Verification.VERIFIED);
                    assertThat(acquirer.parse(account, notice)).allSatisfy(event -> {
                        assertThat(event.orderId()).isEqualTo(order(1));
                        assertThat(event.status()).isEqualTo(Status.CAPTURED);
                        assertThat(event.hintOnly() || price().equals(event.amount()))
                                .isTrue();
                    });
                }
            }
        }
    }

    @Test
    @DisplayName("no single changed bit of a genuine notification changes what is credited, to whom or how often")
    void no_changed_bit_changes_what_is_credited() {
        for (var happening : Happening.values()) {
            for (var notice : notices(happening)) {
                BitFlips.check(acquirer, account, notice, isWholeBodySigned());
            }
        }
    }

    @Test
    @DisplayName("a notification signed for another merchant account is refused")
    void a_notification_for_another_account_is_refused() {
        var settings = new HashMap<>(account.settings());
        settings.replaceAll((name, value) -> acquirer.profile().isSecret(name) ? value + "x" : value);
        var other = withSettings(settings);
        for (var notice : notices(Happening.PAID)) {
            assertThat(acquirer.verify(other, notice))
                    .isEqualTo(isSigned() ? Verification.REJECTED : Verification.NEEDS_QUERY);
        }
    }

    @Test
    @DisplayName("while a secret is changed both are good")
    void while_a_secret_is_changed_both_are_good() {
        var settings = new HashMap<>(account.settings());
        acquirer.profile().settings().stream()
                .filter(field -> field.name().endsWith("Previous"))
                .forEach(field -> {
                    var name = field.name().substring(0, field.name().length() - "Previous".length());
                    settings.put(field.name(), settings.getOrDefault(name, ""));
                    settings.put(name, "a-newer-secret");
                });
        var rotated = withSettings(settings);

        for (var notice : notices(Happening.PAID)) {
            assertThat(acquirer.verify(rotated, notice)).isEqualTo(acquirer.verify(account, notice));
        }
    }

    @Test
    void sends_a_part_back_and_then_the_rest() {
        var opened = paid();
        var part = settled(refund(opened, "refund1", "0", "300.00"));
        var rest = settled(refund(opened, "refund2", "300.00", "1200.00"));

        assertThat(part.status()).isEqualTo(RefundOutcome.Status.DONE);
        assertThat(rest.status()).isEqualTo(RefundOutcome.Status.DONE);
        assertThat(bank.order(order(1)).refunds)
                .extracting(BankOrder.Refund::amount)
                .containsExactly(30_000L, 120_000L);
        if (acquirer.profile().can(Capability.REFUNDS_HAVE_IDS)) {
            assertThat(part.providerRefundId()).isNotEmpty().isNotEqualTo(rest.providerRefundId());
        } else {
            assertThat(part.refundedTotal()).isEqualTo(Money.of("300.00", currency()));
            assertThat(rest.refundedTotal()).isEqualTo(price());
        }
    }

    @Test
    void is_refused_more_than_is_left() {
        var opened = paid();
        settled(refund(opened, "refund1", "0", "1000.00"));

        assertThat(acquirer.refund(account, refund(opened, "refund2", "0", "501.00"))
                        .status())
                .isEqualTo(RefundOutcome.Status.REFUSED);
        assertThat(bank.order(order(1)).refunded()).isEqualTo(100_000);
    }

    @TestFactory
    Stream<DynamicTest> a_refund_that_goes_wrong_is_asked_about_and_never_made_twice() {
        return Stream.of(Fault.values())
                .map(fault -> dynamicTest(fault.name(), () -> {
                    open_the_bank();
                    var order = refund(paid(), "refund1", "0", "300.00");
                    bank.failNext(fault);
                    var sent = acquirer.refund(account, order);
                    bank.failNothing();
                    assertThat(sent.status())
                            .isIn(
                                    RefundOutcome.Status.NOT_SENT,
                                    RefundOutcome.Status.UNKNOWN,
                                    RefundOutcome.Status.PENDING);
                    if (fault == Fault.NOT_SENT) {
                        assertThat(sent.status()).isEqualTo(RefundOutcome.Status.NOT_SENT);
                    }
                    if (sent.status() == RefundOutcome.Status.NOT_SENT) {
                        assertThat(bank.order(order(1)).refunds).isEmpty();
                    }
                    acquirer.queryRefund(account, order);
                    acquirer.queryRefund(account, order);
                    assertThat(bank.order(order(1)).refunds).hasSizeLessThanOrEqualTo(1);
                }));
    }

    @Test
    void acknowledges_to_the_letter_and_a_repeat_alike() {
        for (var notice : notices(Happening.PAID)) {
            var first = acquirer.acknowledge(account, notice, Acknowledgement.ACCEPTED);

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body()).isEqualTo(acknowledgementOf(notice));
            assertThat(acquirer.acknowledge(account, notice, Acknowledgement.DUPLICATE))
                    .isEqualTo(first);
            assertThat(acquirer.acknowledge(account, notice, Acknowledgement.UNKNOWN_PAYMENT))
                    .isEqualTo(first);
            assertThat(acquirer.acknowledge(account, notice, Acknowledgement.BAD_SIGNATURE)
                            .status())
                    .isGreaterThanOrEqualTo(400);
            assertThat(acquirer.acknowledge(account, notice, Acknowledgement.TRY_LATER)
                            .status())
                    .isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    @DisplayName("I14 neither secrets nor signatures nor card numbers survive redaction")
    void redacts_secrets() {
        var secrets = account.settings().entrySet().stream()
                .filter(setting -> acquirer.profile().isSecret(setting.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        var text = "https://bank/?" + String.join("&x=", secrets) + " 4111111111111111 payer@example.com";

        assertThat(acquirer.redact(account, text))
                .doesNotContain(secrets)
                .doesNotContain("4111111111111111")
                .doesNotContain("payer@example.com");
    }

    @Test
    @DisplayName("I1-I6, I10, I11, I17 hold after every history")
    void every_history_ends_with_the_books_in_agreement() {
        long first = Long.getLong("acquiring.seed", 1);
        long last = first + Long.getLong("acquiring.histories", 1_700);
        for (long seed = first; seed < last; seed++) {
            assertThat(Histories.run(kit(), seed, Set.of()))
                    .as("%s, seed %d", acquirer.provider(), seed)
                    .isEmpty();
        }
        LOG.info("{}: seeds {} to {} played", acquirer.provider(), first, last - 1);
    }

    @Test
    @DisplayName("whichever point a process dies at, the books agree in the end")
    void whichever_point_a_process_dies_at_the_books_agree() {
        int tried = 0;
        for (long seed = 1; seed <= 12; seed++) {
            int points = Histories.points(kit(), seed);
            for (int point = 0; point < points; point++) {
                assertThat(Histories.dyingAt(kit(), seed, point))
                        .as("%s, seed %d, point %d", acquirer.provider(), seed, point)
                        .isEmpty();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(500);
        LOG.info("{}: {} points to die at, tried one by one", acquirer.provider(), tried);
    }

    protected final PaymentOutcome create(String orderId) {
        var outcome = acquirer.create(account, payment(orderId));
        visitIfLeft(outcome);
        return outcome;
    }

    protected final PaymentOutcome query(String orderId, PaymentOutcome opened) {
        return acquirer.query(account, new PaymentRef(orderId, opened.providerId()));
    }

    protected final Money price() {
        return Money.of("1500.00", currency());
    }

    protected final CreatePayment payment(String orderId) {
        return new CreatePayment(
                orderId,
                price(),
                "1-2026-000001",
                URI.create("https://school.example/i/token/back"),
                URI.create("https://school.example/hooks/" + account.provider() + "/key"),
                clock.now().plus(Duration.ofMinutes(40)));
    }

    protected final MerchantAccount withSettings(Map<String, String> settings) {
        return new MerchantAccount(
                account.id(),
                account.branch(),
                account.provider(),
                account.name(),
                account.hookKey(),
                account.live(),
                account.active(),
                settings);
    }

    protected final boolean isSigned() {
        return acquirer.profile().can(Capability.SIGNED_WEBHOOKS);
    }

    /** What the bank sends when it happens to a payment of 1500.00. */
    protected final List<RawWebhook> notices(Happening happening) {
        open_the_bank();
        create(order(1));
        if (happening == Happening.REFUNDED) {
            bank.happen(order(1), Happening.PAID);
        }
        return bank.happen(order(1), happening);
    }

    private PaymentOutcome paid() {
        create(order(1));
        bank.happen(order(1), Happening.PAID);
        return acquirer.find(account, order(1)).status() == Status.CAPTURED
                ? acquirer.find(account, order(1))
                : acquirer.query(account, new PaymentRef(order(1), bank.order(order(1)).paymentId));
    }

    private RefundRequest refund(PaymentOutcome paid, String key, String before, String amount) {
        return new RefundRequest(
                key,
                new PaymentRef(order(1), paid.providerId()),
                price(),
                Money.of(before, currency()),
                Money.of(amount, currency()),
                null,
                null);
    }

    /** Asked about once more if the bank takes its time. */
    private RefundOutcome settled(RefundRequest order) {
        var sent = acquirer.refund(account, order);
        return sent.status() != RefundOutcome.Status.PENDING
                ? sent
                : acquirer.queryRefund(
                        account,
                        new RefundRequest(
                                order.key(),
                                order.payment(),
                                order.captured(),
                                order.refundedBefore(),
                                order.amount(),
                                sent.providerRefundId(),
                                order.receipt()));
    }

    private void visitIfLeft(PaymentOutcome outcome) {
        if (outcome.payAt() != null) {
            bank.visit(outcome.payAt());
        }
    }
}
