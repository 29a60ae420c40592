package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;

/** What every adapter must do with notifications. */
abstract class NotificationContract extends AcquirerFixture {

    @Test
    void understands_its_notifications() {
        for (var event : PaymentEvent.values()) {
            for (var notification : notifications(event)) {
                assertThat(acquirer.verify(account, notification)).isNotEqualTo(Verification.REJECTED);
                assertThat(acquirer.parse(account, notification)).isNotEmpty();
                if (event == PaymentEvent.PAID && isSigned()) {
                    assertThat(acquirer.verify(account, notification)).isEqualTo(Verification.VERIFIED);
                    assertThat(acquirer.parse(account, notification)).allSatisfy(parsed -> {
                        assertThat(parsed.orderId()).isEqualTo(order(1));
                        assertThat(parsed.status()).isEqualTo(Status.CAPTURED);
                        assertThat(parsed.hintOnly() || price().equals(parsed.amount()))
                                .isTrue();
                    });
                }
            }
        }
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
    @DisplayName("no single changed bit of a genuine notification changes what is credited, to whom or how often")
    void no_changed_bit_changes_what_is_credited() {
        for (var event : PaymentEvent.values()) {
            for (var notification : notifications(event)) {
                BitFlips.check(acquirer, account, notification, isWholeBodySigned());
            }
        }
    }

    @TestFactory
    @DisplayName("text moved between the fields of a genuine notification credits nothing else by itself")
    Stream<DynamicTest> text_moved_between_fields_credits_nothing_else() {
        return Stream.of(PaymentEvent.values())
                .map(event -> dynamicTest(event.name(), () -> {
                    for (var notification : notifications(event)) {
                        BitFlips.checkMovedText(acquirer, account, notification);
                    }
                    for (var notification : bank.unusual(bank.order(order(1)), event)) {
                        BitFlips.checkMovedText(acquirer, account, notification);
                    }
                }));
    }

    @Test
    @DisplayName("a notification signed for another merchant account is refused")
    void a_notification_for_another_account_is_refused() {
        var settings = new HashMap<>(account.settings());
        settings.replaceAll((name, value) -> acquirer.profile().isSecret(name) ? value + "x" : value);
        var other = withSettings(settings);
        for (var notification : notifications(PaymentEvent.PAID)) {
            assertThat(acquirer.verify(other, notification))
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

        for (var notification : notifications(PaymentEvent.PAID)) {
            assertThat(acquirer.verify(rotated, notification)).isEqualTo(acquirer.verify(account, notification));
        }
    }

    @Test
    void acknowledges_to_the_letter_and_a_repeat_alike() {
        for (var notification : notifications(PaymentEvent.PAID)) {
            var first = acquirer.acknowledge(account, notification, Acknowledgement.ACCEPTED);

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body()).isEqualTo(acknowledgementOf(notification));
            assertThat(acquirer.acknowledge(account, notification, Acknowledgement.DUPLICATE))
                    .isEqualTo(first);
            assertThat(acquirer.acknowledge(account, notification, Acknowledgement.UNKNOWN_PAYMENT))
                    .isEqualTo(first);
            assertThat(acquirer.acknowledge(account, notification, Acknowledgement.BAD_SIGNATURE)
                            .status())
                    .isGreaterThanOrEqualTo(400);
            assertThat(acquirer.acknowledge(account, notification, Acknowledgement.TRY_LATER)
                            .status())
                    .isGreaterThanOrEqualTo(500);
        }
    }

    /** What the bank sends when it happens to a payment of 1500.00. */
    protected final List<RawWebhook> notifications(PaymentEvent event) {
        open_the_bank();
        create(order(1));
        if (event == PaymentEvent.REFUNDED) {
            bank.simulate(order(1), PaymentEvent.PAID);
        }
        return bank.simulate(order(1), event);
    }
}
