package org.schoolcrm.channel.sms.smsru;

import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** SMS.ru as its documents describe it. */
final class SimulatedSmsru extends SimulatedProvider {

    SimulatedSmsru(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static HttpAnswer message(int code, String rest) {
        return HttpAnswer.of(
                200,
                "{\"status\":\"OK\",\"status_code\":100,\"sms\":{\"79161234567\":{\"status_code\":%d%s}},\"balance\":4122.56}"
                        .formatted(code, rest));
    }

    static HttpAnswer whole(int code) {
        return HttpAnswer.of(
                200, "{\"status\":\"ERROR\",\"status_code\":%d,\"status_text\":\"words\"}".formatted(code));
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/sms/send");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return message(100, ",\"status\":\"OK\",\"sms_id\":\"000000-1000000%d\"".formatted(number));
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> whole(220);
            case REFUSES_THE_ADDRESS -> message(207, "");
            case REFUSES_THE_CONTENT -> message(216, "");
            case REFUSES_US -> whole(200);
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        var form = FormFields.parse(new String(call.body(), java.nio.charset.StandardCharsets.UTF_8));
        return switch (call.uri().getPath()) {
            case "/my/balance" -> HttpAnswer.of(200, "{\"status\":\"OK\",\"status_code\":100,\"balance\":4122.567}");
            case "/my/senders" ->
                HttpAnswer.of(200, "{\"status\":\"OK\",\"status_code\":100,\"senders\":[\"SCHOOL\",\"Lingua\"]}");
            case "/callback/get" ->
                HttpAnswer.of(
                        200, "{\"status\":\"OK\",\"status_code\":100,\"callback\":[\"https://known.test/hook\"]}");
            case "/callback/add" -> form.getOr("url", "").startsWith("https://") ? whole(100) : whole(901);
            case "/sms/status" -> HttpAnswer.of(200, """
                        {"status":"OK","status_code":100,"sms":{
                          "000000-1":{"status":"OK","status_code":103,"cost":0.5,"status_text":"Сообщение доставлено"},
                          "000000-2":{"status":"OK","status_code":102,"status_text":"Сообщение отправлено (в пути)"},
                          "000000-3":{"status":"OK","status_code":104,"status_text":"время жизни истекло"},
                          "000000-4":{"status":"ERROR","status_code":-1,"status_text":"не найдено"}}}""");
            default -> HttpAnswer.of(404, "");
        };
    }
}
