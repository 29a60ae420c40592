package org.schoolcrm.channel.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.HttpAnswer;

/**
 * A refusal of the Graph API, in an answer or in a status.
 *
 * @param subcode zero if there is none
 */
record CloudError(int code, int subcode, String words) {

    static Optional<CloudError> of(HttpAnswer answer) {
        return Json.readAny(answer).map(root -> root.path("error")).flatMap(CloudError::of);
    }

    static Optional<CloudError> of(JsonNode error) {
        var code = error.path("code");
        return code.canConvertToInt()
                ? Optional.of(
                        new CloudError(code.asInt(), error.path("error_subcode").asInt(), words(code.asText(), error)))
                : Optional.empty();
    }

    /** What is meant for people, if there is such; the details say more than the message does. */
    private static String words(String code, JsonNode error) {
        var said = Stream.of(
                        error.path("error_user_msg"),
                        error.path("error_data").path("details"),
                        error.path("message"),
                        error.path("title"))
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        return ProviderText.of(code, said);
    }
}
