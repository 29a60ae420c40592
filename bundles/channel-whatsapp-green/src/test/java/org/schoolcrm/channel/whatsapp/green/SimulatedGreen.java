package org.schoolcrm.channel.whatsapp.green;

import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Green-API as its documents describe it; what it refuses it repeats with the path, token and all. */
final class SimulatedGreen extends SimulatedProvider {

    static final String INSTANCE = "1101000001";
    static final String TOKEN = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";

    private String state = "authorized";

    SimulatedGreen(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    SimulatedGreen in(String instanceState) {
        state = instanceState;
        return this;
    }

    static HttpAnswer refused(int status, String message) {
        return HttpAnswer.of(
                status,
                "{\"statusCode\":%d,\"path\":\"/waInstance%s/sendMessage/%s\",\"message\":\"%s\"}"
                        .formatted(status, INSTANCE, TOKEN, message));
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/waInstance" + INSTANCE + "/sendMessage/" + TOKEN);
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return HttpAnswer.of(200, "{\"idMessage\":\"3EB0C767D097B7C7C03%d\"}".formatted(number));
    }

    /** It has no word for a number without an account when it accepts a message: that comes in a call. */
    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> HttpAnswer.of(429, "");
            case REFUSES_THE_ADDRESS -> refused(400, "Validation failed. Details: 'chatId' must be a phone number");
            case REFUSES_THE_CONTENT -> refused(400, "Validation failed. Details: 'message' is too long");
            case REFUSES_US -> HttpAnswer.of(401, "");
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        return switch (call.uri().getPath().split("/")[2]) {
            case "getStateInstance" -> HttpAnswer.of(200, "{\"stateInstance\":\"%s\"}".formatted(state));
            case "getSettings" ->
                HttpAnswer.of(
                        200,
                        "{\"wid\":\"79160000000@c.us\",\"webhookUrl\":\"https://known.test/hook\",\"webhookUrlToken\":\"\","
                                + "\"delaySendMessagesMilliseconds\":3000,\"outgoingWebhook\":\"yes\",\"incomingWebhook\":\"yes\"}");
            case "setSettings" -> HttpAnswer.of(200, "{\"saveSettings\":true}");
            default -> HttpAnswer.of(404, "");
        };
    }
}
