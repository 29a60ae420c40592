package org.schoolcrm.provider.kit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.runtime.api.HttpAnswer;

/**
 * Reads only what a bank would send: shallow, short, no name twice. A field that is null is not there, so that no bank
 * calls an order or a payment "null".
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(16_384)
                            .maxNumberLength(40)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(JsonNodeFeature.READ_NULL_PROPERTIES)
            .build();

    private Json() {}

    /** An object, or nothing. */
    public static Optional<JsonNode> read(String text) {
        return parse(text).filter(JsonNode::isObject);
    }

    /** An object, or the only one of a list, or nothing. */
    public static Optional<JsonNode> readSingle(String text) {
        return parse(text)
                .map(root -> root.isArray() && root.size() == 1 ? root.get(0) : root)
                .filter(JsonNode::isObject);
    }

    /** The object in a 2xx response, or nothing. */
    public static Optional<JsonNode> readSuccess(HttpAnswer response) {
        return response.isOk() ? read(response.text()) : Optional.empty();
    }

    /** The object in a response of any status, or nothing. */
    public static Optional<JsonNode> readAny(HttpAnswer response) {
        return response.kind() == HttpAnswer.Kind.ANSWERED ? read(response.text()) : Optional.empty();
    }

    /** What stands in the list of a 2xx response; nothing if it is no list. */
    public static List<JsonNode> readList(HttpAnswer response) {
        var items = new ArrayList<JsonNode>();
        if (response.isOk()) {
            parse(response.text()).filter(JsonNode::isArray).ifPresent(list -> list.forEach(items::add));
        }
        return items;
    }

    public static String write(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
