package org.schoolcrm.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.itests.crash.MailingFlow.ACCOUNT;
import static org.schoolcrm.itests.crash.MailingFlow.SLOT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.Templates;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;

/** Thousands of messages, of which every tenth answer gets lost, until nothing waits any more. */
class ManyMessagesTest {

    private static final int MESSAGES = Integer.getInteger("messages", 1_000);
    private static final int ONE_IN = 10;
    private static final int BATCH = 500;
    private static final BranchId CENTRE = new BranchId(1);

    private final School school = new School(CrashSettings.database(), SLOT, 1, MailingFlow.BUNDLES);

    @AfterEach
    void close() {
        school.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("I9 I10 hold for every message, whatever its provider does about what it gets twice")
    void each_message_is_sent_once_and_what_nobody_can_know_is_said(Idempotency idempotency) {
        var provider = new ScriptedProvider("email", idempotency);
        provider.loseOneAnswerIn(ONE_IN);
        var node = school.open(
                CrashPlan.none(), wiring -> wiring.offer(MessageChannel.class, provider.channel(CrashPlan.none())));
        write(node);

        var atTheEnd = idempotency == Idempotency.NONE
                ? Map.of("ACCEPTED", MESSAGES - MESSAGES / ONE_IN, "UNCERTAIN", MESSAGES / ONE_IN)
                : Map.of("ACCEPTED", MESSAGES);
        for (int minute = 0; minute < MESSAGES && !states().equals(atTheEnd); minute++) {
            node.work();
            school.clock().advance(Duration.ofMinutes(1));
        }

        assertThat(states()).isEqualTo(atTheEnd);
        assertThat(provider.book()).hasSize(MESSAGES);
        assertThat(provider.book().stream().map(ScriptedProvider.Taken::address).collect(Collectors.toSet()))
                .hasSize(MESSAGES);
        school.end(node);
    }

    private static void write(Node node) {
        var accounts = node.the(ProviderAccountStore.class);
        var transactions = node.the(Transactions.class);
        transactions.run(() -> accounts.add(TestAccount.of(ACCOUNT.value(), "email", Map.of())));
        var text = new Template.Content("Счет", "Счет", "Счет готов");
        var template = node.the(Templates.class).create(CENTRE, DeliveryMethod.EMAIL, text, Actor.SYSTEM);
        var content = new Content(template.id(), template.version(), Map.of());
        var outbox = node.the(Outbox.class);
        for (int first = 0; first < MESSAGES; first += BATCH) {
            var messages = IntStream.range(first, Math.min(MESSAGES, first + BATCH))
                    .mapToObj(number -> message(number, content))
                    .toList();
            transactions.run(() -> outbox.addAll(messages));
        }
    }

    private static NewMessage message(int number, Content content) {
        return new NewMessage(
                null,
                new About(CENTRE, About.NOBODY, AccountId.BASE, List.of()),
                Route.by("email", "customer" + number + "@school.test"),
                content,
                Purpose.TEST,
                "many:" + number,
                SLOT);
    }

    private Map<String, Integer> states() {
        var states = new HashMap<String, Integer>();
        Rows.of(school.tables(), "select state, count(*) as messages from message group by state")
                .forEach(row -> states.put((String) row.get("state"), ((Number) row.get("messages")).intValue()));
        return states;
    }
}
