package org.schoolcrm.shell.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChatBinding;
import org.schoolcrm.mailing.api.ChatBindings;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;

/** What operators see of bound chats, and do to them. */
class ChatCommandsTest {

    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");
    private static final Actor OPERATOR = new Actor("console:karaf");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final BoundChats chats = new BoundChats();

    @Test
    void chats_are_listed_without_their_numbers() {
        var command = new ChannelChats();
        command.branch = 1;
        command.customer = 7;
        command.run(console, chats, OPERATOR);

        assertThat(printed())
                .contains("31", "telegram", "2026-09-01T09:00:00Z", "yes", "in max or telegram")
                .doesNotContain("5550001");
    }

    @Test
    void a_branch_without_a_messenger_says_where_to_look() {
        var command = new ChannelChats();
        command.branch = 2;
        command.run(console, chats, OPERATOR);

        assertThat(printed()).contains("no messenger", "channel:accounts");
    }

    @Test
    void a_link_is_made_for_the_branch_that_is_said() {
        var command = new ChatInvite();
        command.customer = 7;
        command.messenger = "max";
        assertThatThrownBy(() -> command.run(console, chats, OPERATOR)).hasMessageContaining("--branch");

        command.branch = 1;
        command.run(console, chats, OPERATOR);
        assertThat(printed()).contains("https://max.example/bot?start=1-7", "2026-09-01T09:00:00Z");
    }

    @Test
    void a_chat_is_unbound_only_on_confirmation() {
        var command = new ChatUnbind();
        command.chat = 31;
        command.run(console, chats, OPERATOR);
        assertThat(chats.ended).isEmpty();
        assertThat(printed()).contains("Customer 7", "telegram", "--confirm").doesNotContain("5550001");

        command.confirm = true;
        command.run(console, chats, OPERATOR);
        assertThat(chats.ended).containsExactly(31L);
    }

    @Test
    void a_chat_that_nobody_has_bound_is_refused() {
        var command = new ChatUnbind();
        command.chat = 32;
        command.confirm = true;

        assertThatThrownBy(() -> command.run(console, chats, OPERATOR)).isInstanceOf(ProblemException.class);
        assertThat(chats.ended).isEmpty();
    }

    @Test
    void the_messengers_of_all_branches_complete_a_word() {
        var completer = new MessengerCompleter();
        completer.chats = chats;
        completer.branches = () -> List.of(branch(1), branch(2));
        var candidates = new ArrayList<String>();

        completer.complete(null, new ArgumentCommandLine("te", 2), candidates);

        assertThat(candidates).containsExactly("telegram ");
    }

    private static Branch branch(long id) {
        return new Branch(new BranchId(id), "Centre", ZoneOffset.UTC, Currency.getInstance("RUB"));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final class BoundChats implements ChatBindings {

        private final List<Long> ended = new ArrayList<>();

        @Override
        public List<String> channels(BranchId branch) {
            return branch.value() == 1 ? List.of("max", "telegram") : List.of();
        }

        @Override
        public List<BoundChat> of(BranchId branch, CustomerId customer) {
            return branch.value() == 1 ? List.of(new BoundChat(find(31).orElseThrow(), true)) : List.of();
        }

        @Override
        public Optional<ChatBinding> find(long id) {
            var account = new ProviderAccountId(4);
            return Optional.of(new ChatBinding(
                            31, new BranchId(1), new CustomerId(7), account, "telegram", "5550001", NOON))
                    .filter(one -> one.id() == id);
        }

        @Override
        public Invitation invite(BranchId branch, CustomerId customer, String channel, Actor actor) {
            return new Invitation(
                    channel, URI.create("https://max.example/bot?start=" + branch + "-" + customer), NOON);
        }

        @Override
        public Optional<URI> inviteHolder(BranchId branch, CustomerId customer, String channel) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end(long id, Actor actor) {
            ended.add(id);
        }
    }
}
