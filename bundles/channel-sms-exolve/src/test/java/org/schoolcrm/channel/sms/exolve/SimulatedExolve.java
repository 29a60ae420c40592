package org.schoolcrm.channel.sms.exolve;

import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** MTS Exolve as its documents and clients describe it. */
final class SimulatedExolve extends SimulatedProvider {

    SimulatedExolve(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static HttpAnswer error(int status, String message) {
        return HttpAnswer.of(status, "{\"error\":{\"code\":3,\"message\":\"" + message + "\"}}");
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/messaging/v1/SendSMS");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return HttpAnswer.of(200, "{\"message_id\":\"43916653823944853%d\"}".formatted(number));
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> HttpAnswer.of(429, "");
            case REFUSES_THE_ADDRESS ->
                error(400, "invalid SendRequest.Destination: value does not match regex pattern");
            case REFUSES_THE_CONTENT -> error(400, "invalid SendRequest.Text: value length must be at least 1");
            case REFUSES_US -> error(401, "Unauthenticated");
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        return HttpAnswer.of(200, "{\"alpha_names\":[{\"name\":\"SCHOOL\"},{\"name\":\"Lingua\"}]}");
    }
}
