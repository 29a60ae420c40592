package org.schoolcrm.shell.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChannelHealth;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.DeliveryMoments;
import org.schoolcrm.mailing.api.InboundText;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.ReceivedReceipt;
import org.schoolcrm.mailing.api.ReceivedReceipt.Effect;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.channel.ChannelList;
import org.schoolcrm.shell.channel.ChannelRelease;

/** What operators see of messages and channels. */
class MailingCommandsTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");
    private static final Actor OPERATOR = new Actor("console:karaf");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final Outbox outbox = new Outbox();

    @Test
    void an_uncertain_message_is_sent_again_only_on_confirmation() {
        var command = new MailingResend();
        command.ids = List.of("17");

        command.run(console, outbox, OPERATOR);
        assertThat(outbox.sentAgain).isEmpty();
        assertThat(printed()).contains("may have arrived already");

        command.confirm = true;
        command.run(console, outbox, OPERATOR);
        assertThat(outbox.sentAgain).containsExactly(17L);
    }

    @Test
    void the_outbox_is_listed_by_state_without_addresses() {
        var command = new MailingOutbox();
        command.branch = 1;
        command.state = "uncertain";
        command.run(console, outbox, OPERATOR);

        assertThat(outbox.asked.states()).containsExactly(MessageState.UNCERTAIN);
        assertThat(printed()).contains("UNCERTAIN", "no answer").doesNotContain("anna@example.org");
    }

    @Test
    void what_was_reported_about_a_message_or_about_none_is_listed() {
        var command = new MailingReceipts();
        command.message = 17;
        command.run(console, outbox, OPERATOR);
        assertThat(printed()).contains("p-17", "UNDELIVERED", "STALE").doesNotContain("p-strange");

        command.message = 0;
        command.branch = 1;
        command.run(console, outbox, OPERATOR);
        assertThat(printed()).contains("p-strange", "UNMATCHED");
    }

    @Test
    void a_channel_shows_why_it_is_held_and_is_released() {
        new ChannelList().run(console, outbox, OPERATOR);
        assertThat(printed()).contains("email", "HELD", "BALANCE no money left");

        var release = new ChannelRelease();
        release.branch = 1;
        release.channel = "email";
        release.run(console, outbox, OPERATOR);
        assertThat(outbox.released).containsExactly("email");
    }

    @Test
    void the_stop_list_is_shown_and_an_address_taken_off_it() {
        var command = new MailingSuppressions();
        command.branch = 1;
        command.run(console, outbox, OPERATOR);
        assertThat(printed()).contains("stop@example.org");

        command.remove = "stop@example.org";
        command.run(console, outbox, OPERATOR);
        assertThat(printed()).contains("3 messages go on");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final class Outbox implements Messages {

        private final List<Long> sentAgain = new ArrayList<>();
        private final List<String> released = new ArrayList<>();
        private MessageFilter asked;

        @Override
        public List<OutboxMessage> list(MessageFilter filter, long before, int limit) {
            asked = filter;
            return find(17).stream().toList();
        }

        @Override
        public Optional<OutboxMessage> find(long id) {
            return Optional.of(new OutboxMessage(
                    id,
                    new BranchId(1),
                    null,
                    new CustomerId(7),
                    AccountId.BASE,
                    "INVOICE",
                    "email",
                    "anna@example.org",
                    MessageState.UNCERTAIN,
                    1,
                    NOW,
                    null,
                    "no answer",
                    new DeliveryMoments(NOW, null, null, null, null),
                    null,
                    NOW,
                    List.of()));
        }

        @Override
        public Map<Long, OutboxMessage.Wait> waits(List<OutboxMessage> messages) {
            return Map.of();
        }

        @Override
        public List<ReceivedReceipt> receipts(long id) {
            return List.of(receipt("p-" + id, Effect.STALE));
        }

        @Override
        public List<ReceivedReceipt> unmatchedReceipts(BranchId branch, int limit) {
            return List.of(receipt("p-strange", Effect.UNMATCHED));
        }

        private static ReceivedReceipt receipt(String providerId, Effect effect) {
            return new ReceivedReceipt(
                    new ProviderAccountId(7), providerId, Kind.UNDELIVERED, Cause.ADDRESS, "as told", NOW, NOW, effect);
        }

        @Override
        public List<InboundText> inbound(BranchId branch, CustomerId customer, long before, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OutboxMessage sendAgain(long id, Actor actor) {
            sentAgain.add(id);
            return find(id).orElseThrow();
        }

        @Override
        public OutboxMessage cancel(long id, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Suppression> suppressions(BranchId branch, int offset, int limit) {
            return List.of(new Suppression(Suppression.SCHOOL, "email", "stop@example.org", "asked us to stop", NOW));
        }

        @Override
        public void suppress(BranchId branch, String channel, String address, String why, Actor actor) {}

        @Override
        public int unsuppress(BranchId branch, String channel, String address, Actor actor) {
            return 3;
        }

        @Override
        public List<ChannelHealth> channels() {
            var pause = new ChannelPause(
                    new ProviderAccountId(7), ChannelPause.Kind.HELD, Cause.BALANCE, "no money left", NOW, NOW);
            return List.of(new ChannelHealth("email", true, pause, Map.of(MessageState.PENDING, 20L), NOW));
        }

        @Override
        public void release(BranchId branch, String channel, Actor actor) {
            released.add(channel);
        }
    }
}
