package org.schoolcrm.channel.sms.smsaero;

import java.nio.charset.StandardCharsets;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** SMS Aero as its documents and clients describe it. */
final class SimulatedSmsaero extends SimulatedProvider {

    SimulatedSmsaero(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static HttpAnswer data(String data) {
        return HttpAnswer.of(200, "{\"success\":true,\"data\":" + data + ",\"message\":null}");
    }

    static HttpAnswer refused(int status, String data, String message) {
        return HttpAnswer.of(status, "{\"success\":false,\"data\":" + data + ",\"message\":\"" + message + "\"}");
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/v2/sms/send");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return data("{\"id\":1234%d,\"from\":\"SMS Aero\",\"number\":\"79161234567\",\"text\":\"…\",\"status\":0,"
                        .formatted(number)
                + "\"extendStatus\":\"queue\",\"channel\":\"FREE SIGN\",\"cost\":5.49,\"dateCreate\":1719115820,"
                + "\"dateSend\":1719115820}");
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> HttpAnswer.of(429, "");
            case REFUSES_THE_ADDRESS -> refused(400, "{\"number\":[\"wrong\"]}", "Validation error.");
            case REFUSES_THE_CONTENT -> refused(400, "{\"text\":[\"wrong\"]}", "Validation error.");
            case REFUSES_US -> refused(401, "null", "Your request was made with invalid credentials.");
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        return switch (call.uri().getPath()) {
            case "/v2/balance" -> data("{\"balance\":337.03}");
            case "/v2/sign/list" ->
                data(
                        "{\"totalCount\":\"2\",\"0\":{\"id\":1,\"name\":\"SCHOOL\",\"status\":1,\"extendStatus\":\"approve\"},"
                                + "\"1\":{\"id\":2,\"name\":\"Lingua\",\"status\":0}}");
            case "/v2/sms/status" ->
                new String(call.body(), StandardCharsets.UTF_8).equals("{\"id\":\"12345\"}")
                        ? data("{\"id\":12345,\"status\":1,\"extendStatus\":\"delivery\",\"dateAnswer\":1719115825}")
                        : data("{\"id\":12346,\"status\":0,\"extendStatus\":\"queue\"}");
            default -> HttpAnswer.of(404, "");
        };
    }
}
