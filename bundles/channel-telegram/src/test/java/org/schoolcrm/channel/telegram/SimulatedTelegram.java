package org.schoolcrm.channel.telegram;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Telegram as its documents describe it. */
final class SimulatedTelegram extends SimulatedProvider {

    static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

    SimulatedTelegram(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static ProviderAccount account() {
        return TestAccount.of("telegram", Map.of("bot", "SchoolBot", "token", TOKEN));
    }

    static ProviderAccount polledAccount() {
        return TestAccount.of("telegram", Map.of("bot", "SchoolBot", "token", TOKEN, "inbound", "polling"));
    }

    static HttpAnswer ok(String result) {
        return HttpAnswer.of(200, "{\"ok\":true,\"result\":" + result + "}");
    }

    static HttpAnswer refused(int code, String description) {
        return refused(code, description, "");
    }

    /** @param more further fields of the document, beginning with a comma */
    static HttpAnswer refused(int code, String description, String more) {
        return HttpAnswer.of(
                code, "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"" + more + "}");
    }

    /** A part of telegram.json, whose documents are those of Telegram's own server, by its path. */
    static String sample(String... path) {
        try (var in = SimulatedTelegram.class.getResourceAsStream("telegram.json")) {
            var found = new ObjectMapper().readTree(requireNonNull(in));
            for (var name : path) {
                found = found.path(name);
            }
            return found.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/bot" + TOKEN + "/sendMessage");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return ok("{\"message_id\":%d,\"date\":1788246000,\"chat\":{\"id\":421337,\"type\":\"private\"},\"text\":\"…\"}"
                .formatted(number));
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> refused(429, "Too Many Requests: retry after 35", ",\"parameters\":{\"retry_after\":35}");
            case REFUSES_THE_ADDRESS -> refused(400, "Bad Request: chat not found");
            case REFUSES_THE_CONTENT -> refused(400, "Bad Request: can't parse entities: Unsupported start tag");
            case REFUSES_US -> refused(401, "Unauthorized");
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        return switch (call.uri().getPath().replace("/bot" + TOKEN, "")) {
            case "/getMe" -> ok("{\"id\":110201543,\"is_bot\":true,\"username\":\"SchoolBot\"}");
            case "/setWebhook", "/deleteWebhook" -> ok("true");
            case "/getUpdates" -> ok("[]");
            default -> refused(404, "Not Found");
        };
    }
}
