package org.schoolcrm.channel.max;

import java.util.Map;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** MAX as its documents describe it, with refusals as bots have met them. */
final class SimulatedMax extends SimulatedProvider {

    static final String TOKEN = "f9LHodD0cOJvhEb7-token";

    SimulatedMax(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static ProviderAccount account() {
        return TestAccount.of("max", Map.of("bot", "school_bot", "token", TOKEN));
    }

    static HttpAnswer refused(int status, String code, String message) {
        return HttpAnswer.of(status, "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}");
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/messages");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return HttpAnswer.of(
                200,
                "{\"message\":{\"recipient\":{\"chat_id\":99,\"chat_type\":\"dialog\",\"user_id\":123},"
                        + "\"timestamp\":1788246000000,\"body\":{\"mid\":\"mid." + number
                        + "\",\"seq\":1,\"text\":\"…\",\"attachments\":null}}}");
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> refused(429, "too.many.requests", "Too many requests");
            case REFUSES_THE_ADDRESS -> refused(403, "chat.denied", "Key: error.dialog.suspended, args: [123,].");
            case REFUSES_THE_CONTENT -> refused(400, "proto.payload", "Invalid text");
            case REFUSES_US -> refused(401, "verify.token", "Invalid access_token");
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        return switch (call.method() + " " + call.uri().getPath()) {
            case "GET /me" ->
                HttpAnswer.of(
                        200, "{\"user_id\":7,\"first_name\":\"Школа\",\"username\":\"school_bot\",\"is_bot\":true}");
            case "POST /subscriptions" -> HttpAnswer.of(200, "{\"success\":true}");
            default -> refused(404, "not.found", "Not found");
        };
    }
}
