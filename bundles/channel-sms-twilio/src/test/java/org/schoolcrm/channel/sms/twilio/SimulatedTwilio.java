package org.schoolcrm.channel.sms.twilio;

import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Twilio as its documents describe it. */
final class SimulatedTwilio extends SimulatedProvider {

    static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    static final String SERVICE = "MG0123456789abcdef0123456789abcdef";

    SimulatedTwilio(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static HttpAnswer error(int status, int code) {
        return HttpAnswer.of(
                status,
                "{\"code\":%d,\"message\":\"words\",\"more_info\":\"https://www.twilio.com/docs/errors/%d\",\"status\":%d}"
                        .formatted(code, code, status));
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return HttpAnswer.of(
                201,
                "{\"sid\":\"SM%032d\",\"status\":\"queued\",\"num_segments\":\"2\",\"error_code\":null}"
                        .formatted(number));
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> error(429, 20429);
            case REFUSES_THE_ADDRESS -> error(400, 21211);
            case REFUSES_THE_CONTENT -> error(400, 21602);
            case REFUSES_US -> error(401, 20003);
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        var path = call.uri().getPath();
        if (path.endsWith("/Balance.json")) {
            return HttpAnswer.of(200, "{\"currency\":\"USD\",\"balance\":\"12.345\",\"account_sid\":\"AC\"}");
        }
        if (path.equals("/v1/Services/" + SERVICE)) {
            return HttpAnswer.of(200, "{\"sid\":\"" + SERVICE + "\"}");
        }
        if (path.endsWith("/IncomingPhoneNumbers.json")) {
            return HttpAnswer.of(
                    200,
                    call.uri().getQuery().endsWith("+15005550006")
                            ? "{\"incoming_phone_numbers\":[{\"sid\":\"PN1\"}]}"
                            : "{\"incoming_phone_numbers\":[]}");
        }
        if (path.endsWith("/Messages/SM1.json")) {
            return HttpAnswer.of(
                    200,
                    "{\"sid\":\"SM1\",\"status\":\"undelivered\",\"error_code\":30003,"
                            + "\"date_updated\":\"Tue, 01 Sep 2026 06:00:10 +0000\"}");
        }
        return path.endsWith("/Messages/SM2.json")
                ? HttpAnswer.of(200, "{\"sid\":\"SM2\",\"status\":\"sent\",\"error_code\":null}")
                : error(404, 20404);
    }
}
