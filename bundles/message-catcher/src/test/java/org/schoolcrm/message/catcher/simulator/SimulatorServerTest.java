package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulatorServerTest {

    private static final String SEND = "{\"chat_id\":1,\"text\":\"Счет\"}";

    private final CaughtMessages messages = new CaughtMessages(new SettableClock(), 3);
    private final TelegramSimulator telegram =
            new TelegramSimulator("1:T", "start_bot", messages, Callbacks.withoutWaiting());
    private final SmsRuSimulator smsRu = new SmsRuSimulator("key", Set.of(), messages, Callbacks.withoutWaiting());
    private final SimulatorServer server = SimulatorServer.start(0, telegram, smsRu);

    SimulatorServerTest() {
        telegram.know(1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void takes_the_message_and_drops_the_answer() {
        telegram.behave(new Script().next(Reaction.dropAnswer(), Reaction.halfAnswer()));

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
        assertThat(telegram.accepted()).hasSize(2);
    }

    @Test
    void takes_the_message_and_never_answers() {
        telegram.behave(new Script().next(Reaction.stall()));

        assertThatThrownBy(this::send).isInstanceOf(HttpTimeoutException.class);
        assertThat(telegram.accepted()).hasSize(1);
    }

    @Test
    void hangs_up_and_records_nothing() {
        telegram.behave(new Script().next(Reaction.hangUp(), Reaction.badGateway(), Reaction.page()));

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
        assertThat(telegram.accepted()).isEmpty();
    }

    @Test
    void answers_what_a_test_wants() throws IOException {
        telegram.behave(new Script().next(Reaction.badGateway(), Reaction.page(), Reaction.serverError()));

        assertThat(send()).isEqualTo(502);
        assertThat(send()).isEqualTo(200);
        assertThat(send()).isEqualTo(500);
        assertThat(telegram.accepted()).isEmpty();
        assertThat(telegram.calls()).hasSize(3);
    }

    @Test
    void cannot_be_reached_once_it_is_closed() {
        server.close();

        assertThatThrownBy(this::send).isInstanceOf(ConnectException.class);
    }

    @Test
    void keeps_the_newest_messages_of_all_providers_and_counts_all() throws IOException {
        send();
        messages.accept(new Route("smpp", "bind", "SCHOOL", "79161234567"), Content.sms("Счет"), "1", "", null);
        send();
        send();

        assertThat(messages.newest())
                .extracting(CaughtMessage::provider)
                .containsExactly("telegram", "telegram", "smpp");
        assertThat(messages.count()).isEqualTo(4);
    }

    private int send() throws IOException {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(URI.create(server.address(telegram) + "/bot1:T/sendMessage"))
                .timeout(Duration.ofMillis(700))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SEND))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
