package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON as trees; no class of ours is bound to it. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonMapper ASCII = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private Json() {}

    /** Names and values by turns, in this order. */
    static ObjectNode object(@Nullable Object... namesAndValues) {
        var node = MAPPER.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            node.set(String.valueOf(namesAndValues[i]), node(namesAndValues[i + 1]));
        }
        return node;
    }

    static ArrayNode array(Object... values) {
        var node = MAPPER.createArrayNode();
        for (var value : values) {
            node.add(node(value));
        }
        return node;
    }

    /** A missing node for what is no JSON. */
    static JsonNode read(byte[] body) {
        try {
            var node = MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    static byte[] write(JsonNode node) {
        return write(MAPPER, node);
    }

    /** As Meta writes it: nothing but ASCII, slashes escaped. */
    static byte[] writeEscaped(JsonNode node) {
        return write(ASCII, node);
    }

    private static byte[] write(JsonMapper mapper, JsonNode node) {
        try {
            return mapper.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode node(@Nullable Object value) {
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof BigDecimal amount) {
            return MAPPER.getNodeFactory().numberNode(amount);
        }
        return MAPPER.valueToTree(value);
    }
}
