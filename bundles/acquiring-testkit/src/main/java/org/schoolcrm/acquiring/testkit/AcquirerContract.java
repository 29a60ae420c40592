package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Fault;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;

/** What every bank adapter must do. Extend it, name the bank, and add the vectors and samples of its documents. */
public abstract class AcquirerContract extends UncertainRefundContract {

    private static final Set<Status> UNDECIDED = Set.of(Status.UNKNOWN, Status.PENDING);
    private static final Set<Status> UNDECIDED_OR_NOT_SENT = Set.of(Status.UNKNOWN, Status.PENDING, Status.NOT_SENT);

    /** What histories of payments are played with. */
    public final BankKit kit() {
        return new BankKit(this::newBank, this::newAccount, this::newAcquirer, currency(), this::order);
    }

    /** Tries a given vector, answer or notification; fails on one that it does not know, so that none is forgotten. */
    protected void passes(GivenDocument given) {
        throw new AssertionError("No test for " + given);
    }

    /** Given requests that the adapter never makes. */
    protected Set<String> requestsNeverSent() {
        return Set.of();
    }

    @TestFactory
    Stream<DynamicTest> passes_every_given_document() {
        return BankDocuments.of(newAccount().provider())
                .map(given -> dynamicTest(given.toString(), () -> {
                    open_the_bank();
                    if (given.file().equals("request")) {
                        sendsAsIn(given);
                    } else {
                        passes(given);
                    }
                }));
    }

    private void sendsAsIn(GivenDocument given) {
        var alike = GivenRequests.to(given, EveryOperation.requests(this));
        if (requestsNeverSent().contains(given.name())) {
            assertThat(alike).isEmpty();
        } else {
            assertThat(alike).isNotEmpty();
            alike.forEach(call -> GivenRequests.assertAlike(given, call));
        }
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
                .forEach((status, stage) -> assertThat(readme).contains("| `" + status + "` | " + stage + " |"));
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
        bank.simulate(order(1), PaymentEvent.PAID);

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
                    bank.simulate(order(1), PaymentEvent.PAID);
                    bank.failNext(fault);
                    assertThat(query(order(1), opened).status()).isEqualTo(Status.UNKNOWN);
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_word_of_the_bank_has_its_stage() {
        return newAcquirer(newBank(clock), clock).profile().statuses().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(status -> dynamicTest(status.getKey() + " is " + status.getValue(), () -> {
                    open_the_bank();
                    var opened = create(order(1));
                    if (status.getValue().status() == Status.CAPTURED) {
                        bank.simulate(order(1), PaymentEvent.PAID);
                    }
                    bank.setStatus(order(1), status.getKey());
                    assertThat(query(order(1), opened).stage()).isEqualTo(status.getValue());
                }));
    }

    @Test
    void a_word_that_the_bank_never_documented_is_no_news() {
        var opened = create(order(1));
        bank.setStatus(order(1), "SOMETHING_NEW");

        assertThat(query(order(1), opened).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void reports_what_the_bank_took() {
        var opened = create(order(1));
        bank.simulate(order(1), PaymentEvent.PAID);

        assertThat(query(order(1), opened).captured()).isEqualTo(price());
    }

    @TestFactory
    @DisplayName("whatever sits at the bank's address, its nonsense is no news and leads nowhere")
    Stream<DynamicTest> takes_no_nonsense_for_news() {
        return HostileAnswers.all()
                .map(nonsense -> dynamicTest(nonsense.name(), () -> {
                    open_the_bank();
                    var opened = paid();
                    var hosts = new HashSet<String>();
                    var hostile = newAcquirer(
                            call -> {
                                hosts.add(call.uri().getHost());
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
                            .containsAll(hosts);
                }));
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
}
