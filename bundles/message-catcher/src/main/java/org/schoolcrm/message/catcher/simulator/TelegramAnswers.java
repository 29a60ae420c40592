package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The answers of the Bot API. */
final class TelegramAnswers {

    private TelegramAnswers() {}

    static ProviderAnswer ok(Object result) {
        return ProviderAnswer.json(200, Json.object("ok", true, "result", result));
    }

    static ProviderAnswer done(String description) {
        return ProviderAnswer.json(200, Json.object("ok", true, "result", true, "description", description));
    }

    static ProviderAnswer error(int code, String description) {
        return ProviderAnswer.json(code, failure(code, description));
    }

    static ProviderAnswer badRequest(String description) {
        return error(400, "Bad Request: " + description);
    }

    static ProviderAnswer tooMany(long seconds) {
        return with(429, "Too Many Requests: retry after " + seconds, Json.object("retry_after", seconds));
    }

    static ProviderAnswer migrated(long chat) {
        return with(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                Json.object("migrate_to_chat_id", chat));
    }

    private static ProviderAnswer with(int code, String description, JsonNode parameters) {
        var answer = failure(code, description);
        answer.set("parameters", parameters);
        return ProviderAnswer.json(code, answer);
    }

    private static ObjectNode failure(int code, String description) {
        return Json.object("ok", false, "error_code", code, "description", description);
    }
}
