package org.schoolcrm.channel.sms.smsc;

import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** SMSC.ru as its documents describe it. */
final class SimulatedSmsc extends SimulatedProvider {

    SimulatedSmsc(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static HttpAnswer error(int code) {
        return HttpAnswer.of(200, "{\"error\":\"words\",\"error_code\":%d}".formatted(code));
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/sys/send.php");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return HttpAnswer.of(
                200, "{\"id\":%d,\"cnt\":2,\"cost\":\"9.20\",\"balance\":\"510.30\"}".formatted(1073741840 + number));
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> error(9);
            case REFUSES_THE_ADDRESS -> error(7);
            case REFUSES_THE_CONTENT -> error(6);
            case REFUSES_US -> error(2);
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        return switch (call.uri().getPath()) {
            case "/sys/balance.php" -> HttpAnswer.of(200, "{\"balance\":\"510.30\",\"currency\":\"RUB\"}");
            case "/sys/senders.php" -> HttpAnswer.of(200, "[{\"sender\":\"SCHOOL\"},{\"sender\":\"Lingua\"}]");
            case "/sys/status.php" -> HttpAnswer.of(200, """
                        [{"status":1,"last_date":"01.09.2026 09:00:10","last_timestamp":1788246010,"err":0,"id":1073741841,"phone":"79161234567"},
                         {"status":25,"last_timestamp":1788246011,"flag":0,"err":248,"id":32,"phone":"77059648729"},
                         {"status":0,"last_timestamp":1788246012,"id":33,"phone":"79161234567"},
                         {"status":-3,"id":34,"phone":"79161234567"}]""");
            default -> HttpAnswer.of(404, "");
        };
    }
}
