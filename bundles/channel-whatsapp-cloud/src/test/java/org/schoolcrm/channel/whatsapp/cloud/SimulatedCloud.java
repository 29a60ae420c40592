package org.schoolcrm.channel.whatsapp.cloud;

import java.util.HashMap;
import java.util.Map;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.SimulatedProvider;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Meta as its documents describe it. */
final class SimulatedCloud extends SimulatedProvider {

    private final Map<String, HttpAnswer> answers = new HashMap<>();

    SimulatedCloud(MessageChannelContract.Provider behaviour) {
        super(behaviour);
    }

    static ProviderAccount account(String... more) {
        var settings = new HashMap<>(Map.of(
                "phoneNumberId", "1065",
                "businessAccountId", "102290129340398",
                "token", "EAAG-token-of-the-system-user",
                "appSecret", "appsecret",
                "verifyToken", "verify-token"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return TestAccount.of("whatsapp-cloud", settings);
    }

    static HttpAnswer refused(int status, int code, String more) {
        return HttpAnswer.of(
                status,
                "{\"error\":{\"message\":\"(#%1$d) words\",\"type\":\"OAuthException\",\"code\":%1$d%2$s,\"fbtrace_id\":\"Az\"}}"
                        .formatted(code, more));
    }

    /** To a method and what follows the number of the phone or the business account. */
    SimulatedCloud answering(String question, HttpAnswer answer) {
        answers.put(question, answer);
        return this;
    }

    @Override
    protected boolean isSending(HttpCall call) {
        return call.uri().getPath().equals("/v23.0/1065/messages");
    }

    @Override
    protected HttpAnswer acceptance(int number, HttpCall call) {
        return HttpAnswer.of(200, """
                {"messaging_product":"whatsapp","contacts":[{"input":"79161234567","wa_id":"79161234567"}],
                 "messages":[{"id":"wamid.HBgL%d","message_status":"accepted"}]}""".formatted(number));
    }

    @Override
    protected HttpAnswer refusal(MessageChannelContract.Provider behaviour) {
        return switch (behaviour) {
            case IS_BUSY -> refused(429, 130429, "");
            case REFUSES_THE_ADDRESS -> refused(400, 131026, "");
            case REFUSES_THE_CONTENT -> refused(400, 131009, "");
            case REFUSES_US -> refused(401, 190, "");
            case ACCEPTS, CANNOT_BE_REACHED, HANGS_UP_AFTER_TAKING_IT -> throw new IllegalStateException();
        };
    }

    @Override
    protected HttpAnswer question(HttpCall call) {
        var path = call.uri().getPath();
        var question = call.method() + " " + path.replaceFirst("^/v\\d+\\.\\d/\\d+", "");
        return answers.getOrDefault(
                question,
                switch (question) {
                    case "GET " ->
                        HttpAnswer.of(
                                200,
                                "{\"verified_name\":\"School\",\"display_phone_number\":\"+7 916 000-00-00\",\"id\":\"1065\"}");
                    case "GET /message_templates" -> HttpAnswer.of(200, "{\"data\":[]}");
                    case "POST /message_templates" ->
                        HttpAnswer.of(
                                200, "{\"id\":\"572279198452421\",\"status\":\"PENDING\",\"category\":\"UTILITY\"}");
                    case "POST /subscribed_apps" -> HttpAnswer.of(200, "{\"success\":true}");
                    default -> HttpAnswer.of(404, "");
                });
    }
}
