package org.schoolcrm.channel.whatsapp.wazzup;

import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Wazzup24 as its documents describe it. */
final class SimulatedWazzup extends SimulatedProvider {

    static final String CHANNEL = "e0629e11-0f67-4567-92a9-2237e91ec1b9";

    SimulatedWazzup(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static HttpAnswer refused(String code, String rest) {
        return HttpAnswer.of(
                400,
                "{\"status\":400,\"requestId\":\"7ca6\",\"error\":\"%s\",\"description\":\"words\"%s}"
                        .formatted(code, rest));
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/v3/message");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return HttpAnswer.of(
                201,
                "{\"messageId\":\"f66c53a6-957a-46b2-b41b-5a2ef484400%d\",\"chatId\":\"79161234567\"}"
                        .formatted(number));
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> HttpAnswer.of(429, "");
            case REFUSES_THE_ADDRESS -> refused("BAD_CONTACT", "");
            case REFUSES_THE_CONTENT -> refused("MESSAGES_IS_SPAM", "");
            case REFUSES_US -> HttpAnswer.of(401, "");
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        return switch (call.method() + " " + call.uri().getPath()) {
            case "GET /v3/channels" -> HttpAnswer.of(200, """
                        [{"channelId":"b96a353b-1111-4cac-8413-ba9999900001","transport":"tgapi","plainId":"school","state":"active"},
                         {"channelId":"%s","transport":"whatsapp","plainId":"79160000000","state":"active"},
                         {"channelId":"b96a353b-1111-4cac-8413-ba9999900002","transport":"whatsapp","plainId":"79160000001","state":"qr"}]
                        """.formatted(CHANNEL));
            case "PATCH /v3/webhooks" ->
                new String(call.body(), java.nio.charset.StandardCharsets.UTF_8).contains("https://school.test/")
                        ? HttpAnswer.of(200, "{\"ok\":true}")
                        : HttpAnswer.of(
                                400,
                                "{\"error\":\"testPostNotPassed\",\"description\":\"URI does not return 200 OK on test request\"}");
            default -> HttpAnswer.of(404, "");
        };
    }
}
